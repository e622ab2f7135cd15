using Proxima.Model;
using Proxima.Model.Fleet;
using Proxima.Server.Features.History.Upkeep;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

/// <summary>Damage is a hole with a reason: what was damaged is set aside with its bytes, everything else answers as before.</summary>
public sealed class HistoryDamageTests
{
    private static readonly DateTimeOffset Midnight = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SubjectId Other = new(SubjectKind.Guest, "101");

    [Theory, EngineData]
    public async Task A_block_that_is_damaged_is_a_hole_with_its_reason_and_the_rest_is_there(Engine engine)
    {
        await using var history = await FilledAsync(engine);
        await DamageAsync(history, "level = 0 AND from_at = " + Ms(Midnight.AddHours(2)));

        var samples = await history.QueryAsync(Series.CpuBusy, Midnight, Midnight.AddHours(6), 360);

        samples.Buckets.Count.ShouldBe(240);
        var hole = samples.Holes.ShouldHaveSingleItem();
        (hole.From, hole.To).ShouldBe((Midnight.AddHours(2), Midnight.AddHours(4)));
        hole.Reason.ShouldContain("history block");

        // Set aside: told again, not lost, not read again.
        await history.Keeper.SetAsideReportedAsync(CancellationToken.None);
        (await history.RowsAsync("history_damage")).ShouldBeGreaterThanOrEqualTo(1);
        (await history.QueryAsync(Series.CpuBusy, Midnight, Midnight.AddHours(6), 360)).Holes.ShouldHaveSingleItem();
        history.Logs.Lines.ShouldContain(line => line.Id == 2001);
        var blocks = "SELECT COUNT(*) FROM history_data WHERE id IN (SELECT block_id FROM history_damage)";
        (await history.NumberAsync(blocks)).ShouldBe(1);
    }

