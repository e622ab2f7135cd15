using Proxima.Collect.Linux;
using Proxima.Model;

namespace Proxima.Collect.KindsOf;

/// <summary>Files of /sys: one value each, or one value a line (Documentation/filesystems/sysfs.rst).</summary>
internal static class SysfsKind
{
    /// <summary>The kernel gives one page, so nothing longer is an attribute.</summary>
    private const int LargestCharacters = 64 * 1024;

    public static KindResult Parse(string text, string? attribute)
    {
        var value = text.Trim().Trim('\0').Trim();
        if (value.Length == 0) return KindResult.Nothing("the attribute is empty");
        if (value.Length > LargestCharacters) return KindResult.Nothing("longer than an attribute of sysfs can be");
        if (value.AsSpan().ContainsAny('\uFFFD', '\0') || value.Any(c => char.IsControl(c) && c is not ('\n' or '\t')))
            return KindResult.Nothing("no text: a binary attribute");
        if (value.Contains('\n', StringComparison.Ordinal)) return Lines(value, attribute);
        long? number = KernelNumber.TrySigned(value, out var parsed) ? parsed : null;
        return Of(new SysfsAttribute(attribute, number, number is null ? value : null, null, null));
    }

    /// <summary><c>KEY=value</c> on every line is a uevent.</summary>
    private static KindResult Lines(string value, string? attribute)
    {
        var lines = value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!Array.TrueForAll(lines, line => line.IndexOf('=', StringComparison.Ordinal) > 0))
        {
            return attribute is null
                ? KindResult.Nothing("more than one line: no attribute of one value")
                : Of(new SysfsAttribute(attribute, null, null, null, lines));
        }

        SortedDictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            values[line[..equals]] = line[(equals + 1)..];
        }

        return Of(new SysfsAttribute(attribute, null, null, values, null));
    }

    private static KindResult Of(SysfsAttribute attribute) => KindResult.Of(Reading.Of(attribute), KindJson.Default.SysfsAttribute);
}
