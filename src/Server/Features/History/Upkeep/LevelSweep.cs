using Proxima.Server.Features.History.Parts;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>
/// Takes what is older than its level is kept, in whole compacted windows, and never past a day whose coarser roll-ups have not been
/// made: nothing goes that nothing stands for.
/// </summary>
internal sealed class LevelSweep(
    HistoryOpening opening, Databases databases, PartKeeper keeper, HistoryUpkeep upkeep, SubjectTable subjects, HistoryWriter writer)
{
    private const int PartsAtOnce = 500;

    /// <summary>Returns how many parts went.</summary>
    public async Task<long> RunAsync(int level, DateTimeOffset keepFrom, CancellationToken cancellationToken)
    {
        await opening.DoneAsync();
        await upkeep.RunAsync(cancellationToken);
        using var turn = await keeper.TurnAsync(cancellationToken);
        var wanted = Math.Max(0, keepFrom.ToUnixTimeMilliseconds());
        var floor = await WriteAsync((sql, token) => RaiseFloorAsync(sql, level, wanted, token), cancellationToken);
        var gone = 0L;
        int some;
        do
        {
            some = await WriteAsync((sql, token) => RemoveSomeAsync(sql, level, floor, token), cancellationToken);
            gone += some;
        }
        while (some == PartsAtOnce);
        return gone + await WriteAsync((sql, token) => RemoveDamagedAsync(sql, level, floor, token), cancellationToken);
    }

    /// <summary>Names whose last day is gone, and subjects without a name left.</summary>
    public Task<long> RemoveNamesAsync(CancellationToken cancellationToken)
        // Nobody appends meanwhile: the next append must not use a number that names nothing.
        => writer.AloneAsync(
            async token =>
            {
                var gone = await WriteAsync(RemoveNamesAsync, token);
                subjects.Forget();
                return gone;
            },
            cancellationToken);

    private static async Task<long> RemoveNamesAsync(SqlScope sql, CancellationToken cancellationToken)
    {
        var floors = await Floors.ReadAsync(sql, cancellationToken);
        await sql.Command("""
            INSERT INTO history_marks (name, value)
            SELECT 'series:' || subject_number, MAX(number) FROM history_series GROUP BY subject_number HAVING MIN(seen_at) < @floor
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """).Bind("@floor", floors.Days).RunAsync(cancellationToken);
        var gone = await sql.Command("DELETE FROM history_series WHERE seen_at < @floor")
            .Bind("@floor", floors.Days)
            .RunAsync(cancellationToken);
        return (long)gone + await sql.Command("""
            DELETE FROM history_subjects WHERE
                NOT EXISTS (SELECT 1 FROM history_series WHERE subject_number = history_subjects.number)
                AND NOT EXISTS (SELECT 1 FROM history_parts WHERE subject_number = history_subjects.number)
            """).RunAsync(cancellationToken);
    }

    /// <summary>
    /// The floor is kept before the first part goes: from then on queries and late points know where this level begins,
    /// also when the sweep is cut off.
    /// </summary>
    private static async Task<long> RaiseFloorAsync(SqlScope sql, int level, long wanted, CancellationToken cancellationToken)
    {
        var floor = wanted;
        if (level == 1)
        {
            // Not compacted yet: no roll-up of an hour stands for these.
            var open = await sql.Command("SELECT MIN(from_at) FROM history_parts WHERE level = 1 AND tier = 0")
                .NumberAsync(cancellationToken);
            floor = Math.Min(floor, open ?? floor);
        }

        var standing = (await Floors.ReadAsync(sql, cancellationToken)).Of(level);
        floor = Math.Max(Resolution.AlignDown(floor, Resolution.CompactedOf(level)), standing);
        await sql.Command("""
            INSERT INTO history_floors (level, floor_at) VALUES (@level, @floor)
            ON CONFLICT (level) DO UPDATE SET floor_at = excluded.floor_at
            """)
            .Bind("@level", (long)level)
            .Bind("@floor", floor)
            .RunAsync(cancellationToken);
        return floor;
    }

    private static async Task<int> RemoveSomeAsync(SqlScope sql, int level, long floor, CancellationToken cancellationToken)
    {
        var parts = await PartTable.EndedAsync(sql, level, floor, PartsAtOnce, cancellationToken);
        await new PartWriting(sql).UnlistAsync(parts, cancellationToken);
        return parts.Count;
    }

    private static async Task<int> RemoveDamagedAsync(SqlScope sql, int level, long floor, CancellationToken cancellationToken)
    {
        var damaged = await sql.Command("""
            SELECT id, block_id FROM history_damage WHERE level = @level AND to_at <= @floor AND subject_number > 0
            """)
            .Bind("@level", (long)level)
            .Bind("@floor", floor)
            .ListAsync(static row => (Id: row.GetInt64(0), Block: row.GetInt64(1)), cancellationToken);
        foreach (var (id, block) in damaged)
        {
            await sql.Command("DELETE FROM history_damage WHERE id = @id").Bind("@id", id).RunAsync(cancellationToken);
            await new PartWriting(sql).ReleaseAsync(block, parts: 1, samples: 0, cancellationToken);
        }

        return damaged.Count;
    }

    private Task<T> WriteAsync<T>(Func<SqlScope, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
        => databases.History.WriteAsync((transaction, token) => write(SqlScope.Of(transaction), token), cancellationToken);
}
