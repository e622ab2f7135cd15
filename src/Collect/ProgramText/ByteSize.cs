using System.Globalization;

namespace Proxima.Collect.ProgramText;

/// <summary>
/// Sizes as programs print them for people: <c>5.00G</c>, <c>&lt;20.00g</c>, <c>9,12T</c> (comma in some locales), <c>41.24 GiB</c>,
/// <c>0B</c>, <c>512110190592</c>. What they print has two or three digits, so the bytes are as exact as that.
/// </summary>
internal static class ByteSize
{
    private const string Prefixes = "kmgtpezy";
    private const int LongestText = 48;

    /// <summary>Prefixes count 1024 unless <paramref name="decimalUpper"/> says that capitals count 1000, as LVM does with
    /// --units.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long bytes, bool decimalUpper = false)
    {
        bytes = 0;
        var rest = text.Trim().TrimStart("<>~≈").TrimStart();
        if (rest.IsEmpty || rest.Length > LongestText) return false;
        var end = 0;
        while (end < rest.Length && (char.IsAsciiDigit(rest[end]) || rest[end] is '.' or ',')) end++;
        var unit = rest[end..].Trim();
        if (end == 0 || !TryNumber(rest[..end], !unit.IsEmpty, out var number)
            || !TryFactor(unit, decimalUpper, out var factor)) return false;
        if (number > long.MaxValue / factor) return false;
        var value = decimal.Floor(number * factor);
        bytes = (long)value;
        return true;
    }

    /// <summary>The bytes, or null for a dash, nothing, and what is no size.</summary>
    public static long? OrNull(ReadOnlySpan<char> text, bool decimalUpper = false)
        => TryParse(text, out var bytes, decimalUpper) ? bytes : null;

    /// <summary>A comma is a point where a unit follows or fewer than three digits do, and groups thousands otherwise.</summary>
    public static bool TryNumber(ReadOnlySpan<char> digits, bool hasUnit, out decimal number)
    {
        number = 0;
        if (digits.Length > 30) return false;
        Span<char> plain = stackalloc char[digits.Length];
        digits.CopyTo(plain);
        var commas = digits.Count(',');
        if (commas > 0)
        {
            var groups = commas > 1 || digits.Contains('.') || (!hasUnit && digits.Length - digits.IndexOf(',') == 4);
            if (!groups) plain.Replace(',', '.');
        }

        const NumberStyles styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
        return decimal.TryParse(plain, styles, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryFactor(ReadOnlySpan<char> unit, bool decimalUpper, out decimal factor)
    {
        factor = 1;
        if (unit.IsEmpty || unit is "B" or "b" || unit.Equals("bytes", StringComparison.OrdinalIgnoreCase)) return true;
        if (unit is "S" or "s" && decimalUpper)
        {
            factor = 512;
            return true;
        }

        var power = Prefixes.IndexOf(char.ToLowerInvariant(unit[0]), StringComparison.Ordinal) + 1;
        if (power == 0 || power > 6 || unit[1..] is not ("" or "B" or "b" or "iB" or "i" or "ib")) return false;
        var step = decimalUpper && char.IsAsciiLetterUpper(unit[0]) && !unit.Contains('i') ? 1000m : 1024m;
        for (var i = 0; i < power; i++) factor *= step;
        return true;
    }
}
