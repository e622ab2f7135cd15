using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Cgroup;

/// <summary>The files of one cgroup as text; null where one is missing or may not be read.</summary>
internal sealed record CgroupFiles
{
    /// <summary>v2 cpu.max.</summary>
    public string? CpuMax { get; init; }

    /// <summary>v1 cpu.cfs_quota_us and cpu.cfs_period_us.</summary>
    public string? CpuQuota { get; init; }
    public string? CpuPeriod { get; init; }

    /// <summary>v2 cpu.stat.</summary>
    public string? CpuStat { get; init; }

    /// <summary>v1 cpuacct.usage, nanoseconds.</summary>
    public string? CpuUsage { get; init; }

    /// <summary>v2 memory.max or v1 memory.limit_in_bytes.</summary>
    public string? MemoryMax { get; init; }

    /// <summary>v2 memory.current or v1 memory.usage_in_bytes.</summary>
    public string? MemoryCurrent { get; init; }

    /// <summary>v2 and v1 memory.stat.</summary>
    public string? MemoryStat { get; init; }
}

/// <summary>Limits and use of a cgroup, Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/.</summary>
internal static class CgroupText
{
    public const string NoLimits = "not in a container with limits";

    /// <summary>v1 says "no limit" with the largest multiple of a page that fits a long.</summary>
    private const long LargestLimit = long.MaxValue / 2;

    public static Reading<CgroupCounters> Parse(CgroupFiles files)
    {
        if (!TryCpuLimit(files, out var cores)) return Bad(files.CpuMax is not null ? "cpu.max" : "cpu.cfs_quota_us");
        if (!TryBytesOrMax(files.MemoryMax, out var limit)) return Bad("memory limit");
        if (cores is null && limit is null) return Reading.Absent<CgroupCounters>(NoLimits);
        if (!TryBytesOrMax(files.MemoryCurrent, out var used)) return Bad("memory use");
        if (!TryCpuUsage(files, out var usage)) return Bad("cpu use");
        return Reading.Of(new CgroupCounters
        {
            CpuLimitCores = cores,
            CpuUsageMicroseconds = usage,
            MemoryLimitBytes = limit,
            MemoryUsedBytes = used,
            MemoryInactiveFileBytes = InactiveFile(files.MemoryStat),
        });
    }

    /// <summary>v1 counts children in <c>total_inactive_file</c>, v2 always.</summary>
    public static long? InactiveFile(ReadOnlySpan<char> memoryStat)
        => Keyed(memoryStat, "total_inactive_file") ?? Keyed(memoryStat, "inactive_file");

    /// <summary>One number of a flat-keyed file; null where the key is missing, its value is none or the line was cut off.</summary>
    public static long? Keyed(ReadOnlySpan<char> text, string key)
    {
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var fields = new Fields(line);
            if (fields.Next(out var name) && name.SequenceEqual(key)) return fields.NextCount(out var value) && !lines.IsCut ? value : null;
        }

        return null;
    }

    private static bool TryCpuLimit(CgroupFiles files, out double? cores)
    {
        cores = null;
        if (files.CpuMax is { } max) return TryCpuMax(max, out cores);
        if (files.CpuQuota is null || files.CpuPeriod is null) return true;
        if (!KernelNumber.TrySigned(files.CpuQuota.AsSpan().Trim(), out var quota)) return false;
        if (!KernelNumber.TryCount(files.CpuPeriod.AsSpan().Trim(), out var period)) return false;
        if (quota > 0 && period > 0) cores = (double)quota / period;
        return true;
    }

    /// <summary><c>max 100000</c> or <c>QUOTA PERIOD</c>, microseconds.</summary>
    public static bool TryCpuMax(ReadOnlySpan<char> text, out double? cores)
    {
        cores = null;
        var fields = new Fields(text.Trim());
        if (!fields.Next(out var quotaText)) return false;
        if (quotaText is "max") return true;
        if (!KernelNumber.TryCount(quotaText, out var quota) || !fields.NextCount(out var period) || period == 0) return false;
        cores = (double)quota / period;
        return true;
    }

    private static bool TryCpuUsage(CgroupFiles files, out long? microseconds)
    {
        microseconds = null;
        if (files.CpuStat is { } stat && Keyed(stat, "usage_usec") is { } usage)
        {
            microseconds = usage;
            return true;
        }

        if (files.CpuUsage is null) return true;
        if (!KernelNumber.TryCount(files.CpuUsage.AsSpan().Trim(), out var nanoseconds)) return false;
        microseconds = nanoseconds / 1000;
        return true;
    }

    /// <summary>Null for <c>max</c>, for v1's "no limit" and for a file that is not there.</summary>
    public static bool TryBytesOrMax(string? text, out long? bytes)
    {
        bytes = null;
        var number = text.AsSpan().Trim();
        if (text is null || number is "max") return true;
        if (!KernelNumber.TryCount(number, out var value)) return IsHuge(number);
        if (value < LargestLimit) bytes = value;
        return true;
    }

    /// <summary>Old kernels print 2^64-1 for "no limit".</summary>
    private static bool IsHuge(ReadOnlySpan<char> number) => number is "18446744073709551615";

    private static Reading<CgroupCounters> Bad(string what) => Reading.Failed<CgroupCounters>($"/sys/fs/cgroup: {what} does not parse");
}
