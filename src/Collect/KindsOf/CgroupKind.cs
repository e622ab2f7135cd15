using Proxima.Collect.Linux;
using Proxima.Collect.Linux.Cgroup;
using Proxima.Collect.Linux.Pressure;
using Proxima.Model;

namespace Proxima.Collect.KindsOf;

/// <summary>
/// Files of a cgroup, v2 and v1 (Documentation/admin-guide/cgroup-v2.rst, cgroup-v1/). The shape decides, and the name where two
/// shapes look alike; a file whose name says what stands in it and which holds something else fails.
/// </summary>
internal static class CgroupKind
{
    private const string CpuMax = "cpu.max";

    /// <summary>The kernel refuses periods outside 1 ms to 1 s (cpu.max).</summary>
    private const long ShortestPeriod = 1000;
    private const long LongestPeriod = 1_000_000;

    /// <summary>Ends of names of files that hold one number.</summary>
    private static readonly string[] OneNumber =
    [
        ".current", ".max", ".high", ".low", ".min", ".peak", "_in_bytes", ".failcnt", "cpuacct.usage", "cpuacct.usage_user",
        "cpuacct.usage_sys", ".cfs_quota_us", ".cfs_period_us", "cpu.shares", "cpu.weight", "cpu.idle", "memory.swappiness",
    ];

    /// <summary>Ends of names of files of names and numbers.</summary>
    private static readonly string[] NamesAndNumbers =
        ["memory.stat", "cpu.stat", "cpuacct.stat", "cgroup.stat", ".events", ".oom_control"];

    public static KindResult Parse(string text, string? attribute)
    {
        if (attribute?.EndsWith(".pressure", StringComparison.Ordinal) == true || StartsAsPressure(text))
            return KindResult.Of(PressureText.Parse(text, attribute ?? "pressure"), KindJson.Default.PressureFile);
        if (attribute == CpuMax || (attribute is null && LooksLikeCpuMax(text))) return Limit(text);
        var value = text.AsSpan().Trim();
        if (IsUnlimited(value, attribute)) return Of(new CgroupValue(attribute, null, true));
        if (KernelNumber.TrySigned(value, out var number))
        {
            return number < 0 && Ends(attribute, OneNumber)
                ? Broken(attribute, "a negative number")
                : Of(new CgroupValue(attribute, number, false));
        }

        if (CgroupTables.Cores(text, attribute) is { } cores) return KindResult.Of(Reading.Of(cores), KindJson.Default.CgroupCores);
        if (CgroupTables.Keys(text) is { } keys) return KindResult.Of(Reading.Of(keys), KindJson.Default.CgroupKeys);
        if (CgroupTables.Groups(text) is { } groups) return KindResult.Of(Reading.Of(groups), KindJson.Default.CgroupGroups);
        return Ends(attribute, OneNumber) ? Broken(attribute, "neither a number nor 'max'")
            : Ends(attribute, NamesAndNumbers) ? Broken(attribute, "a line that is no name and number")
            : KindResult.Nothing("no cgroup file that is read");
    }

    private static bool StartsAsPressure(string text)
        => text.StartsWith("some avg10=", StringComparison.Ordinal) || text.StartsWith("full avg10=", StringComparison.Ordinal);

    private static KindResult Of(CgroupValue value) => KindResult.Of(Reading.Of(value), KindJson.Default.CgroupValue);

    private static KindResult Broken(string? attribute, string what) => KindResult.Broken($"{attribute}: {what}");

    private static bool Ends(string? attribute, string[] names)
        => attribute is not null && Array.Exists(names, name => attribute.EndsWith(name, StringComparison.Ordinal));

    /// <summary>
    /// v2 says <c>max</c>; v1 says it with the largest multiple of a page that fits 63 bits, old kernels with 2^64-1, and with -1 for a
    /// quota of CPU time.
    /// </summary>
    private static bool IsUnlimited(ReadOnlySpan<char> value, string? attribute)
    {
        if (value is "max" or "18446744073709551615") return true;
        if (attribute is null) return false;
        return attribute.EndsWith("limit_in_bytes", StringComparison.Ordinal)
            ? KernelNumber.TryCount(value, out var bytes) && bytes > long.MaxValue / 2
            : attribute.EndsWith(".cfs_quota_us", StringComparison.Ordinal) && value is "-1";
    }

    private static KindResult Limit(string text) => CgroupText.TryCpuMax(text, out var cores)
        ? KindResult.Of(Reading.Of(new CgroupCpuLimit(cores, cores is null)), KindJson.Default.CgroupCpuLimit)
        : KindResult.Broken("cpu.max: neither 'max PERIOD' nor 'QUOTA PERIOD'");

    private static bool LooksLikeCpuMax(string text)
    {
        var fields = new Fields(text.AsSpan().Trim());
        return fields.Next(out var quota) && (quota is "max" || KernelNumber.TryCount(quota, out _))
            && fields.NextCount(out var period) && period is >= ShortestPeriod and <= LongestPeriod && fields.Rest.IsEmpty;
    }
}
