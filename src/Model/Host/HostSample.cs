namespace Proxima.Model.Host;

/// <summary>
/// The fast part of what a host says: counters exactly as the kernel reports them and gauges of the moment.
/// Rates are derived from two samples in <see cref="Figures.HostFigures"/>, nowhere else.
/// </summary>
public sealed record HostSample
{
    /// <summary>/proc/stat</summary>
    public required Reading<CpuCounters> Cpu { get; init; }

    /// <summary>/proc/loadavg</summary>
    public required Reading<LoadAverage> Load { get; init; }

    /// <summary>/proc/pressure/{cpu,memory,io}</summary>
    public required Reading<PressureCounters> Pressure { get; init; }

    /// <summary>/proc/meminfo, /proc/spl/kstat/zfs/arcstats</summary>
    public required Reading<MemoryGauges> Memory { get; init; }

    /// <summary>/proc/meminfo, /proc/vmstat</summary>
    public required Reading<SwapCounters> Swap { get; init; }

    /// <summary>/proc/diskstats</summary>
    public required Reading<DiskList> Disks { get; init; }

    /// <summary>/proc/self/mountinfo and statvfs(3) in a worker of its own</summary>
    public required Reading<FilesystemList> Filesystems { get; init; }

    /// <summary>/proc/net/dev, /sys/class/net, /proc/net/if_inet6, /proc/net/fib_trie</summary>
    public required Reading<InterfaceList> Interfaces { get; init; }

    /// <summary>/sys/class/hwmon</summary>
    public required Reading<SensorList> Sensors { get; init; }

    /// <summary>/sys/fs/cgroup: limits of the container we run in; absent on a host.</summary>
    public required Reading<CgroupCounters> Cgroup { get; init; }

    /// <summary>/proc/uptime</summary>
    public required Reading<UptimeGauges> Uptime { get; init; }
}
