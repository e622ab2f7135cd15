using Proxima.Model.Host;
using Proxima.Model.Wire;

namespace Proxima.Model.Figures;

/// <summary>Two observations in, figures out. Pure; the only place where host rates are made.</summary>
public static class FiguresOf
{
    /// <summary>Beyond this a rate would smear over an outage or a suspend: the figures start again instead.</summary>
    public const double LongestGapSeconds = 300;

    private const string OneSample = "needs two samples in a row";

    /// <summary>Figures at <paramref name="current"/>; without a usable <paramref name="previous"/> rates are null or absent.</summary>
    public static HostFigures Host(HostObservation? previous, HostObservation current)
    {
        var window = Window(previous, current);
        var before = window is null ? null : previous?.Sample;
        var now = current.Sample;
        var seconds = window ?? 0;
        return new HostFigures
        {
            WindowSeconds = window,
            Cpu = Between(before?.Cpu, now.Cpu, seconds, CpuFiguresOf.Cpu, "CPU counters were reset"),
            Load = now.Load,
            Pressure = Between(before?.Pressure, now.Pressure, seconds, Pressure, "pressure counters were reset"),
            Memory = now.Memory.Select(Memory),
            Swap = now.Swap.Select(swap => Swap(before?.Swap.Value, swap, seconds)),
            Disks = now.Disks.Select(disks => DiskFiguresOf.Disks(before?.Disks.Value, disks, seconds)),
            Filesystems = now.Filesystems,
            Interfaces = now.Interfaces.Select(list => InterfaceFiguresOf.Interfaces(before?.Interfaces.Value, list, seconds)),
            Sensors = now.Sensors,
            Cgroup = now.Cgroup.Select(group => Cgroup(before?.Cgroup.Value, group, seconds)),
            Uptime = now.Uptime,
        };
    }

    /// <summary>
    /// Seconds on the host's own monotonic clock, which counts through suspend; null where the two samples do not belong together:
    /// another node, a reboot between them, wrong order, or too far apart.
    /// </summary>
    private static double? Window(HostObservation? previous, HostObservation current)
    {
        if (previous is null || previous.Node != current.Node || previous.BootId != current.BootId) return null;
        var seconds = (current.BootTimeMilliseconds - (double)previous.BootTimeMilliseconds) / 1000;
        return seconds is > 0 and <= LongestGapSeconds ? seconds : null;
    }

    private static Reading<TFigures> Between<TCounters, TFigures>(
        Reading<TCounters>? before, Reading<TCounters> now, double seconds,
        Func<TCounters, TCounters, double, TFigures?> rates, string reset)
        where TCounters : class
        where TFigures : class
    {
        if (!now.HasValue) return new Reading<TFigures>(absent: now.Absent, failed: now.Failed);
        if (before is not { HasValue: true }) return Reading.Absent<TFigures>(OneSample);
        return rates(before.Value, now.Value, seconds) is { } figures ? Reading.Of(figures) : Reading.Absent<TFigures>(reset);
    }

    private static PressureFigures Pressure(PressureCounters before, PressureCounters now, double seconds) => new(
        Stalled(before.CpuSome, now.CpuSome, seconds),
        Stalled(before.CpuFull, now.CpuFull, seconds),
        Stalled(before.MemorySome, now.MemorySome, seconds),
        Stalled(before.MemoryFull, now.MemoryFull, seconds),
        Stalled(before.IoSome, now.IoSome, seconds),
        Stalled(before.IoFull, now.IoFull, seconds));

    /// <summary>Microseconds a second to percent.</summary>
    private static double? Stalled(PressureLine? before, PressureLine? now, double seconds)
        => Percent(CounterRate.PerSecond(before?.TotalMicroseconds, now?.TotalMicroseconds, seconds) / 10_000);

    private static MemoryFigures Memory(MemoryGauges gauges)
    {
        var arcGivesUp = Math.Max(0, (gauges.ArcBytes ?? 0) - (gauges.ArcMinimumBytes ?? 0));
        var available = Math.Clamp(gauges.AvailableBytes + arcGivesUp, 0, Math.Max(0, gauges.TotalBytes));
        var used = Math.Max(0, gauges.TotalBytes) - available;
        return new MemoryFigures
        {
            TotalBytes = gauges.TotalBytes,
            UsedBytes = used,
            UsedPercent = Share(used, gauges.TotalBytes) ?? 0,
            AvailableBytes = available,
            Gauges = gauges,
        };
    }

    private static SwapFigures Swap(SwapCounters? before, SwapCounters now, double seconds)
    {
        var used = Math.Clamp(now.TotalBytes - now.FreeBytes, 0, Math.Max(0, now.TotalBytes));
        return new SwapFigures(
            now.TotalBytes,
            used,
            Share(used, now.TotalBytes) ?? 0,
            CounterRate.PerSecond(before?.PagesIn, now.PagesIn, seconds) * now.PageBytes,
            CounterRate.PerSecond(before?.PagesOut, now.PagesOut, seconds) * now.PageBytes);
    }

    private static CgroupFigures Cgroup(CgroupCounters? before, CgroupCounters now, double seconds)
    {
        long? used = now.MemoryUsedBytes is { } bytes ? Math.Max(0, bytes - (now.MemoryInactiveFileBytes ?? 0)) : null;
        return new CgroupFigures(
            now.CpuLimitCores,
            CounterRate.PerSecond(before?.CpuUsageMicroseconds, now.CpuUsageMicroseconds, seconds) / 1_000_000,
            now.MemoryLimitBytes,
            used,
            used is { } u && now.MemoryLimitBytes is { } limit ? Share(u, limit) : null);
    }

    /// <summary>Percent of a whole; null where there is no whole.</summary>
    private static double? Share(long part, long whole) => whole > 0 ? 100.0 * part / whole : null;

    /// <summary>The kernel's clocks differ by a tick from ours: a share is never shown above 100.</summary>
    internal static double? Percent(double? share) => share is { } s ? Math.Clamp(s, 0, 100) : null;
}
