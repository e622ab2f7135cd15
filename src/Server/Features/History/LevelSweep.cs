using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History;

/// <summary>
/// Takes what is older than its level is kept. A level goes only up to a boundary of the next coarser one, and never past a
/// span whose roll-up has not been made: nothing goes that nothing stands for.
/// </summary>
internal sealed class LevelSweep(HistoryWriter writer, Rollups rollups)
{
    private const int RowsInOneTransaction = 20_000;

    /// <summary>Returns how many rows went.</summary>
    public async Task<long> RunAsync(int level, DateTimeOffset keepFrom, CancellationToken cancellationToken)
    {
        await rollups.CloseDueAsync(cancellationToken);
        var wanted = Math.Max(0, keepFrom.ToUnixTimeMilliseconds());
        var floor = await writer.AloneAsync((sql, token) => RaiseFloorAsync(sql, level, wanted, token), cancellationToken);
        var subjects = await writer.AloneAsync(
            (sql, token) => sql.Command("SELECT number FROM history_subjects ORDER BY number")
                .ListAsync(static row => row.GetInt64(0), token),
            cancellationToken);
        var gone = 0L;
        foreach (var subject in subjects)
        {
            int some;
            do
            {
                some = await writer.AloneAsync((sql, token) => DeleteSomeAsync(sql, level, subject, floor, token), cancellationToken);
                gone += some;
            }
            while (some == RowsInOneTransaction);
        }

        return gone;
    }

    /// <summary>Names whose last day is gone, and subjects without a name left.</summary>
    public Task<long> RemoveNamesAsync(CancellationToken cancellationToken)
        => writer.RemoveNamesAsync(
            async (sql, token) =>
            {
                var floors = await Floors.ReadAsync(sql, token);
                var gone = await sql.Command("DELETE FROM history_series WHERE seen_at < @floor")
                    .Bind("@floor", floors.Days)
                    .RunAsync(token);
                return (long)gone + await sql.Command("""
                    DELETE FROM history_subjects WHERE NOT EXISTS
                        (SELECT 1 FROM history_series WHERE subject_number = history_subjects.number)
                    """).RunAsync(token);
            },
            cancellationToken);

    /// <summary>
    /// The floor is kept before the first row goes: from then on queries and late points know where this level begins,
    /// also when the sweep is cut off.
    /// </summary>
    private static async Task<long> RaiseFloorAsync(SqlScope sql, int level, long wanted, CancellationToken cancellationToken)
    {
        var coarser = Math.Min(level + 1, Resolution.Coarsest);
        var floor = wanted;
        if (level < Resolution.Coarsest)
        {
            var open = await sql.Command("SELECT MIN(at) FROM history_open WHERE level = @level")
                .Bind("@level", coarser)
                .NumberAsync(cancellationToken);
            floor = Math.Min(floor, open ?? floor);
        }

        var standing = (await Floors.ReadAsync(sql, cancellationToken)).Of(level);
        floor = Math.Max(Resolution.AlignDown(floor, Resolution.SpanMilliseconds(coarser)), standing);
        await sql.Command("""
            INSERT INTO history_floors (level, floor_at) VALUES (@level, @floor)
            ON CONFLICT (level) DO UPDATE SET floor_at = excluded.floor_at
            """)
            .Bind("@level", level)
            .Bind("@floor", floor)
            .RunAsync(cancellationToken);
        return floor;
    }

    private static Task<int> DeleteSomeAsync(SqlScope sql, int level, long subject, long floor, CancellationToken cancellationToken)
    {
        var table = Resolution.Table(level);
        return sql.Command($"""
            DELETE FROM {table} WHERE id IN
                (SELECT id FROM {table} WHERE id >= @from AND id < @to ORDER BY id LIMIT @limit)
            """)
            .Bind("@from", Resolution.Key(subject, 0))
            .Bind("@to", Resolution.KeyBound(subject, floor))
            .Bind("@limit", RowsInOneTransaction)
            .RunAsync(cancellationToken);
    }
}
