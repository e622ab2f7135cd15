using Proxima.Model.Host;

namespace Proxima.Model.Figures;

/// <summary>
/// What people look at: gauges as they are and rates derived from two samples. A rate is null when it cannot be known
/// (first sample, counter reset, gap over <see cref="FiguresOf.LongestGapSeconds"/>, reboot between the two).
/// </summary>
public sealed record HostFigures
{
    /// <summary>Seconds between the two samples; null when there was only one usable.</summary>
    public double? WindowSeconds { get; init; }
    public required Reading<CpuFigures> Cpu { get; init; }
    public required Reading<LoadAverage> Load { get; init; }
    public required Reading<PressureFigures> Pressure { get; init; }
    public required Reading<MemoryFigures> Memory { get; init; }
    public required Reading<SwapFigures> Swap { get; init; }
    public required Reading<DiskFiguresList> Disks { get; init; }
    public required Reading<FilesystemList> Filesystems { get; init; }
    public required Reading<InterfaceFiguresList> Interfaces { get; init; }
    public required Reading<SensorList> Sensors { get; init; }
    public required Reading<CgroupFigures> Cgroup { get; init; }
    public required Reading<UptimeGauges> Uptime { get; init; }
}

/// <summary>Shares of all cores' time, 0 to 100. Busy is everything but idle and iowait.</summary>
public sealed record CpuShares(double Busy, double User, double System, double IoWait, double Steal, double Guest);

/// <summary>CPU over the window.</summary>
public sealed record CpuFigures
{
    public required CpuShares Total { get; init; }

    /// <summary>Busy share of each core, in the order of the kernel's list; null where a core came or went.</summary>
    public required IReadOnlyList<CoreFigures> Cores { get; init; }
    public double? ContextSwitchesPerSecond { get; init; }
    public double? ForksPerSecond { get; init; }
    public int? Running { get; init; }
    public int? Blocked { get; init; }
}

public sealed record CoreFigures(int Core, double? Busy);

/// <summary>
/// Share of wall time in which some or all tasks waited, over the window (from the stall totals, not the kernel's
/// averages).
/// </summary>
public sealed record PressureFigures(
    double? CpuSome, double? CpuFull, double? MemorySome, double? MemoryFull, double? IoSome, double? IoFull);

/// <summary>
/// Memory in bytes. Used is what cannot be given back: total − available − what the ARC would give up.
/// </summary>
public sealed record MemoryFigures
{
    public required long TotalBytes { get; init; }
    public required long UsedBytes { get; init; }
    public required double UsedPercent { get; init; }
    public required long AvailableBytes { get; init; }
    public required MemoryGauges Gauges { get; init; }
}

public sealed record SwapFigures(long TotalBytes, long UsedBytes, double UsedPercent, double? InBytesPerSecond, double? OutBytesPerSecond);

public sealed record DiskFiguresList(IReadOnlyList<DiskFigures> Disks);

/// <summary>One block device over the window.</summary>
public sealed record DiskFigures
{
    public required string Name { get; init; }
    public double? ReadBytesPerSecond { get; init; }
    public double? WrittenBytesPerSecond { get; init; }
    public double? ReadsPerSecond { get; init; }
    public double? WritesPerSecond { get; init; }

    /// <summary>Share of time with a request in flight; on devices with many queues 100 is not the limit of what it can do.</summary>
    public double? BusyPercent { get; init; }

    /// <summary>Mean time of a finished request; null when none finished.</summary>
    public double? ReadAwaitMilliseconds { get; init; }
    public double? WriteAwaitMilliseconds { get; init; }

    /// <summary>Mean requests in flight.</summary>
    public double? QueueLength { get; init; }
}

public sealed record InterfaceFiguresList(IReadOnlyList<InterfaceFigures> Interfaces);

/// <summary>One interface over the window, with what is known of it.</summary>
public sealed record InterfaceFigures
{
    public required InterfaceCounters Counters { get; init; }
    public double? ReceivedBytesPerSecond { get; init; }
    public double? SentBytesPerSecond { get; init; }
    public double? ReceivedPacketsPerSecond { get; init; }
    public double? SentPacketsPerSecond { get; init; }
    public double? ErrorsPerSecond { get; init; }
    public double? DropsPerSecond { get; init; }
}

/// <summary>The container's own limits and use; shares are of the limit where there is one.</summary>
public sealed record CgroupFigures(
    double? CpuLimitCores, double? CpuUsedCores, long? MemoryLimitBytes, long? MemoryUsedBytes, double? MemoryUsedPercent);
