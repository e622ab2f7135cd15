using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History;

/// <summary>
/// Makes the roll-ups of spans that have ended, from the level below. Late points open a span again, and it is made anew:
/// a roll-up never drifts from what it stands for.
/// </summary>
internal sealed class Rollups(HistoryWriter writer, TimeProvider clock, ILogger<Rollups> logger)
{
    /// <summary>How long after its end a span waits for points on their way.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private const int SpansInOneTransaction = 100;

    /// <summary>Returns how many roll-ups were made.</summary>
    public async Task<int> CloseDueAsync(CancellationToken cancellationToken)
    {
        var dueAt = (clock.GetUtcNow() - Grace).ToUnixTimeMilliseconds();
        var closed = 0;
        for (var level = 1; level <= Resolution.Coarsest; level++)
        {
            int some;
            do
            {
                var current = level;
                some = await writer.AloneAsync((sql, token) => CloseSomeAsync(sql, current, dueAt, token), cancellationToken);
                closed += some;
            }
            while (some == SpansInOneTransaction);
        }

        return closed;
    }

    private async Task<int> CloseSomeAsync(SqlScope sql, int level, long dueAt, CancellationToken cancellationToken)
    {
        var due = await sql.Command("""
            SELECT at, subject_number FROM history_open WHERE level = @level AND at <= @at ORDER BY at LIMIT @limit
            """)
            .Bind("@level", level)
            .Bind("@at", dueAt - Resolution.SpanMilliseconds(level))
            .Bind("@limit", SpansInOneTransaction)
            .ListAsync(static row => (At: row.GetInt64(0), Subject: row.GetInt64(1)), cancellationToken);
        foreach (var (at, subject) in due)
            await CloseAsync(sql, level, subject, at, cancellationToken);
        return due.Count;
    }

    private async Task CloseAsync(SqlScope sql, int level, long subject, long at, CancellationToken cancellationToken)
    {
        var end = at + Resolution.SpanMilliseconds(level);
        var total = new TotalSink();
        try
        {
            await LevelReader.ReadAsync(sql, level - 1, subject, (at, end), total, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            // One broken row must not keep all later spans of everybody from being made.
            HistoryLog.SpanUnreadable(
                logger, Resolution.Table(level - 1), subject, DateTimeOffset.FromUnixTimeMilliseconds(at), e.Message);
        }

        var table = Resolution.Table(level);
        var key = Resolution.Key(subject, at);
        if (total.Values.Count == 0)
        {
            await sql.Command($"DELETE FROM {table} WHERE id = @id")
                .Bind("@id", key)
                .RunAsync(cancellationToken);
        }
        else
        {
            await sql.Command($"INSERT INTO {table} (id, data) VALUES (@id, @data) ON CONFLICT (id) DO UPDATE SET data = excluded.data")
                .Bind("@id", key)
                .Bind("@data", PackedSummary.Write(total.Values))
                .RunAsync(cancellationToken);
        }

        if (level == Resolution.Coarsest)
            await MarkSeenAsync(sql, subject, end, total.Values.Keys, cancellationToken);
        await sql.Command("DELETE FROM history_open WHERE level = @level AND at = @at AND subject_number = @subject")
            .Bind("@level", level)
            .Bind("@at", at)
            .Bind("@subject", subject)
            .RunAsync(cancellationToken);
    }

    /// <summary>Once a day and series, so that the name of a disk that is gone can go when its last day does.</summary>
    private static async Task MarkSeenAsync(
        SqlScope sql, long subject, long end, IEnumerable<int> series, CancellationToken cancellationToken)
    {
        foreach (var number in series)
        {
            await sql.Command(
                "UPDATE history_series SET seen_at = @end WHERE subject_number = @subject AND number = @number AND seen_at < @end")
                .Bind("@end", end)
                .Bind("@subject", subject)
                .Bind("@number", number)
                .RunAsync(cancellationToken);
        }
    }

    private sealed class TotalSink : ISummarySink
    {
        public SortedDictionary<int, Summary> Values { get; } = [];

        public void Add(long atMilliseconds, int series, in Summary summary)
            => Values[series] = Values.GetValueOrDefault(series).Merge(summary);
    }
}
