using Proxima.Model.Fleet;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

/// <summary>What the first version kept is there after an update, all of it, once.</summary>
public sealed class OldRowsTests
{
    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, EngineData]
    public async Task Samples_and_roll_ups_of_the_former_history_answer_as_before(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        await FillAsync(history);

        (await history.OldRows.ArePendingAsync(CancellationToken.None)).ShouldBeTrue();
        await history.CloseAsync();
        await CheckAsync(history);
        await CheckAsync(history.Restarted());

        foreach (var table in new[] { "history_points", "history_5m", "history_1h", "history_1d", "history_open" })
            (await history.RowsAsync(table)).ShouldBe(0, table);
        history.Logs.Lines.ShouldContain(line => line.Message.StartsWith("Brought 2000 rows", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_named_and_the_others_are_there()
    {
        await using var history = await HistoryRig.StartAsync();
        await FillAsync(history);
        await history.RunAsync(FormattableString.Invariant($"UPDATE history_points SET data = x'01FF' WHERE id = {OldPacking.Key(1, Noon)}"));

        await history.CloseAsync();

        history.Logs.Lines.ShouldContain(line => line.Id == 2004 && line.Message.Contains("subject 1", StringComparison.Ordinal));
        (await history.QueryAsync(Series.CpuBusy, Noon, Noon.AddHours(1), 1)).Buckets.Single().Count.ShouldBe(359);
    }

    [Fact]
    public async Task Samples_that_were_taken_since_the_update_stay_where_both_have_one()
    {
        await using var history = await HistoryRig.StartAsync();
        await FillAsync(history);
        await history.AppendAsync(Noon, Series.CpuBusy, 1000);
        await history.CloseAllAsync(Noon.AddHours(1));

        await history.CloseAsync();

        var bucket = (await history.QueryAsync(Series.CpuBusy, Noon, Noon.AddMinutes(5), 1)).Buckets.Single();
        bucket.Maximum.ShouldBe(1000);
        bucket.Count.ShouldBe(30);
    }

    /// <summary>Samples of four hours, and before them a day that only roll-ups are left of.</summary>
    private static async Task FillAsync(HistoryRig history)
    {
        await history.RunAsync(FormattableString.Invariant($"""
            INSERT INTO history_subjects (number, subject) VALUES (1, '{HistoryRig.Node}');
            INSERT INTO history_series (subject_number, number, series, seen_at) VALUES (1, 1, 'cpu.busy', 0), (1, 2, 'load.1m', 0);
            INSERT INTO history_floors (level, floor_at) VALUES (0, {Noon.ToUnixTimeMilliseconds()});
            UPDATE history_marks SET value = 1 WHERE name = 'subject'
            """));
        for (var i = 0; i < 4 * 360; i++)
            await InsertAsync("history_points", Noon.AddSeconds(i * 10), OldPacking.Point(new() { [1] = i, [2] = 0.1 }));
        for (var i = 0; i < 4 * 12; i++)
            await InsertAsync("history_5m", Noon.AddMinutes(i * 5), OldPacking.Rollup(new() { [1] = new(99, 1, 2, 3) }));
        for (var i = 0; i < 24 * 20 + 7; i++)
            await InsertAsync("history_5m", Noon.AddMinutes(-5 * (i + 1)), OldPacking.Rollup(new() { [1] = new(30, i, i + 0.5, i + 1) }));
        for (var i = 0; i < 24; i++)
            await InsertAsync("history_1h", Noon.AddHours(-i - 50), OldPacking.Rollup(new() { [2] = new(360, 1, 2, 3) }));
        await InsertAsync("history_1d", Noon.AddDays(-100).AddHours(-12), OldPacking.Rollup(new() { [2] = new(8640, 4, 5, 6) }));

        Task InsertAsync(string table, DateTimeOffset at, byte[] data) => history.RunAsync(
            FormattableString.Invariant($"INSERT INTO {table} (id, data) VALUES ({OldPacking.Key(1, at)}, {Literal(data)})"));

        string Literal(byte[] data) => history.Databases.History.Engine == Engine.Sqlite
            ? $"x'{Convert.ToHexString(data)}'"
            : $"'\\x{Convert.ToHexString(data)}'::bytea";
    }

    private static async Task CheckAsync(HistoryRig history)
    {
        var samples = await history.QueryAsync(Series.CpuBusy, Noon, Noon.AddHours(4), 1440);
        samples.Buckets.Select(bucket => bucket.Average).ShouldBe(Enumerable.Range(0, 1440).Select(i => (double)i));
        (await history.QueryAsync(Series.CpuBusy, Noon, Noon.AddHours(4), 48)).Buckets.ShouldAllBe(bucket => bucket.Count == 30);

        var before = await history.QueryAsync(Series.CpuBusy, Noon.AddHours(-40), Noon, 480);
        before.Buckets.Select(bucket => (bucket.Count, bucket.Minimum, bucket.Average, bucket.Maximum))
            .ShouldBe(Enumerable.Range(0, 480).Reverse().Select(i => (30, (double)i, i + 0.5, (double)i + 1)));

        var hours = await history.QueryAsync(Series.Load1, Noon.AddHours(-73), Noon.AddHours(-49), 24);
        hours.Buckets.Count.ShouldBe(24);
        hours.Buckets.ShouldAllBe(bucket => bucket.Count == 360 && bucket.Average == 2);
        (await history.TotalAsync(Series.Load1))?.Count.ShouldBe(1440 + (24 * 360) + 8640);
    }
}
