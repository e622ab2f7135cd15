using Proxima.Collect.Linux;
using Proxima.Collect.Linux.Cgroup;
using Proxima.Collect.Linux.Pressure;
using Proxima.Model;

namespace Proxima.Collect.KindsOf;

/// <summary>Files of a cgroup, v2 and v1.</summary>
internal static class CgroupKind
{
    private const string CpuMax = "cpu.max";

    /// <summary>The kernel refuses periods outside 1 ms to 1 s (cpu.max).</summary>
    private const long ShortestPeriod = 1000;
    private const long LongestPeriod = 1_000_000;

    public static KindResult Parse(string text, string? attribute)
    {
        if (text.StartsWith("some avg10=", StringComparison.Ordinal) || text.StartsWith("full avg10=", StringComparison.Ordinal))
            return KindResult.Of(PressureText.Parse(text, attribute ?? "pressure"), KindJson.Default.PressureFile);
        if (attribute == CpuMax || (attribute is null && LooksLikeCpuMax(text))) return Limit(text);
        var value = text.AsSpan().Trim();
        if (value is "max") return Of(new CgroupValue(attribute, null, true));
        if (KernelNumber.TryCount(value, out var number)) return Of(new CgroupValue(attribute, number, false));
        return Keys(text) is { } keys
            ? KindResult.Of(Reading.Of(new CgroupKeys(keys)), KindJson.Default.CgroupKeys)
            : KindResult.Nothing("no cgroup file that is read");
    }

    private static KindResult Of(CgroupValue value) => KindResult.Of(Reading.Of(value), KindJson.Default.CgroupValue);

    private static KindResult Limit(string text) => CgroupText.TryCpuMax(text, out var cores)
        ? KindResult.Of(Reading.Of(new CgroupCpuLimit(cores, cores is null)), KindJson.Default.CgroupCpuLimit)
        : KindResult.Broken("cpu.max: neither 'max PERIOD' nor 'QUOTA PERIOD'");

    private static bool LooksLikeCpuMax(string text)
    {
        var fields = new Fields(text.AsSpan().Trim());
        return fields.Next(out var quota) && (quota is "max" || KernelNumber.TryCount(quota, out _))
            && fields.NextCount(out var period) && period is >= ShortestPeriod and <= LongestPeriod && fields.Rest.IsEmpty;
    }

    /// <summary>Null unless every line is a name and a number.</summary>
    private static SortedDictionary<string, long>? Keys(string text)
    {
        SortedDictionary<string, long> keys = new(StringComparer.Ordinal);
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            if (line.Trim().IsEmpty) continue;
            var fields = new Fields(line);
            if (!fields.Next(out var name) || !char.IsAsciiLetter(name[0]) || !fields.NextCount(out var value)) return null;
            if (!fields.Rest.IsEmpty) return null;
            keys[name.ToString()] = value;
        }

        return keys.Count > 0 ? keys : null;
    }
}
