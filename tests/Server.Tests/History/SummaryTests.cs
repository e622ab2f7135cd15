using FsCheck;
using FsCheck.Fluent;
using Proxima.Server.Features.History;

namespace Proxima.Server.Tests.History;

public sealed class SummaryTests
{
    [Fact]
    public void Merging_in_any_grouping_gives_count_least_mean_and_greatest()
    {
        var cases = from values in Gen.Choose(-100_000, 100_000).Select(number => number / 7.0).NonEmptyListOf()
                    from cut in Gen.Choose(0, values.Count)
                    select (Values: values.ToArray(), Cut: cut);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var merged = Of(one.Values[..one.Cut]).Merge(Of(one.Values[one.Cut..]));
            merged.Count.ShouldBe(one.Values.Length);
            merged.Minimum.ShouldBe(one.Values.Min());
            merged.Maximum.ShouldBe(one.Values.Max());
            merged.Average.ShouldBe(one.Values.Average(), 1e-7);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_mean_of_one_value_repeated_is_that_value()
    {
        var merged = Of(Enumerable.Repeat(0.1, 8640).ToArray());
        merged.Average.ShouldBe(0.1);
        merged.Count.ShouldBe(8640);
    }

    [Fact]
    public void A_run_of_values_is_the_same_as_one_by_one()
    {
        var values = Gen.OneOf(
            Gen.Choose(-100_000, 100_000).Select(number => number / 7.0), Gen.Constant(double.NaN), Gen.Constant(double.MaxValue)).ListOf();
        Prop.ForAll(values.ToArbitrary(), list =>
        {
            var run = Summary.Of(list.ToArray().AsSpan());
            var known = list.Where(value => !double.IsNaN(value)).ToArray();
            var single = Of(known);
            (run.Count, run.Minimum, run.Maximum).ShouldBe((single.Count, single.Minimum, single.Maximum));
            run.Average.ShouldBe(single.Average, Math.Abs(single.Average) * 1e-9);
            if (known.Length > 0)
                run.Last.ShouldBe(known[^1]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_greatest_numbers_do_not_overflow()
    {
        var merged = Of([double.MaxValue, double.MaxValue, double.MinValue]);
        double.IsFinite(merged.Average).ShouldBeTrue();
        merged.Average.ShouldBeInRange(double.MinValue, double.MaxValue);
    }

    [Fact]
    public void Nothing_merged_with_nothing_is_nothing()
    {
        default(Summary).Merge(default).Count.ShouldBe(0);
        default(Summary).Merge(Summary.Of(5)).ShouldBe(Summary.Of(5));
        Summary.Of(5).Merge(default).ShouldBe(Summary.Of(5));
    }

    private static Summary Of(double[] values) => values.Aggregate(default(Summary), (sum, value) => sum.Merge(Summary.Of(value)));
}
