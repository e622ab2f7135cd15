using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Cgroup;

/// <summary>
/// The root of the cgroup view we have. On a host that is the real root, which has no limits; in a container with its own
/// cgroup namespace or bind mount it is the container.
/// </summary>
internal sealed class CgroupCollector : ICollector<CgroupCounters>
{
    private const string Root = "/sys/fs/cgroup";

    public string Name => "cgroup";

    public IReadOnlyList<string> Inputs { get; } =
    [
        $"{Root}/cpu.max", $"{Root}/cpu.stat", $"{Root}/memory.max", $"{Root}/memory.current", $"{Root}/memory.stat",
        $"{Root}/cpu/cpu.cfs_quota_us", $"{Root}/cpu/cpu.cfs_period_us", $"{Root}/cpuacct/cpuacct.usage",
        $"{Root}/memory/memory.limit_in_bytes", $"{Root}/memory/memory.usage_in_bytes", $"{Root}/memory/memory.stat",
    ];

    public Reading<CgroupCounters> Collect(IHostSource host)
    {
        var v1Memory = Text(host, "memory/memory.limit_in_bytes");
        var v1Quota = Text(host, "cpu/cpu.cfs_quota_us");
        var isV1 = v1Memory is not null || v1Quota is not null;
        return CgroupText.Parse(isV1 ? V1(host, v1Memory, v1Quota) : V2(host));
    }

    private static CgroupFiles V2(IHostSource host) => new()
    {
        CpuMax = Text(host, "cpu.max"),
        CpuStat = Text(host, "cpu.stat"),
        MemoryMax = Text(host, "memory.max"),
        MemoryCurrent = Text(host, "memory.current"),
        MemoryStat = Text(host, "memory.stat"),
    };

    private static CgroupFiles V1(IHostSource host, string? memoryLimit, string? cpuQuota) => new()
    {
        CpuQuota = cpuQuota,
        CpuPeriod = Text(host, "cpu/cpu.cfs_period_us"),
        CpuUsage = Text(host, "cpuacct/cpuacct.usage"),
        MemoryMax = memoryLimit,
        MemoryCurrent = Text(host, "memory/memory.usage_in_bytes"),
        MemoryStat = Text(host, "memory/memory.stat"),
    };

    private static string? Text(IHostSource host, string file)
    {
        var text = host.Read($"{Root}/{file}");
        return text.State == FileState.Text ? text.Text : null;
    }
}
