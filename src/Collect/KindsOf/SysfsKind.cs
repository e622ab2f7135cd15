using Proxima.Collect.Linux;
using Proxima.Model;

namespace Proxima.Collect.KindsOf;

/// <summary>Files of /sys hold one value each (Documentation/filesystems/sysfs.rst).</summary>
internal static class SysfsKind
{
    public static KindResult Parse(string text, string? attribute)
    {
        var value = text.Trim();
        if (value.Contains('\n', StringComparison.Ordinal)) return KindResult.Nothing("more than one line: no attribute of one value");
        long? number = KernelNumber.TrySigned(value, out var parsed) ? parsed : null;
        return KindResult.Of(
            Reading.Of(new SysfsAttribute(attribute, number, number is null ? value : null)), KindJson.Default.SysfsAttribute);
    }
}
