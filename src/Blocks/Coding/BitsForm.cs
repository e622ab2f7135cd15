using System.Numerics;

namespace Proxima.Blocks.Coding;

/// <summary>
/// Every double has a number: doubles in order, negative ones below zero, -0 is -1. Bits at the end that are zero in the whole
/// column are left out, so that values of low binary precision have small numbers.
/// </summary>
internal static class BitsForm
{
    /// <summary>Exponent and sign are never left out.</summary>
    public const int MostPower = 52;

    public static int Power(ReadOnlySpan<double> values)
    {
        ulong all = 0;
        foreach (var value in values)
            all |= BitConverter.DoubleToUInt64Bits(value);
        return Math.Min(MostPower, BitOperations.TrailingZeroCount(all));
    }

    public static void Fill(int power, ReadOnlySpan<double> values, Span<long> numbers)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var bits = BitConverter.DoubleToInt64Bits(values[i]);
            var magnitude = (bits & long.MaxValue) >> power;
            numbers[i] = bits < 0 ? ~magnitude : magnitude;
        }
    }

    public static void Restore(int power, ReadOnlySpan<long> numbers, Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var number = numbers[i];
            var bits = number < 0 ? (~number << power) | long.MinValue : number << power;
            values[i] = BitConverter.Int64BitsToDouble(bits);
        }
    }
}
