using System.Runtime.CompilerServices;

namespace Proxima.Blocks.Coding;

/// <summary>
/// Decimals of p significant digits, counted: 0 is 0, then come 10^e .. of the least exponent e, ten times nine each decade.
/// Neighbours differ by one whatever their size, so rates that go from bytes to gigabytes cost what their digits are worth.
/// A value is m * 10^e for e of 0 and more, m / 10^-e below, with m of exactly p digits.
/// </summary>
internal static class DigitsForm
{
    /// <summary>More digits than this and nothing is won.</summary>
    public const int MostPower = 6;

    private const int LeastExponent = -20;
    private const int MostExponent = 16;

    private static ReadOnlySpan<double> Powers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    ];

    private static ReadOnlySpan<int> Mantissas => [0, 1, 10, 100, 1_000, 10_000, 100_000];

    /// <summary>
    /// Significant digits of whole numbers, 0 when one has more than <see cref="MostPower"/>: what a column of scaled decimals needs.
    /// </summary>
    public static int PowerOf(ReadOnlySpan<long> numbers)
    {
        var power = 1;
        foreach (var number in numbers)
        {
            var rest = Math.Abs(number);
            if (rest == 0 || number == long.MinValue)
                continue;
            while (rest % 1000 == 0)
                rest /= 1000;
            while (rest % 10 == 0)
                rest /= 10;
            for (; power <= MostPower && rest >= (long)Powers[power]; power++)
            {
                // One more digit is needed.
            }

            if (power > MostPower)
                return 0;
        }

        return power;
    }

    /// <summary>Whether numbers look as if digits were cut off: a random one ends in zero one time in ten.</summary>
    public static bool IsLikely(ReadOnlySpan<long> numbers)
    {
        var (changed, round) = (0, 0);
        var step = Math.Max(1, numbers.Length / 128);
        for (var i = step; i < numbers.Length; i += step)
        {
            if (numbers[i] == numbers[i - step])
                continue;
            changed++;
            round += numbers[i] % 10 == 0 ? 1 : 0;
        }

        return changed > 8 && round * 4 > changed;
    }

    /// <summary>Numbers of values, as far as they are of this form.</summary>
    public static void Fit(int power, ReadOnlySpan<double> values, Span<long> numbers, out bool isFit)
    {
        var lowest = Mantissas[power];
        isFit = true;
        for (var i = 0; i < values.Length && isFit; i++)
            isFit = Has(lowest, values[i], out numbers[i]);
    }

    public static void Restore(int power, ReadOnlySpan<long> numbers, Span<double> values)
    {
        var lowest = Mantissas[power];
        for (var i = 0; i < values.Length; i++)
            values[i] = Value(lowest, numbers[i]);
    }

    private static bool Has(int lowest, double value, out long number)
    {
        number = 0;
        var magnitude = Math.Abs(value);
        if (!(magnitude is >= 1e-14 and < 1e16))
            return BitConverter.DoubleToInt64Bits(value) == 0;
        var exponent = (int)Math.Floor(Math.Log10(magnitude / lowest));
        // The logarithm may be one off at a power of ten; the way back decides.
        for (var tried = exponent - 1; tried <= exponent + 1; tried++)
        {
            if (tried is < LeastExponent or > MostExponent)
                continue;
            var mantissa = Math.Round(tried < 0 ? magnitude * Powers[-tried] : magnitude / Powers[tried]);
            if (mantissa < lowest || mantissa >= 10.0 * lowest)
                continue;
            number = ((tried - LeastExponent) * 9L * lowest) + (long)mantissa - lowest + 1;
            if (value < 0)
                number = -number;
            if (Value(lowest, number) == value)
                return true;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Value(int lowest, long number)
    {
        if (number == 0)
            return 0;
        var place = (ulong)(Math.Abs(Math.Max(number, -long.MaxValue)) - 1);
        var decade = 9 * (uint)lowest;
        // Only hostile bytes have larger numbers; they get some value, like all bytes with a right checksum.
        place = Math.Min(place, (decade * (MostExponent - LeastExponent + 1UL)) - 1);
        var (exponent, above) = Math.DivRem((uint)place, decade);
        double mantissa = above + (uint)lowest;
        var raised = (int)exponent + LeastExponent;
        var magnitude = raised < 0 ? mantissa / Powers[-raised] : mantissa * Powers[raised];
        return number < 0 ? -magnitude : magnitude;
    }
}
