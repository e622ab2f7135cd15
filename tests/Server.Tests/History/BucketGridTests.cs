using FsCheck;
using FsCheck.Fluent;
using Proxima.Server.Features.History;
using Proxima.Server.Features.History.Reading;

namespace Proxima.Server.Tests.History;

public sealed class BucketGridTests
{
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;
    private static readonly long Now = new DateTimeOffset(2025, 6, 1, 12, 0, 7, 123, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [Fact]
    public void A_grid_covers_what_was_asked_in_whole_aligned_buckets_and_not_too_many()
    {
        var cases = from start in Gen.Choose(0, int.MaxValue)
                    from length in Gen.OneOf(Gen.Choose(1, 10_000), Gen.Choose(1, int.MaxValue))
                    from factor in Gen.Elements(1L, 1000L)
                    from points in Gen.Choose(1, 5000)
                    select (From: start * 997L, To: (start * 997L) + (length * factor), Points: points);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var grid = BucketGrid.Over(one.From, one.To, one.Points, 1);
            grid.Count.ShouldBeInRange(1, one.Points);
            (grid.From % grid.Width).ShouldBe(0);
            (grid.To % grid.Width).ShouldBe(0);
            grid.From.ShouldBeLessThanOrEqualTo(one.From);
            grid.To.ShouldBeGreaterThanOrEqualTo(one.To);
            (one.From - grid.From).ShouldBeLessThan(grid.Width);
            (grid.To - one.To).ShouldBeLessThan(grid.Width);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_width_from_five_minutes_on_is_filled_by_whole_roll_ups()
    {
        for (var points = 1; points <= 5000; points++)
        {
            var width = BucketGrid.Sliding(30 * Day, Now, points, 1).Width;
            width.ShouldBeGreaterThan(Resolution.SpanMilliseconds(1));
            Resolution.CoarsestFor(width).ShouldBeGreaterThanOrEqualTo(1);
            (width % Resolution.SpanMilliseconds(Resolution.CoarsestFor(width))).ShouldBe(0);
        }
    }

    [Theory]
    [InlineData(Hour, 300, 15)]
    [InlineData(6 * Hour, 300, 120)]
    [InlineData(Day, 300, 300)]
    [InlineData(7 * Day, 300, 3600)]
    [InlineData(30 * Day, 300, 10_800)]
    [InlineData(365 * Day, 300, 172_800)]
    [InlineData(Day, 48, 1800)]
    [InlineData(Hour, 60, 60)]
    public void Common_ranges_get_widths_people_read_easily(long length, int points, int seconds)
        => BucketGrid.Sliding(length, Now, points, 1).Width.ShouldBe(seconds * 1000L);

    [Theory]
    [InlineData(Hour, 300)]
    [InlineData(Day, 48)]
    [InlineData(7 * Day, 77)]
    public void A_sliding_window_keeps_its_width_and_count_and_moves_by_whole_buckets(long length, int points)
    {
        var first = BucketGrid.Sliding(length, Now, points, 1);
        for (var later = Now; later < Now + (2 * Hour); later += 977)
        {
            var grid = BucketGrid.Sliding(length, later, points, 1);
            grid.Width.ShouldBe(first.Width);
            grid.Count.ShouldBe(first.Count);
            ((grid.From - first.From) % first.Width).ShouldBe(0);
            later.ShouldBeInRange(grid.To - grid.Width, grid.To - 1);
        }
    }

    [Fact]
    public void What_a_sliding_window_asks_for_is_answered_on_the_same_grid()
    {
        foreach (var length in new[] { Hour, 6 * Hour, Day, 7 * Day, 30 * Day, 365 * Day })
        {
            for (var points = 1; points <= 500; points++)
            {
                var window = BucketGrid.Sliding(length, Now, points, 15_000);
                BucketGrid.Over(window.From, window.To, window.Count, 1).ShouldBe(window);
            }
        }
    }

    [Fact]
    public void A_least_width_is_kept() => BucketGrid.Over(Now, Now + Hour, 5000, 15_000).Width.ShouldBe(15_000);

    [Fact]
    public void One_bucket_can_hold_all_of_time() => BucketGrid.Over(1, Resolution.EndOfTime, 1, 1).Count.ShouldBe(1);
}
