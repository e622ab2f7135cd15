using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Health;
using Proxima.Model.Host;

namespace Proxima.Server.Features.Health;

/// <summary>Pure verdicts over what is known of a node now. Issue 11 adds duration, hysteresis, incidents and acknowledgement.</summary>
public interface IHealth
{
    /// <summary>
    /// Open findings of a node, worst first. A missing or stale sample and every failed reading is a finding of severity unknown.
    /// </summary>
    IReadOnlyList<Finding> Evaluate(HealthInput input);
}

/// <summary>Everything a verdict may rest on.</summary>
public sealed record HealthInput
{
    public required NodeId Node { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>Null until the first sample.</summary>
    public HostFigures? Figures { get; init; }

    /// <summary>When the sample was taken, by our clock.</summary>
    public DateTimeOffset? SampledAt { get; init; }

    /// <summary>Age of the sample by a clock that never jumps; null when there is none.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>From this age on a sample says nothing any more.</summary>
    public required TimeSpan StaleAfter { get; init; }

    /// <summary>How far the host's wall clock is ahead of ours, where its times had to be corrected.</summary>
    public TimeSpan? ClockAhead { get; init; }

    /// <summary>Why figures are shown but not kept; null while they are kept.</summary>
    public string? HistoryError { get; init; }

    /// <summary>Damaged databases of this program that were set aside (only of the node it runs on).</summary>
    public IReadOnlyList<string> DatabasesSetAside { get; init; } = [];

    /// <summary>What is wrong with the audit log of this program (only of the node it runs on); null for nothing known.</summary>
    public string? AuditFlaw { get; init; }

    /// <summary>Why the head of that log could be written down nowhere; null when it was.</summary>
    public string? AuditNotAnchored { get; init; }

    /// <summary>Findings of the last time: the same keys keep their first-seen time.</summary>
    public IReadOnlyList<Finding> Open { get; init; } = [];

    /// <summary>True when there are figures young enough to judge by.</summary>
    public bool IsFresh => Figures is not null && Age is { } age && age < StaleAfter;
}

/// <summary>What rules and pages ask of mounts.</summary>
public static class Mounts
{
    /// <summary>Images are full by nature: they are made to size and cannot be written.</summary>
    private static readonly HashSet<string> Images
        = new(["squashfs", "iso9660", "udf", "erofs", "cramfs", "romfs"], StringComparer.Ordinal);

    /// <summary>Mounts that can run full.</summary>
    public static IEnumerable<FilesystemGauges> ThatFill(HostFigures figures)
        => (figures.Filesystems.Value?.Filesystems ?? []).Where(mount => !Images.Contains(mount.Type));

    /// <summary>Used of used + available; null where the space is not known or there is none.</summary>
    public static double? UsedPercent(FilesystemGauges mount)
        => mount.Space.Value is { } space && space.UsedBytes + space.AvailableBytes > 0
            ? 100.0 * space.UsedBytes / (space.UsedBytes + space.AvailableBytes)
            : null;
}

/// <summary>One part of a sample: whether it is there, why not, and where it comes from.</summary>
public readonly record struct ReadingPart(string Name, string Source, string? Absent, string? Failed, bool HasValue);

/// <summary>The parts of a sample by name.</summary>
public static class ReadingParts
{
    public const string SensorSource = "/sys/class/hwmon";

    public static IReadOnlyList<ReadingPart> Of(HostFigures figures) =>
    [
        Make("cpu", "/proc/stat", figures.Cpu),
        Make("load", "/proc/loadavg", figures.Load),
        Make("pressure", "/proc/pressure", figures.Pressure),
        Make("memory", "/proc/meminfo", figures.Memory),
        Make("swap", "/proc/meminfo", figures.Swap),
        Make("disks", "/proc/diskstats", figures.Disks),
        Make("filesystems", "/proc/self/mountinfo", figures.Filesystems),
        Make("interfaces", "/proc/net/dev", figures.Interfaces),
        Make("sensors", SensorSource, figures.Sensors),
        Make("cgroup", "/sys/fs/cgroup", figures.Cgroup),
        Make("uptime", "/proc/uptime", figures.Uptime),
    ];

    private static ReadingPart Make<T>(string name, string source, Reading<T> reading)
        where T : class
        => new(name, source, reading.Absent, reading.Failed, reading.HasValue);
}
