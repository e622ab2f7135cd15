using FsCheck;
using FsCheck.Fluent;

namespace Proxima.Blocks.Tests;

public sealed class RoundTripTests
{
    [Fact]
    public void Any_columns_of_any_doubles_come_back_bit_by_bit()
    {
        var cases = from count in Gen.OneOf(Gen.Choose(1, 40), Gen.Choose(41, 900))
                    from times in Numbers.Times(count)
                    from width in Gen.Choose(0, 4)
                    from columns in Numbers.Column(count).ArrayOf(width)
                    select (times, columns);
        Prop.ForAll(cases.ToArbitrary(), one => Blocks.ShouldHold(Blocks.Of(one.times, one.columns), one.times, one.columns))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(600));
    }

    [Fact]
    public void Any_first_part_of_a_column_is_the_first_part_of_its_values()
    {
        var cases = from count in Gen.Choose(1, 300)
                    from values in Numbers.Column(count)
                    from wanted in Gen.Choose(0, count)
                    select (values, wanted);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            // BlockReader finds the subject: the block was written with it.
            var subject = BlockReader.Open(Blocks.Of(one.values)).Subject(1)!;
            var values = new double[one.wanted];
            subject.Read(0, values).ShouldBeTrue();
            Blocks.Bits(values).ShouldBe(Blocks.Bits(one.values.Take(one.wanted)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Columns_that_move_together_or_against_each_other_come_back_and_cost_little()
    {
        var dice = new Random(5);
        var used = new double[1000];
        var at = 4e9;
        for (var i = 0; i < used.Length; i++)
            used[i] = Math.Round(at += dice.Next(-50_000, 50_000)) * 1024;
        var free = Array.ConvertAll(used, value => 8e12 - value);
        var shares = Array.ConvertAll(used, value => value + 0.25);
        var times = Blocks.Every(1000, 1000);
        var block = Blocks.Of(times, used, free, shares);
        Blocks.ShouldHold(block, times, used, free, shares);
        block.Length.ShouldBeLessThan(Blocks.Of(times, used).Length + 100);
    }

    [Fact]
    public void A_reference_with_gaps_values_beside_the_form_and_a_coarser_decimal_comes_back()
    {
        var dice = new Random(6);
        var least = Enumerable.Range(0, 640).Select(i => i % 50 == 7 ? Block.Gap : i == 100 ? double.NaN : dice.Next(0, 100_000) / 10.0).ToArray();
        var mean = Array.ConvertAll(least, value => Block.IsGap(value) || double.IsNaN(value) ? value : Math.Round(value * 1000 + dice.Next(3)) / 1000);
        var times = Blocks.Every(640, 1000);
        var block = Blocks.Of(times, least, mean);
        Blocks.ShouldHold(block, times, least, mean);
        block.Length.ShouldBeLessThan(Blocks.Of(times, least).Length + 500);
    }

    [Fact]
    public void Subjects_share_equal_timestamps_and_are_found_by_number()
    {
        var times = Enumerable.Range(0, 500).Select(i => 1_790_000_000_000 + (i * 10_000L) + (i * 7919 % 61)).ToArray();
        var writer = new BlockWriter();
        for (var guest = 100; guest < 150; guest++)
        {
            writer.StartSubject(guest, times);
            writer.AddColumn(1, Enumerable.Range(0, 500).Select(i => (double)(guest + (i % 3))).ToArray());
        }

        var block = writer.Finish();
        var alone = new BlockWriter();
        alone.StartSubject(100, times);
        alone.AddColumn(1, new double[500]);
        var one = alone.Finish().Length;
        block.Length.ShouldBeLessThan(one + (50 * 120));

        var reader = BlockReader.Open(block);
        reader.Subjects.ShouldBe(Enumerable.Range(100, 50).Select(guest => (long)guest));
        reader.Subject(99).ShouldBeNull();
        var subject = reader.Subject(149).ShouldNotBeNull();
        subject.Read(2, new double[500]).ShouldBeFalse();
        var values = new double[500];
        subject.Read(1, values).ShouldBeTrue();
        values[..4].ShouldBe([149, 150, 151, 149]);
        (reader.First, reader.Last).ShouldBe((times[0], times[^1]));
        reader.Verify();
    }

    [Fact]
    public void The_largest_block_of_time_is_a_day_of_seconds_and_more()
    {
        var times = Blocks.Every(Block.MostSamples, 1000);
        var values = new double[times.Length];
        Array.Fill(values, 3.5);
        Blocks.ShouldHold(Blocks.Of(times, values), times, values);
        Should.Throw<ArgumentException>(() => new BlockWriter().StartSubject(1, Blocks.Every(Block.MostSamples + 1, 1)));
    }

    [Fact]
    public void Times_may_be_63_bits_apart_and_no_more()
    {
        long[] times = [0, 1, long.MaxValue - 1, long.MaxValue];
        Blocks.ShouldHold(Blocks.Of(times, [1, 2, 3, 4]), times, [1, 2, 3, 4]);
        times = [long.MinValue, long.MinValue + 1, -1];
        Blocks.ShouldHold(Blocks.Of(times, [1, 2, 3]), times, [1, 2, 3]);
        Should.Throw<ArgumentException>(() => Blocks.Of([-1, long.MaxValue], [1, 2])).Message.ShouldContain("63 bits");
    }

    [Fact]
    public void A_writer_refuses_what_is_out_of_order_and_can_be_used_again()
    {
        var writer = new BlockWriter();
        Should.Throw<InvalidOperationException>(() => writer.Finish());
        Should.Throw<InvalidOperationException>(() => writer.AddColumn(1, [1.0]));
        writer.StartSubject(5, [1, 2]);
        writer.AddColumn(4, [1, 2]);
        Should.Throw<ArgumentException>(() => writer.AddColumn(4, [1, 2])).Message.ShouldContain("ascend");
        Should.Throw<ArgumentException>(() => writer.AddColumn(5, [1.0])).Message.ShouldContain("1 values for 2");
        Should.Throw<ArgumentException>(() => writer.StartSubject(5, [1, 2])).Message.ShouldContain("ascend");
        Should.Throw<ArgumentException>(() => new BlockWriter().StartSubject(6, [2, 2])).Message.ShouldContain("ascend");
        Should.Throw<ArgumentException>(() => new BlockWriter().StartSubject(6, [])).Message.ShouldContain("0 timestamps");
        var first = writer.Finish();
        writer.StartSubject(5, [1, 2]);
        writer.AddColumn(4, [1, 2]);
        writer.Finish().ShouldBe(first);
    }
}
