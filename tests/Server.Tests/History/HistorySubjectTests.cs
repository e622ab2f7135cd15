using Proxima.Model;
using Proxima.Model.Fleet;
using Proxima.Server.Features.History;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

/// <summary>History belongs to a subject: it may move, be renamed, merged and deleted.</summary>
public sealed class HistorySubjectTests
{
    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, EngineData]
    public async Task Two_hundred_guests_that_migrate_every_hour_for_thirty_days_have_one_history_each(Engine engine)
    {
        const int Guests = 200;
        const int Days = 30;
        await using var history = await HistoryRig.StartAsync(engine);
        for (var hour = 0; hour < Days * 24; hour++)
        {
            var at = Noon.AddHours(hour);
            // Where a guest runs is a series of the guest.
            await history.Store.AppendAsync(
                Enumerable.Range(0, Guests).Select(guest => HistoryRig.PointOf(
                    Guest(guest), at, (Series.CpuBusy, guest % 100), (Series.Load1, (guest + hour) % 3))).ToArray(),
                CancellationToken.None);
            history.Clock.Advance(TimeSpan.FromHours(1));
            if (hour % 24 == 23)
                await history.SweepAsync();
        }

        await history.SweepAsync();
        await history.GiveBackAsync();
        (await history.NumberAsync("SELECT COUNT(*) FROM history_subjects")).ShouldBe(Guests);
        var one = await history.QueryAsync(Guest(42), Series.CpuBusy, Noon, Noon.AddDays(Days), 720);
        one.Buckets.Sum(bucket => bucket.Count).ShouldBe(Days * 24);
        one.Buckets.ShouldAllBe(bucket => bucket.Average == 42);
        var host = await history.QueryAsync(Guest(42), Series.Load1, Noon.AddDays(10), Noon.AddDays(10).AddHours(6), 6);
        host.Buckets.Select(bucket => bucket.Average).ShouldBe([0, 1, 2, 0, 1, 2]);

        var bytes = await history.NumberAsync("SELECT CAST(SUM(bytes) AS BIGINT) FROM history_blocks");
        var levels = await history.Databases.History.ReadAsync(
            (connection, token) => connection.Command("""
                SELECT level, COUNT(*), CAST(SUM(bytes) AS BIGINT), CAST(SUM(parts) AS BIGINT), CAST(SUM(samples) AS BIGINT)
                FROM history_blocks GROUP BY level ORDER BY level
                """)
                .ListAsync(
                    static row => FormattableString.Invariant(
                        $"level {row.GetInt64(0)}: {row.GetInt64(1)} blocks, {row.GetInt64(2)} bytes, {row.GetInt64(3)} parts, {row.GetInt64(4)} values"),
                    token),
            CancellationToken.None);
        foreach (var level in levels)
            TestContext.Current.TestOutputHelper?.WriteLine(level);
        (bytes / Guests).ShouldBeLessThan(20_000, "bytes of one guest in thirty days");

        (await history.Store.DeleteAsync(Guest(42), CancellationToken.None)).ShouldBeTrue();
        (await history.TotalAsync(subject: Guest(42))).ShouldBeNull();
        (await history.RowsAsync("history_parts", "subject_number = 43")).ShouldBe(0);
        (await history.TotalAsync(subject: Guest(41)))?.Count.ShouldBe(Days * 24);
        (await history.TotalAsync(subject: Guest(43)))?.Count.ShouldBe(Days * 24);
        (await history.NumberAsync("SELECT CAST(SUM(bytes) AS BIGINT) FROM history_blocks")).ShouldBeLessThan(bytes);
    }

    [Theory, EngineData]
    public async Task A_subject_that_was_deleted_stays_so_and_its_number_is_not_given_again(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        await history.AppendAsync(Guest(1), Noon, (Series.CpuBusy, 1));
        await history.AppendAsync(Guest(2), Noon, (Series.CpuBusy, 2));
        await history.CloseAllAsync(Noon.AddHours(2));
        await history.AppendAsync(Guest(2), Noon.AddHours(3), (Series.CpuBusy, 2));

        (await history.Store.DeleteAsync(Guest(2), CancellationToken.None)).ShouldBeTrue();
        (await history.Store.DeleteAsync(Guest(2), CancellationToken.None)).ShouldBeFalse();

        // Its last samples were still in the tail.
        var restarted = history.Restarted();
        (await restarted.TotalAsync(subject: Guest(2))).ShouldBeNull();
        await restarted.AppendAsync(Guest(3), Noon, (Series.CpuBusy, 3));
        (await restarted.NumberAsync("SELECT MAX(number) FROM history_subjects")).ShouldBe(3);
        (await restarted.TotalAsync(subject: Guest(3)))?.Count.ShouldBe(1);
        await restarted.AppendAsync(Guest(2), Noon, (Series.CpuBusy, 9));
        (await restarted.TotalAsync(subject: Guest(2)))?.Average.ShouldBe(9);
        (await restarted.TotalAsync(subject: Guest(1)))?.Average.ShouldBe(1);
    }

    [Theory, EngineData]
    public async Task Two_subjects_become_one_and_where_both_know_the_one_that_stays_is_right(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        for (var i = 0; i < 360; i++)
            await history.AppendAsync(Guest(1), Noon.AddMinutes(i), (Series.CpuBusy, 10), (Series.Load1, 1));
        await history.CloseAllAsync(Noon.AddHours(4));
        for (var i = 300; i < 480; i++)
            await history.AppendAsync(Guest(2), Noon.AddMinutes(i), (Series.CpuBusy, 20), (Series.CpuUser, 2));
        await history.Store.NoteAsync(new HistoryNote(Guest(1), Noon, null, "note", "moved", "owner"), CancellationToken.None);

        await history.Store.MergeAsync(Guest(1), Guest(2), CancellationToken.None);
        await CheckAsync(history);
        await CheckAsync(history.Restarted());
        await history.CloseAllAsync(Noon.AddHours(10));
        await CheckAsync(history);

        async Task CheckAsync(HistoryRig one)
        {
            (await one.TotalAsync(subject: Guest(1))).ShouldBeNull();
            var busy = await one.QueryAsync(Guest(2), Series.CpuBusy, Noon, Noon.AddHours(8), 480);
            busy.Buckets.Select(bucket => bucket.Average).ShouldBe([.. Enumerable.Repeat(10.0, 300), .. Enumerable.Repeat(20.0, 180)]);
            (await one.TotalAsync(subject: Guest(2)))?.Count.ShouldBe(480);
            (await one.TotalAsync(Series.Load1, Guest(2)))?.Count.ShouldBe(360);
            (await one.TotalAsync(Series.CpuUser, Guest(2)))?.Count.ShouldBe(180);
            (await one.Notes.ListAsync(Guest(2), Noon, Noon.AddHours(1), 10, CancellationToken.None)).ShouldHaveSingleItem().Text.ShouldBe("moved");
        }
    }

    [Theory, EngineData]
    public async Task Merging_roll_ups_whose_samples_are_gone_adds_them(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        for (var i = 0; i < 48; i++)
            await history.AppendAsync(i < 24 ? Guest(1) : Guest(2), Noon.AddHours(i), (Series.CpuBusy, i));
        history.Clock.Advance(TimeSpan.FromDays(10));
        await history.SweepAsync();
        (await history.HeldAsync(0)).ShouldBe(0);

        await history.Store.MergeAsync(Guest(1), Guest(2), CancellationToken.None);

        var all = await history.QueryAsync(Guest(2), Series.CpuBusy, Noon, Noon.AddHours(48), 48);
        all.Buckets.Select(bucket => bucket.Average).ShouldBe(Enumerable.Range(0, 48).Select(i => (double)i));
        (await history.TotalAsync(subject: Guest(2)))?.Count.ShouldBe(48);
        (await history.RowsAsync("history_subjects")).ShouldBe(1);
    }

    private static SubjectId Guest(int number) => new(SubjectKind.Guest, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
