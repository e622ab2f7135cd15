using FsCheck;
using FsCheck.Fluent;
using Proxima.Server.Features.Fleet;

namespace Proxima.Server.Tests.Fleet;

public sealed class SequenceMarkTests
{
    [Fact]
    public void Every_number_is_kept_exactly_once_in_whatever_order_it_comes()
        => Prop.ForAll(Gen.Shuffle(Enumerable.Range(1, 60).ToArray()).ToArbitrary(), order =>
        {
            var mark = SequenceMark.None;
            foreach (var number in order)
            {
                if (mark.Knows(number))
                {
                    return false;
                }

                mark = mark.With(number);
            }

            return order.All(number => mark.Knows(number)) && mark.Missing.IsEmpty && mark.High == 60;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_not_kept_is_never_known()
        => Prop.ForAll<int[]>(numbers =>
        {
            var kept = numbers.Select(number => (long)(Math.Abs(number % 500) + 1)).ToHashSet();
            var mark = kept.Aggregate(SequenceMark.None, (so, number) => so.With(number));
            return Enumerable.Range(1, 510).All(number => kept.Contains(number) || !mark.Knows(number));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_survives_being_written_down()
        => Prop.ForAll<int[]>(numbers =>
        {
            var mark = numbers.Aggregate(SequenceMark.None, (so, number) => so.With(Math.Abs(number % 500) + 1));
            var read = SequenceMark.Parse(mark.High, mark.Floor, mark.MissingText);
            return read.High == mark.High && read.Floor == mark.Floor && read.Missing.SequenceEqual(mark.Missing);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Its_size_is_bounded_and_what_is_forgotten_counts_as_not_seen()
    {
        var mark = SequenceMark.None;
        for (var number = 2; number <= 1000; number += 2)
        {
            mark = mark.With(number);
        }

        mark.Missing.Length.ShouldBe(SequenceMark.MostRanges);
        mark.Knows(1000).ShouldBeTrue();
        mark.Knows(999).ShouldBeFalse();
        mark.Knows(2).ShouldBeFalse("to keep it twice is harmless, to lose it is not");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("1-2-3")]
    [InlineData("5")]
    [InlineData("99999999999999999999-1")]
    public void A_damaged_text_forgets_rather_than_loses(string text)
    {
        var mark = SequenceMark.Parse(10, 0, text);

        mark.Knows(10).ShouldBeFalse();
        mark.Knows(11).ShouldBeFalse();
        mark.With(11).Knows(11).ShouldBeTrue();
    }
}
