using Microsoft.Extensions.Options;
using Proxima.Server.Features.History.Heads;
using Proxima.Server.Features.History.Parts;
using Proxima.Server.Features.History.Tail;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>What history costs, from its own accounts: nothing is scanned.</summary>
internal sealed class CostReading(
    Databases databases, ITail tail, HeadTable heads, PartKeeper keeper, TimeProvider clock, IOptions<HistoryOptions> options)
{
    private static readonly TimeSpan Representative = TimeSpan.FromMinutes(10);
    private readonly long _start = clock.GetTimestamp();

    public async Task<HistoryCost> ReadAsync(CancellationToken cancellationToken)
    {
        var (levels, subjects, damaged, relations) = await databases.History.ReadAsync(
            async (connection, token) =>
            {
                var sql = SqlScope.Of(connection);
                return (
                    await LevelsAsync(sql, token),
                    await sql.Command("SELECT COUNT(*) FROM history_subjects").NumberAsync(token) ?? 0,
                    await sql.Command("SELECT COUNT(*) FROM history_damage").NumberAsync(token) ?? 0,
                    databases.History.Engine == Engine.Postgres ? await RelationsAsync(sql, token) : 0);
            },
            cancellationToken);
        var held = tail.Cost;
        var since = clock.GetElapsedTime(_start);
        // To the log and to the file.
        var written = held.WrittenBytes + (2 * keeper.WrittenBytes);
        var samples = levels[Resolution.Points];
        return new HistoryCost
        {
            Engine = databases.History.Engine == Engine.Sqlite ? "sqlite" : "postgres",
            FileBytes = databases.History.Engine == Engine.Sqlite ? Files(databases.History.Description) : relations,
            TailBytes = held.HeldBytes,
            MemoryBytes = heads.Bytes,
            BytesPerSample = samples.Values > 0 ? (double)samples.Bytes / samples.Values : null,
            WrittenBytes = written,
            WrittenBytesPerDay = since >= Representative ? written / since.TotalDays : null,
            Commits = held.Commits,
            SinceSeconds = since.TotalSeconds,
            Subjects = subjects,
            Damaged = damaged,
            Levels = levels,
        };
    }

    private async Task<LevelCost[]> LevelsAsync(SqlScope sql, CancellationToken cancellationToken)
    {
        var levels = new LevelCost[Resolution.Coarsest + 1];
        for (var level = 0; level < levels.Length; level++)
        {
            var first = await sql.Command("SELECT MIN(from_at) FROM history_parts WHERE level = @level")
                .Bind("@level", (long)level)
                .NumberAsync(cancellationToken);
            levels[level] = await sql.Command("""
                SELECT CAST(COALESCE(SUM(samples), 0) AS BIGINT), CAST(COALESCE(SUM(bytes * parts / made), 0) AS BIGINT),
                    CAST(COALESCE(SUM(parts), 0) AS BIGINT)
                FROM history_blocks WHERE level = @level
                """)
                .Bind("@level", (long)level)
                .FirstAsync(
                    row => new LevelCost(
                        Resolution.Name(level),
                        row.GetInt64(0),
                        row.GetInt64(1),
                        row.GetInt64(2),
                        KeptDays(level),
                        first is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null),
                    cancellationToken) ?? new LevelCost(Resolution.Name(level), 0, 0, 0, KeptDays(level), null);
        }

        return levels;
    }

    private double? KeptDays(int level) => level switch
    {
        0 => options.Value.SampleHours / 24.0,
        1 => options.Value.FiveMinuteDays,
        2 => options.Value.HourDays,
        _ => options.Value.DayDays == 0 ? null : options.Value.DayDays,
    };

    private static async Task<long> RelationsAsync(SqlScope sql, CancellationToken cancellationToken)
        => await sql.Command("""
            SELECT CAST(COALESCE(SUM(pg_total_relation_size(oid)), 0) AS BIGINT) FROM pg_class
            WHERE relkind = 'r' AND relname LIKE 'history\_%'
            """).NumberAsync(cancellationToken) ?? 0;

    private static long Files(string file) => Length(file) + Length(file + "-wal");

    private static long Length(string file) => new FileInfo(file) is { Exists: true } info ? info.Length : 0;
}
