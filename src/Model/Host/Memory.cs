namespace Proxima.Model.Host;

/// <summary>/proc/meminfo in bytes. Null where the kernel does not say or the feature is not there.</summary>
public sealed record MemoryGauges
{
    public required long TotalBytes { get; init; }
    public required long FreeBytes { get; init; }

    /// <summary>
    /// What new work can get without swapping (MemAvailable; estimated by us before kernel 3.14: free + buffers + cache).
    /// </summary>
    public required long AvailableBytes { get; init; }
    public long? BuffersBytes { get; init; }

    /// <summary>Page cache without <see cref="SharedBytes"/>.</summary>
    public long? CachedBytes { get; init; }
    public long? SharedBytes { get; init; }
    public long? SlabBytes { get; init; }
    public long? SlabReclaimableBytes { get; init; }
    public long? DirtyBytes { get; init; }
    public long? WritebackBytes { get; init; }
    public long? CommittedBytes { get; init; }
    public long? CommitLimitBytes { get; init; }
    public long? HugePagesTotal { get; init; }
    public long? HugePagesFree { get; init; }
    public long? HugePageSizeBytes { get; init; }

    /// <summary>ZFS ARC size (arcstats <c>size</c>): cache that the kernel does not count as available. Null without ZFS.</summary>
    public long? ArcBytes { get; init; }

    /// <summary>The least the ARC shrinks to under pressure (arcstats <c>c_min</c>). Null without ZFS.</summary>
    public long? ArcMinimumBytes { get; init; }
}

/// <summary>Swap space (/proc/meminfo) and pages of <c>PageBytes</c> moved since boot (/proc/vmstat pswpin, pswpout).</summary>
public sealed record SwapCounters(long TotalBytes, long FreeBytes, long? PagesIn, long? PagesOut, int PageBytes = 4096);

/// <summary>Limits and use of the cgroup (v2, or v1 where that is all there is) this process lives in.</summary>
public sealed record CgroupCounters
{
    /// <summary>Cores this container may use (cpu.max quota / period); null without a limit.</summary>
    public double? CpuLimitCores { get; init; }

    /// <summary>CPU time used since the cgroup was made (cpu.stat usage_usec).</summary>
    public long? CpuUsageMicroseconds { get; init; }

    /// <summary>memory.max; null without a limit.</summary>
    public long? MemoryLimitBytes { get; init; }
    public long? MemoryUsedBytes { get; init; }

    /// <summary>Page cache that can be given back (memory.stat inactive_file).</summary>
    public long? MemoryInactiveFileBytes { get; init; }
}

/// <summary>/proc/uptime.</summary>
public sealed record UptimeGauges(double UptimeSeconds);
