using System.Buffers;
using Proxima.Collect.Storage.Smart;

namespace Proxima.Collect.Storage.Raid;

/// <summary>Sizes and temperatures as the vendors print them.</summary>
internal static class RaidFigures
{
    private static readonly SearchValues<char> OfFraction = SearchValues.Create("0123456789.,");

    private static readonly (string Unit, double Bytes)[] Units =
    [
        ("PB", 1L << 50), ("TB", 1L << 40), ("GB", 1L << 30), ("MB", 1L << 20), ("KB", 1L << 10),
    ];

    /// <summary>ssacli and hpacucli count in powers of ten.</summary>
    public static long? DecimalSize(ReadOnlySpan<char> text)
        => Size(text) is not { } binary ? null
            : text.Contains("TB", StringComparison.Ordinal) ? (long)Math.Round(binary / (double)(1L << 40) * 1e7) * 100_000
            : text.Contains("GB", StringComparison.Ordinal) ? (long)Math.Round(binary / (double)(1L << 30) * 1e7) * 100
            : binary;

    /// <summary>"24.555 TB", "14.551 TB [0x… Sectors]", "915446 MB"; binary units, as all these programs count.</summary>
    public static long? Size(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var end = text.IndexOfAnyExcept(OfFraction);
        if (end <= 0 || SmartFigures.Fraction(text[..end]) is not { } number) return null;
        var rest = text[end..].TrimStart();
        foreach (var (unit, bytes) in Units)
        {
            if (rest.StartsWith(unit, StringComparison.OrdinalIgnoreCase) && number * bytes < 9e18) return (long)(number * bytes);
        }

        return null;
    }

    /// <summary>"34C (93.20 F)", " 28C (82.40 F)", "31 C", "50 C/ 122 F (Normal)".</summary>
    public static int? Celsius(ReadOnlySpan<char> text) => SmartFigures.Small(text, 200) is { } value and > 0 ? value : null;

    /// <summary>"Yes", "No", "True", "False".</summary>
    public static bool? Flag(ReadOnlySpan<char> text)
        => text.StartsWith("Yes", StringComparison.OrdinalIgnoreCase) || text.StartsWith("True", StringComparison.OrdinalIgnoreCase) ? true
            : text.StartsWith("No", StringComparison.OrdinalIgnoreCase)
                || text.StartsWith("False", StringComparison.OrdinalIgnoreCase) ? false
            : null;
}
