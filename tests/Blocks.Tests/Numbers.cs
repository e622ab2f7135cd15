using FsCheck;
using FsCheck.Fluent;

namespace Proxima.Blocks.Tests;

/// <summary>Values and timestamps of every kind a column can have to hold.</summary>
internal static class Numbers
{
    private static readonly double[] Odd =
    [
        0, -0.0, 1, -1, 0.1, 0.3, 100, 1e300, -1e300, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, 2.2250738585072009e-308,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN, -double.NaN, BitConverter.Int64BitsToDouble(0x7FF0_0000_0000_0001),
        BitConverter.Int64BitsToDouble(-1), 16_777_217, 1L << 53, (1L << 53) + 2, 9.2e18, -9.2e18, 9.3e18, 1e-14, 0.1 + 0.2, 1.0 / 3, Block.Gap,
    ];

    /// <summary>Any bits at all.</summary>
    private static Gen<double> AnyBits => ArbMap.Default.GeneratorFor<long>().SelectMany(high => Gen.Choose(0, int.MaxValue)
        .Select(low => BitConverter.Int64BitsToDouble((high << 32) ^ low)));

    /// <summary>Whole columns: of one kind, as columns are, or of all kinds mixed.</summary>
    public static Gen<double[]> Column(int count) => Gen.OneOf(
        Gen.Elements(Odd).ArrayOf(count),
        AnyBits.ArrayOf(count),
        Gen.OneOf(Gen.Elements(Odd), AnyBits, Gen.Choose(-5, 5).Select(number => (double)number)).ArrayOf(count),
        Gen.Choose(-3, 3).Select(number => (double)number).ArrayOf(count),
        Gen.Elements(1.5, Block.Gap).ArrayOf(count),
        Scaled(count),
        Walk(count),
        Gen.Choose(1, 14).SelectMany(power => Gen.Choose(-100_000, 100_000).Select(number => number / Math.Pow(10, power)).ArrayOf(count)),
        Gen.Choose(0, 1_000_000).Select(number => number * 0.001).ArrayOf(count),
        Gen.Choose(0, 1_000_000_000).Select(number => number / 1000.0 / 1000.0).ArrayOf(count),
        Gen.Choose(0, 12).SelectMany(power => Gen.Choose(100, 999).Select(digits => digits * Math.Pow(10, power))).ArrayOf(count),
        Gen.Choose(-1000, 1000).Select(number => (double)(float)(number / 7.0)).ArrayOf(count),
        Gen.Elements(Odd).Select(value => Enumerable.Repeat(value, count).ToArray()));

    /// <summary>Strictly ascending, with steps from a millisecond to years.</summary>
    public static Gen<long[]> Times(int count) => Gen.OneOf(
        Gen.Constant(Blocks.Every(count, 10_000)),
        Gen.Choose(1, 40).SelectMany(spread => Gen.Choose(1, spread).ArrayOf(count).Select(Ascending)),
        Gen.OneOf(Gen.Constant(30_000), Gen.Choose(1, int.MaxValue)).ArrayOf(count).Select(Ascending));

    private static Gen<double[]> Scaled(int count)
        => Gen.Choose(1, 1 << 20).SelectMany(unit => Gen.Choose(-2000, 2000).Select(number => (double)number * unit).ArrayOf(count));

    private static Gen<double[]> Walk(int count)
        => Gen.Choose(1, 100_000).SelectMany(reach => Gen.Choose(-reach / 2, reach).ArrayOf(count).Select(steps =>
        {
            var at = 1e9;
            return Array.ConvertAll(steps, step => at += step);
        }));

    private static long[] Ascending(int[] steps)
    {
        var at = 1_790_000_000_000;
        return Array.ConvertAll(steps, step => at += step);
    }
}