    [Fact]
    public async Task Roll_ups_of_damaged_samples_still_answer()
    {
        await using var history = await FilledAsync(Engine.Sqlite);
        await DamageAsync(history, "level = 0");
        var coarse = await history.QueryAsync(Series.CpuBusy, Midnight, Midnight.AddHours(6), 72);
        coarse.Buckets.Count.ShouldBe(72);
        coarse.Holes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Samples_stand_in_for_damaged_roll_ups()
    {
        await using var history = await FilledAsync(Engine.Sqlite);
        var before = await history.QueryAsync(Series.CpuBusy, Midnight, Midnight.AddHours(6), 72);
        await DamageAsync(history, "level = 1");
        var after = await history.QueryAsync(Series.CpuBusy, Midnight, Midnight.AddHours(6), 72);
        after.Buckets.ShouldBe(before.Buckets);
        after.Holes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_late_sample_into_a_damaged_part_is_kept_and_its_roll_up_forgets_nothing()
    {
        await using var history = await FilledAsync(Engine.Sqlite);
        await DamageAsync(history, "level = 0");
        await history.AppendAsync(Midnight.AddSeconds(30), Series.CpuBusy, 1000);

        await history.CloseAllAsync(history.Clock.GetUtcNow());

        var bucket = (await history.QueryAsync(Series.CpuBusy, Midnight, Midnight.AddMinutes(5), 1)).Buckets.Single();
        (bucket.Count, bucket.Maximum).ShouldBe((6, 1000));
        (await history.QueryAsync(Series.CpuBusy, Midnight, Midnight.AddMinutes(1), 4)).Buckets.Single().Average.ShouldBe(1000);
    }

    [Fact]
    public async Task Verify_names_what_is_damaged_and_sets_it_aside()
    {
        await using var history = await FilledAsync(Engine.Sqlite);
        var verify = new HistoryVerify(history.Databases, history.Keeper);
        var whole = await verify.RunAsync(CancellationToken.None);
        (whole.DamagesFound, whole.Blocks > 0, whole.Parts).ShouldBe((0, true, 2 * 2 * 3));

        await DamageAsync(history, "level = 0 AND from_at = " + Ms(Midnight));
        var offline = await OfflineVerify.RunAsync(history.Folder, CancellationToken.None);
        var online = await verify.RunAsync(CancellationToken.None);

        foreach (var found in new[] { offline, online })
        {
            found.DamagesFound.ShouldBeGreaterThanOrEqualTo(1);
            found.Damages.ShouldContain(one => one.Subject == HistoryRig.Node.ToString() && one.What == "samples" && one.From == Midnight);
        }

        (await history.RowsAsync("history_damage")).ShouldBe(online.DamagesFound);
        var again = await verify.RunAsync(CancellationToken.None);
        again.DamagesFound.ShouldBe(online.DamagesFound);
        again.Damages.ShouldAllBe(one => one.Reason.EndsWith("(set aside)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_of_a_folder_reads_the_tail_and_changes_nothing()
    {
        await using var history = await FilledAsync(Engine.Sqlite);
        await history.AppendAsync(history.Clock.GetUtcNow(), Series.CpuBusy, 1);
        var file = Directory.GetFiles(history.TailFolder, "*.tail").Max() ?? throw new InvalidOperationException("there is no tail");
        await File.AppendAllTextAsync(file, "PTR1 torn", TestContext.Current.CancellationToken);
        var found = await OfflineVerify.RunAsync(history.Folder, CancellationToken.None);
        found.TailRecords.ShouldBeGreaterThanOrEqualTo(1);
        found.Damages.ShouldHaveSingleItem().What.ShouldBe("tail");
        Directory.GetFiles(history.TailFolder, "*.damaged-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_without_history_is_one_line()
    {
        using var folder = new TestFolder();
        var missing = () => OfflineVerify.RunAsync(folder.Path, CancellationToken.None);
        (await missing.ShouldThrowAsync<StartupException>()).Message.ShouldContain("no history");
    }

    [Theory, EngineData]
    public async Task Damaged_parts_go_when_their_time_is_over(Engine engine)
    {
        await using var history = await FilledAsync(engine);
        await DamageAsync(history, "level = 0");
        await new HistoryVerify(history.Databases, history.Keeper).RunAsync(CancellationToken.None);
        (await history.RowsAsync("history_damage")).ShouldBe(6);
        history.Clock.Advance(TimeSpan.FromDays(4));
        await history.SweepAsync();
        (await history.RowsAsync("history_damage")).ShouldBe(0);
        (await history.NumberAsync("SELECT COUNT(*) FROM history_blocks WHERE level = 0")).ShouldBe(0);
        (await history.NumberAsync("SELECT COUNT(*) FROM history_data WHERE id NOT IN (SELECT id FROM history_blocks)")).ShouldBe(0);
    }

    /// <summary>Six hours of a node and a guest, a sample a minute, in three blocks each of samples and roll-ups.</summary>
    private static async Task<HistoryRig> FilledAsync(Engine engine)
    {
        var history = await HistoryRig.StartAsync(engine);
        for (var i = 0; i < 360; i++)
        {
            await history.Store.AppendAsync(
                [
                    HistoryRig.PointOf(HistoryRig.Node, Midnight.AddMinutes(i), (Series.CpuBusy, i % 100)),
                    HistoryRig.PointOf(Other, Midnight.AddMinutes(i), (Series.CpuBusy, 7)),
                ],
                CancellationToken.None);
        }

        await history.CloseAllAsync(Midnight.AddHours(6));
        return history;
    }

    /// <summary>A byte in the section of the last subject is not what it was, wherever a part fits.</summary>
    private static async Task DamageAsync(HistoryRig history, string where)
    {
        var parts = await history.Databases.History.ReadAsync(
            (connection, token) => connection.Command($"SELECT DISTINCT block_id FROM history_parts WHERE {where}")
                .ListAsync(static row => row.GetInt64(0), token),
            CancellationToken.None);
        parts.ShouldNotBeEmpty();
        foreach (var block in parts)
        {
            await history.Databases.History.WriteAsync(
                async (transaction, token) =>
                {
                    var data = await transaction.Command("SELECT data FROM history_data WHERE id = @id").Bind("@id", block)
                        .FirstAsync(static row => row.Bytes(0), token) ?? throw new InvalidOperationException("there is no such block");
                    data[20] ^= 0x10;
                    data[^10] ^= 0x10;
                    return await transaction.Command("UPDATE history_data SET data = @data WHERE id = @id")
                        .Bind("@data", data).Bind("@id", block).RunAsync(token);
                },
                CancellationToken.None);
        }
    }

    private static string Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
}
