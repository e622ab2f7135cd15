using FsCheck;
using FsCheck.Fluent;

namespace Proxima.Blocks.Tests;

public sealed class SummaryTests
{
    [Fact]
    public void Summaries_come_back_bit_by_bit_and_empty_buckets_stay_empty()
    {
        var buckets = from count in Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 40), Gen.Choose(1, int.MaxValue))
                      from four in Numbers.Column(4).Where(column => !column.Any(Block.IsGap))
                      select count == 0 ? default : new BucketSummary(count, four[0], four[1], four[2], four[3]);
        var cases = Gen.Choose(1, 120).SelectMany(length => buckets.ArrayOf(length));
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var writer = new SummaryWriter();
            writer.StartSubject(9, Blocks.Every(one.Length, 300_000));
            writer.AddColumn(2, one);
            writer.AddColumn(int.MaxValue, one);
            var subject = SummaryReader.Open(writer.Finish()).Subject(9).ShouldNotBeNull();
            subject.Series.ShouldBe([2, int.MaxValue]);
            var read = new BucketSummary[one.Length];
            subject.Read(int.MaxValue, read).ShouldBeTrue();
            read.Select(Bits).ShouldBe(one.Select(Bits));
            var greatest = new double[one.Length];
            subject.Read(2, SummaryPart.Maximum, greatest).ShouldBeTrue();
            Blocks.Bits(greatest).ShouldBe(Blocks.Bits(one.Select(bucket => bucket.Count == 0 ? Block.Gap : bucket.Maximum)));
            subject.Read(3, read).ShouldBeFalse();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void A_series_that_never_changes_costs_a_few_bytes_a_day()
    {
        var writer = new SummaryWriter();
        writer.StartSubject(9, Blocks.Every(288, 300_000));
        writer.AddColumn(1, Enumerable.Repeat(new BucketSummary(30, 42, 42, 42, 42), 288).ToArray());
        writer.Finish().Length.ShouldBeLessThan(80);
    }

    [Fact]
    public void Samples_are_not_summaries_and_the_other_way_round()
    {
        Should.Throw<BlockException>(() => SummaryReader.Open(Blocks.Of(1, 2))).Fault.ShouldBe(BlockFault.NotABlock);
        var writer = new SummaryWriter();
        writer.StartSubject(1, [0]);
        writer.AddColumn(1, [new BucketSummary(1, 1, 1, 1, 1)]);
        var block = writer.Finish();
        SummaryReader.Open(block).Verify();
        Should.Throw<BlockException>(() => BlockReader.Open(block)).Fault.ShouldBe(BlockFault.NotABlock);
    }

    [Theory]
    [InlineData(0.123456, 3, 0.123)]
    [InlineData(9.9996, 4, 10)]
    [InlineData(-1_234_567, 3, -1_230_000)]
    [InlineData(0, 3, 0)]
    [InlineData(1e-9, 3, 1e-9)]
    [InlineData(99.95, 3, 100)]
    [InlineData(0.00012345, 2, 0.00012)]
    [InlineData(double.PositiveInfinity, 3, double.PositiveInfinity)]
    public void Digits_are_cut_to_the_nearest_decimal(double value, int digits, double expected)
        => SignificantDigits.Round(value, digits).ShouldBe(expected);

    [Fact]
    public void Cutting_digits_twice_is_cutting_them_once_and_moves_a_value_by_half_a_digit_at_most()
        => Prop.ForAll(Gen.Choose(1, int.MaxValue).SelectMany(number => Gen.Choose(-6, 12).Select(power => number * Math.Pow(10, power - 9))).ToArbitrary(),
            value =>
            {
                for (var digits = 2; digits <= 6; digits++)
                {
                    var once = SignificantDigits.Round(value, digits);
                    BitConverter.DoubleToInt64Bits(SignificantDigits.Round(once, digits)).ShouldBe(BitConverter.DoubleToInt64Bits(once));
                    Math.Abs(once - value).ShouldBeLessThanOrEqualTo(value * 0.5000001 * Math.Pow(10, 1 - digits));
                }
            }).QuickCheckThrowOnFailure();

    private static (int, long, long, long, long) Bits(BucketSummary bucket) => (
        bucket.Count,
        BitConverter.DoubleToInt64Bits(bucket.Minimum),
        BitConverter.DoubleToInt64Bits(bucket.Average),
        BitConverter.DoubleToInt64Bits(bucket.Maximum),
        BitConverter.DoubleToInt64Bits(bucket.Last));
}
