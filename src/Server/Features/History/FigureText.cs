using System.Buffers;
using System.Buffers.Text;

namespace Proxima.Server.Features.History;

/// <summary>
/// Figures as text of JSON. Most of them are decimals of few digits, and finding those by arithmetic takes a tenth of the time the
/// general way does. What is not finite is null.
/// </summary>
internal static class FigureText
{
    /// <summary>Bytes one figure may take.</summary>
    public const int Longest = 32;

    /// <summary>Digits a mean is told with.</summary>
    public const int MeanDigits = 9;
    private const int MostPlaces = 6;

    // Below, two decimals of up to fifteen digits are never the same double.
    private const double Exact = 1e15;
    private const double LeastPlain = 1e-6;
    private static readonly long[] Tens = [.. Enumerable.Range(0, 19).Select(static power => (long)Math.Pow(10, power))];
    private static readonly double[] Powers = [.. Tens.Select(static ten => (double)ten)];

    /// <summary>
    /// The shortest decimal that reads back as the same bits; returns its length. <paramref name="places"/> is how many decimals the
    /// figure before had: those of a series mostly have as many.
    /// </summary>
    public static int Whole(Span<byte> to, double value, ref int places)
    {
        var magnitude = Math.Abs(value);
        if (magnitude < Exact && !IsMinusZero(value))
        {
            if (Has(magnitude, places, out var scaled))
                return Decimal(to, value < 0, scaled, places);
            for (var other = 0; other <= MostPlaces; other++)
            {
                if (other != places && Has(magnitude, other, out scaled))
                    return Decimal(to, value < 0, scaled, places = other);
            }
        }

        return Other(to, value, default);
    }

    /// <summary>With <see cref="MeanDigits"/> digits: a mean has no more that mean something.</summary>
    public static int Mean(Span<byte> to, double value)
    {
        var magnitude = Math.Abs(value);
        if (magnitude == 0)
            return Other(to, 0, default);
        if (!(magnitude is >= LeastPlain and < Exact))
            return Other(to, value, new StandardFormat('G', MeanDigits));
        var digits = DigitsOf(magnitude);
        if (digits > MeanDigits)
        {
            var unit = Tens[digits - MeanDigits];
            return Decimal(to, value < 0, (long)Math.Round(magnitude / unit) * unit, 0);
        }

        var places = MeanDigits - digits;
        return Decimal(to, value < 0, (long)Math.Round(magnitude * Powers[places]), places);
    }

    /// <summary>A number of so many decimals, without zeros at the end.</summary>
    public static int Decimal(Span<byte> to, bool isNegative, long scaled, int places)
    {
        while (places > 0 && scaled % 10 == 0)
        {
            scaled /= 10;
            places--;
        }

        var at = 0;
        if (isNegative && scaled != 0)
            to[at++] = (byte)'-';
        var (whole, rest) = Math.DivRem(scaled, Tens[places]);
        // There is room: the caller gives Longest bytes.
        Utf8Formatter.TryFormat(whole, to[at..], out var length);
        at += length;
        if (places == 0)
            return at;
        to[at] = (byte)'.';
        for (var i = places; i > 0; i--)
        {
            to[at + i] = (byte)('0' + (rest % 10));
            rest /= 10;
        }

        return at + 1 + places;
    }

    /// <summary>Digits before the point; 0 or less for what begins so many places behind it.</summary>
    private static int DigitsOf(double magnitude)
    {
        var digits = 0;
        if (magnitude >= 1)
        {
            while (digits < Powers.Length && magnitude >= Powers[digits])
                digits++;
            return digits;
        }

        while (magnitude * Powers[1 - digits] < 1)
            digits--;
        return digits;
    }

    private static bool Has(double magnitude, int places, out long scaled)
    {
        scaled = (long)Math.Round(magnitude * Powers[places]);
        return scaled < (long)Exact && scaled / Powers[places] == magnitude;
    }

    private static int Other(Span<byte> to, double value, StandardFormat format)
    {
        if (!double.IsFinite(value))
        {
            "null"u8.CopyTo(to);
            return 4;
        }

        // Seventeen digits, sign, point and exponent fit.
        Utf8Formatter.TryFormat(value, to, out var length, format);
        return length;
    }

    private static bool IsMinusZero(double value) => value == 0 && double.IsNegative(value);
}
