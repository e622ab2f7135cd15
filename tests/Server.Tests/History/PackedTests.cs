using FsCheck;
using FsCheck.Fluent;
using Proxima.Server.Features.History;

namespace Proxima.Server.Tests.History;

public sealed class PackedTests
{
    private static readonly double[] Odd =
        [0, -0.0, 1, -1, 0.1, 100, 1e300, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, 16_777_217, 1L << 53];

    private static Gen<double> Doubles => Gen.OneOf(
        Gen.Elements(Odd), Gen.Choose(-1000, 1000).Select(number => (double)number), ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite));

    private static Gen<int[]> Numbers => Gen.Choose(1, 100_000).ListOf().Select(numbers => numbers.Distinct().Order().ToArray());

    [Fact]
    public void A_point_comes_back_bit_by_bit()
    {
        var points = Numbers.SelectMany(numbers => Doubles.ListOf(numbers.Length).Select(values => numbers.Zip(values).ToArray()));
        Prop.ForAll(points.ToArbitrary(), point =>
        {
            var values = new SortedDictionary<int, double>(point.ToDictionary(pair => pair.First, pair => pair.Second));
            var reader = PackedPoint.Read(OldPacking.Point(values));
            foreach (var (number, value) in values)
            {
                reader.Next(out var readNumber, out var readValue).ShouldBeTrue();
                readNumber.ShouldBe(number);
                BitConverter.DoubleToInt64Bits(readValue).ShouldBe(BitConverter.DoubleToInt64Bits(value));
            }

            reader.Next(out _, out _).ShouldBeFalse();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_roll_up_comes_back_bit_by_bit()
    {
        var summaries = from count in Gen.Choose(1, int.MaxValue)
                        from minimum in Doubles
                        from average in Doubles
                        from maximum in Gen.OneOf(Doubles, Gen.Constant(minimum))
                        select new Summary(count, minimum, average, maximum);
        var rows = Numbers.SelectMany(numbers => summaries.ListOf(numbers.Length).Select(values => numbers.Zip(values).ToArray()));
        Prop.ForAll(rows.ToArbitrary(), row =>
        {
            var values = new SortedDictionary<int, Summary>(row.ToDictionary(pair => pair.First, pair => pair.Second));
            var reader = PackedSummary.Read(OldPacking.Rollup(values));
            foreach (var (number, summary) in values)
            {
                reader.Next(out var readNumber, out var read).ShouldBeTrue();
                readNumber.ShouldBe(number);
                read.Count.ShouldBe(summary.Count);
                Bits(read).ShouldBe(Bits(summary));
            }

            reader.Next(out _, out _).ShouldBeFalse();
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 4)]
    [InlineData(42, 4)]
    [InlineData(37.5, 5)]
    [InlineData(0.1, 10)]
    public void Plain_numbers_take_few_bytes(double value, int atMost)
        => OldPacking.Point(new SortedDictionary<int, double> { [1] = value }).Length.ShouldBeLessThanOrEqualTo(atMost);

    [Fact]
    public void Any_bytes_are_read_or_refused_and_never_anything_else()
    {
        Prop.ForAll<byte[]>(bytes =>
        {
            if (bytes is null)
                return;
            ReadsOrRefuses(bytes);
            ReadsOrRefuses([1, .. bytes]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_point_cut_short_is_refused()
    {
        var whole = OldPacking.Point(new SortedDictionary<int, double> { [1] = 0.1, [2] = 0.2 });
        Should.Throw<InvalidDataException>(() => ReadAll(whole[..^1])).Message.ShouldContain("ends in the middle");
        Should.Throw<InvalidDataException>(() => ReadAll([])).Message.ShouldContain("point");
    }

    [Fact]
    public void A_later_format_is_refused_by_name()
        => Should.Throw<InvalidDataException>(() => ReadAll([9, 0])).Message.ShouldContain("format 9; this program reads 1");

    private static (long, long, long) Bits(Summary summary) => (
        BitConverter.DoubleToInt64Bits(summary.Minimum),
        BitConverter.DoubleToInt64Bits(summary.Average),
        BitConverter.DoubleToInt64Bits(summary.Maximum));

    private static void ReadAll(byte[] bytes)
    {
        var reader = PackedPoint.Read(bytes);
        while (reader.Next(out _, out _))
        {
            // Reading is the test.
        }
    }

    private static void ReadsOrRefuses(byte[] bytes)
    {
        try
        {
            ReadAll(bytes);
            var reader = PackedSummary.Read(bytes);
            while (reader.Next(out _, out _))
            {
                // Reading is the test.
            }
        }
        catch (InvalidDataException e)
        {
            e.Message.ShouldStartWith("history: a ");
        }
    }
}
