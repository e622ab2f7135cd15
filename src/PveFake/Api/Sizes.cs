using System.Globalization;

namespace Proxima.PveFake.Api;

/// <summary>Sizes as Proxmox writes them: <c>32G</c>, <c>10486K</c>.</summary>
internal static class Sizes
{
    /// <summary>Bytes of <c>32G</c>, <c>512M</c>, <c>10486K</c> or a plain number; null for any other text.</summary>
    public static long? Parse(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var shift = char.ToUpperInvariant(text[^1]) switch { 'K' => 10, 'M' => 20, 'G' => 30, 'T' => 40, _ => 0 };
        var digits = shift > 0 ? text[..^1] : text;
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value < 1e15
            ? (long)(value * (1L << shift))
            : null;
    }

    /// <summary>The greatest unit that divides it.</summary>
    public static string Print(long bytes)
    {
        foreach (var (shift, unit) in Units)
        {
            if (bytes >= 1L << shift && bytes % (1L << shift) == 0)
            {
                return (bytes >> shift).ToString(CultureInfo.InvariantCulture) + unit;
            }
        }

        return bytes == 0 ? "0T" : bytes.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Bytes of a number of GiB, in whole KiB upward.</summary>
    public static long OfGib(double gib) => (long)Math.Ceiling(gib * 1024 * 1024) * 1024;

    private static readonly (int Shift, string Unit)[] Units = [(40, "T"), (30, "G"), (20, "M"), (10, "K")];
}
