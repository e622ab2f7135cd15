using System.Globalization;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Disks;

/// <summary>A question for a self-test: what is asked, and how much may be done for it.</summary>
/// <param name="Test">short, long or conveyance.</param>
/// <param name="MayWake">Whoever asks has said that the disk may be woken for it.</param>
/// <param name="IsDryRun">Tell what would be done, and touch nothing.</param>
public sealed record SelfTestAsk(string Test, bool MayWake = false, bool IsDryRun = false);

/// <summary>A test that the schedule started.</summary>
public sealed record ScheduledTest(string Disk, string Device, string Test);

/// <summary>When disks test themselves; local time. Zero days is never.</summary>
public sealed record SelfTestSchedule
{
    public int ShortEveryDays { get; init; }
    public int LongEveryDays { get; init; }

    /// <summary>Tests begin between these; past midnight where the end is before the start, all day where both are the same.</summary>
    public TimeOnly From { get; init; } = new(1, 0);
    public TimeOnly To { get; init; } = new(5, 0);

    public bool IsOn => ShortEveryDays > 0 || LongEveryDays > 0;

    public bool IsOpen(DateTimeOffset local) => From == To || TimeOnly.FromTimeSpan(local.TimeOfDay).IsBetween(From, To);
}

/// <summary>The rules of self-tests: which is due, what stands in its way, what is remembered. Pure.</summary>
internal static class SelfTestPlan
{
    /// <summary>What smartctl -t takes from us.</summary>
    public static readonly IReadOnlySet<string> Kinds = new HashSet<string>(StringComparer.Ordinal) { "short", "long", "conveyance" };

    private static readonly TimeSpan Short = TimeSpan.FromMinutes(2);
    private const long SurfaceBytesPerSecond = 100_000_000;

    /// <summary>The next test of a disk by the schedule: the long one before the short one. Counted from when the disk was first
    /// seen.</summary>
    public static (string Test, DateTimeOffset At)? Next(DiskMemo memo, SelfTestSchedule schedule)
    {
        DateTimeOffset? Due(string test, int days)
            => days <= 0 ? null : memo.TestedAt.GetValueOrDefault(test, memo.FirstSeen) + TimeSpan.FromDays(days);

        var longAt = Due("long", schedule.LongEveryDays);
        var shortAt = Due("short", schedule.ShortEveryDays);
        if (longAt is { } whole && (shortAt is not { } brief || whole <= brief)) return ("long", whole);
        return shortAt is { } at ? ("short", at) : null;
    }

    /// <summary>Why no test may begin now: one runs. Two at once would be slow for both, and for the guests.</summary>
    public static string? Busy(IEnumerable<DiskMemo> memos, DateTimeOffset now)
    {
        foreach (var memo in memos)
        {
            var isKnown = memo.TestEndsAt is { } end && end > now;
            var isTold = memo.Report?.SelfTests is { IsRunning: true, RemainingPercent: var left }
                && memo.ReportAt is { } told && now - told < Minutes(memo, "long") * Math.Max(left ?? 100, 1) / 100;
            if (!isKnown && !isTold) continue;
            return memo.TestEndsAt is { } until && until > now
                ? string.Create(CultureInfo.InvariantCulture,
                    $"{memo.Device} tests itself until about {until:yyyy-MM-dd HH:mm}Z: one at a time")
                : $"{memo.Device} tests itself: one at a time";
        }

        return null;
    }

    public static string Preview(DiskMemo memo, SelfTestAsk ask, string command, bool wakes)
    {
        var minutes = Math.Ceiling(Minutes(memo, ask.Test).TotalMinutes);
        var unit = minutes > 1 ? "minutes" : "minute";
        return string.Create(CultureInfo.InvariantCulture, $"would run: {command}. The disk tests itself for about {minutes} {unit} ")
            + "and stays in use; reads and writes may be slower."
            + (wakes ? " It sleeps or may sleep: this wakes it." : string.Empty);
    }

    public static DiskMemo Started(DiskMemo memo, string test, DateTimeOffset now) => memo with
    {
        LastAskedAt = null,
        TestedAt = new Dictionary<string, DateTimeOffset>(memo.TestedAt, StringComparer.Ordinal) { [test] = now },
        TestEndsAt = now + Minutes(memo, test),
        TestSkipped = null,
        TestSkippedAt = null,
    };

    public static DiskTestPlan? View(DiskMemo memo, SelfTestSchedule schedule)
    {
        if (memo.Report?.SelfTests is null && memo.TestedAt.Count == 0) return null;
        var last = memo.TestedAt.Count == 0 ? default : memo.TestedAt.MaxBy(pair => pair.Value);
        var next = Next(memo, schedule);
        return new DiskTestPlan
        {
            LastTest = last.Key,
            LastAt = last.Key is null ? null : last.Value,
            EndsAt = memo.TestEndsAt,
            NextTest = next?.Test,
            NextAt = next?.At,
            Skipped = memo.TestSkipped,
            SkippedAt = memo.TestSkippedAt,
        };
    }

    /// <summary>As long as the disk itself says; a long test without an estimate reads all of the surface.</summary>
    private static TimeSpan Minutes(DiskMemo memo, string test)
    {
        var tests = memo.Report?.SelfTests;
        if (test != "long") return tests?.ShortMinutes is { } few and > 0 ? TimeSpan.FromMinutes(few) : Short;
        if (tests?.ExtendedMinutes is { } many and > 0) return TimeSpan.FromMinutes(Math.Min(many, 100_000));
        return memo.Kind == DiskKind.HardDisk && memo.SizeBytes is { } bytes
            ? TimeSpan.FromSeconds(Math.Min(bytes / SurfaceBytesPerSecond, 1_000_000))
            : TimeSpan.FromHours(1);
    }
}
