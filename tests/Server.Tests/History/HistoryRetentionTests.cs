using Proxima.Model.Fleet;
using Proxima.Server.Features.History;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

public sealed class HistoryRetentionTests
{
    private static readonly DateTimeOffset Midnight = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory, EngineData]
    public async Task Samples_go_after_their_time_and_their_roll_ups_stay(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        await AppendDaysAsync(history, 1);
        history.Clock.Advance(TimeSpan.FromDays(3));

        await history.SweepAsync();

        (await history.HeldAsync()).ShouldBe((0, 24, 24, 1));
        (await history.TotalAsync())?.Count.ShouldBe(24);
    }

    [Theory, EngineData]
    public async Task Every_level_goes_in_its_turn(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine, new HistoryOptions { DayDays = 1000 });
        await AppendDaysAsync(history, 2);
        var rows = new List<(long, long, long, long)>();
        foreach (var days in new[] { 0, 7, 100, 700, 300 })
        {
            history.Clock.Advance(TimeSpan.FromDays(days));
            await history.SweepAsync();
            rows.Add(await history.HeldAsync());
        }

        // The clock starts at noon of the first day: what was taken from ten to two is still in the tail.
        rows.ShouldBe([(44, 44, 0, 0), (0, 48, 48, 2), (0, 0, 48, 2), (0, 0, 0, 2), (0, 0, 0, 0)]);
    }

    [Theory, EngineData]
    public async Task Names_and_subjects_go_with_their_last_day(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine, new HistoryOptions { DayDays = 800 });
        await history.AppendAsync(Midnight, "disk.read:gone", 1);
        await history.AppendAsync(Midnight.AddDays(500), "disk.read:stays", 1);
        history.Clock.Advance(TimeSpan.FromDays(900));
        await history.SweepAsync();
        (await history.Store.SeriesAsync(HistoryRig.Node, CancellationToken.None)).ShouldBe(["disk.read:stays"]);

        history.Clock.Advance(TimeSpan.FromDays(900));
        await history.SweepAsync();
        (await history.RowsAsync("history_subjects")).ShouldBe(0);

        await history.AppendAsync(history.Clock.GetUtcNow(), "disk.read:gone", 5);
        (await history.TotalAsync("disk.read:gone"))?.Average.ShouldBe(5);
        (await history.Restarted().TotalAsync("disk.read:gone"))?.Average.ShouldBe(5);
    }

    [Theory, EngineData]
    public async Task Days_are_kept_for_ever_unless_told_otherwise(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        await AppendDaysAsync(history, 1);
        history.Clock.Advance(TimeSpan.FromDays(20_000));
        await history.SweepAsync();
        (await history.HeldAsync(2)).ShouldBe(0);
        (await history.TotalAsync())?.Count.ShouldBe(24);
    }

    [Theory, EngineData]
    public async Task A_question_about_a_time_whose_samples_are_gone_is_answered_by_what_is_left(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        await AppendDaysAsync(history, 1);
        history.Clock.Advance(TimeSpan.FromDays(5));
        await history.SweepAsync();

        var fine = await history.QueryAsync(Series.CpuBusy, Midnight, Midnight.AddHours(1), 300);
        fine.BucketSeconds.ShouldBe(300);
        fine.Buckets.Single().Average.ShouldBe(0);

        history.Clock.Advance(TimeSpan.FromDays(100));
        await history.SweepAsync();
        var coarse = await history.QueryAsync(Series.CpuBusy, Midnight, Midnight.AddHours(3), 300);
        coarse.BucketSeconds.ShouldBe(3600);
        coarse.Buckets.Select(bucket => bucket.Average).ShouldBe([0, 1, 2]);
    }

    [Theory, EngineData]
    public async Task A_sample_that_comes_after_its_neighbours_are_gone_counts_in_every_roll_up_that_is_left(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        await AppendDaysAsync(history, 1);
        history.Clock.Advance(TimeSpan.FromDays(5));
        await history.SweepAsync();

        await history.AppendAsync(HistoryRig.Node, Midnight.AddMinutes(1), (Series.CpuBusy, 100), (Series.Load1, 3));

        await CheckAsync();
        await history.CloseAllAsync(history.Clock.GetUtcNow());
        (await history.HeldAsync(0)).ShouldBe(0);
        await CheckAsync();

        async Task CheckAsync()
        {
            (await history.QueryAsync(Series.CpuBusy, Midnight, Midnight.AddMinutes(5), 1)).Buckets.Single()
                .ShouldBe(new HistoryBucket(Midnight, 2, 0, 50, 100, 100));
            (await history.QueryAsync(Series.CpuBusy, Midnight, Midnight.AddHours(1), 1)).Buckets.Single().Maximum.ShouldBe(100);
            (await history.TotalAsync())?.Count.ShouldBe(25);
            (await history.TotalAsync(Series.Load1))?.Average.ShouldBe(3);
        }
    }

    [Fact]
    public async Task A_sample_older_than_everything_that_is_kept_is_taken_and_left_out()
    {
        await using var history = await HistoryRig.StartAsync(options: new HistoryOptions { DayDays = 800 });
        await history.AppendAsync(Midnight, Series.CpuBusy, 1);
        history.Clock.Advance(TimeSpan.FromDays(1000));
        await history.SweepAsync();
        await history.AppendAsync(Midnight, Series.CpuBusy, 1);
        (await history.TotalAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_goes_that_no_roll_up_stands_for()
    {
        await using var history = await HistoryRig.StartAsync(options: new HistoryOptions { SampleHours = 6 });
        await AppendDaysAsync(history, 1);
        // A sample of the far future is closed where it claims to be, and the past goes nevertheless.
        await history.AppendAsync(Midnight.AddYears(5), Series.CpuBusy, 7);
        history.Clock.Advance(TimeSpan.FromHours(7));
        await history.SweepAsync();

        // Samples of the hours up to eight are gone, those from six to ten in the evening still in the tail.
        (await history.HeldAsync(0)).ShouldBe(25 - 8 - 4);
        (await history.TotalAsync())?.Count.ShouldBe(25);
    }

    [Fact]
    public async Task A_sweep_that_finds_nothing_changes_nothing()
    {
        await using var history = await HistoryRig.StartAsync();
        foreach (var rule in history.Rules)
            (await rule.SweepAsync(history.Clock.GetUtcNow(), CancellationToken.None)).ShouldBe(0);
        history.Rules.Select(rule => rule.Name).ShouldBe(["history_samples", "history_5m", "history_1h", "history_1d", "history_notes"]);
    }

    /// <summary>One sample at the start of every hour, its value the hour.</summary>
    private static async Task AppendDaysAsync(HistoryRig history, int days)
    {
        for (var hour = 0; hour < days * 24; hour++)
            await history.AppendAsync(Midnight.AddHours(hour), Series.CpuBusy, hour);
    }
}
