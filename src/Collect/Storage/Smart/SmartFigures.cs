using System.Buffers;
using System.Globalization;

namespace Proxima.Collect.Storage.Smart;

/// <summary>Numbers and words as smartctl prints them in any locale.</summary>
internal static class SmartFigures
{
    private const int LongestWords = 200;

    /// <summary>
    /// Between groups of three digits: comma, full stop, apostrophes, blanks, and what a blank of another encoding turns into.
    /// </summary>
    private const string Separators = ",.'\u2019 \u00a0\u202f\u2009\uFFFD";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>
    /// "1,000,204,886,016 bytes", "3 467 574 [1,77 TB]", "31%", "0x1f": the number at the beginning; null where there is none.
    /// </summary>
    public static long? Number(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.StartsWith("0x") || text.StartsWith("0X")) return Hex(text[2..]);
        long value = 0;
        var digits = 0;
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                if (++digits > 18) return null;
                value = (value * 10) + (text[at++] - '0');
                continue;
            }

            var group = digits > 0 ? GroupAt(text[at..]) : 0;
            if (group == 0) break;
            at += group;
        }

        return digits == 0 ? null : value;
    }

    /// <summary>A whole number that fits an int, within what is plausible.</summary>
    public static int? Small(ReadOnlySpan<char> text, int most = 1_000_000)
        => Number(text) is { } value && value <= most ? (int)value : null;

    /// <summary>With an optional minus sign: temperatures.</summary>
    public static int? Signed(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return text.StartsWith("-") ? -Small(text[1..], 1000) : Small(text, 1000);
    }

    /// <summary>A decimal fraction with point or comma.</summary>
    public static double? Fraction(ReadOnlySpan<char> text)
    {
        Span<char> plain = stackalloc char[40];
        text = text.Trim();
        if (text.Length > plain.Length) return null;
        text.Replace(plain[..text.Length], ',', '.');
        return double.TryParse(plain[..text.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value) ? value : null;
    }

    /// <summary>Words of the disk, without blanks around; null for nothing and for what stands for nothing.</summary>
    public static string? Words(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty || text is "-" or "--" || text.StartsWith("[No Information") || text.StartsWith("<not available>")) return null;
        return (text.Length > LongestWords ? text[..LongestWords] : text).ToString();
    }

    /// <summary>Hexadecimal digits of a name, lower case: "5 000c50 0b335fb73", "0x5000cca25c244870". Null for anything else.</summary>
    public static string? WorldWideName(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.StartsWith("0x")) text = text[2..];
        var second = text.IndexOf("0x");
        if (second > 0) text = text[..second];
        Span<char> name = stackalloc char[64];
        var length = 0;
        foreach (var c in text)
        {
            if (c == ' ') continue;
            if (!char.IsAsciiHexDigit(c) || length == name.Length) return null;
            name[length++] = char.ToLowerInvariant(c);
        }

        return length >= 8 && name[..length].ContainsAnyExcept('0') ? name[..length].ToString() : null;
    }

    private static long? Hex(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(HexDigits);
        return long.TryParse(end < 0 ? text : text[..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && value >= 0 ? value : null;
    }

    /// <summary>How many characters separate from a group of exactly three digits; 0 when no such group follows.</summary>
    private static int GroupAt(ReadOnlySpan<char> text)
    {
        var separators = 0;
        while (separators < text.Length && separators < 3 && Separators.Contains(text[separators], StringComparison.Ordinal)) separators++;
        var digits = 0;
        while (separators + digits < text.Length && digits < 4 && char.IsAsciiDigit(text[separators + digits])) digits++;
        return separators > 0 && digits == 3 ? separators : 0;
    }
}
