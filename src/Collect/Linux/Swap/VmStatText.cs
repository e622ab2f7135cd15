using Proxima.Collect.Linux.Cgroup;
using Proxima.Model;

namespace Proxima.Collect.Linux.Swap;

/// <summary>What /proc/vmstat counts since boot, in pages and events; null where that kernel does not.</summary>
internal sealed record VmStat(long? SwapPagesIn, long? SwapPagesOut, long? Faults, long? MajorFaults, long? OutOfMemoryKills);

/// <summary>/proc/vmstat: <c>name value</c>.</summary>
internal static class VmStatText
{
    public static Reading<VmStat> Parse(ReadOnlySpan<char> text)
    {
        var stat = new VmStat(
            CgroupText.Keyed(text, "pswpin"), CgroupText.Keyed(text, "pswpout"), CgroupText.Keyed(text, "pgfault"),
            CgroupText.Keyed(text, "pgmajfault"), CgroupText.Keyed(text, "oom_kill"));
        return stat == new VmStat(null, null, null, null, null)
            ? Reading.Failed<VmStat>("/proc/vmstat: no counter parses")
            : Reading.Of(stat);
    }
}
