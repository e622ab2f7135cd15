using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History;

/// <summary>Takes what was stored, in no particular order.</summary>
internal interface ISummarySink
{
    void Add(long atMilliseconds, int series, in Summary summary);
}

/// <summary>
/// Reads one subject at one level. A span whose roll-up is missing or stale is read from the level below instead, down to the
/// points, so an answer never waits for a roll-up and never shows a stale one.
/// </summary>
internal static class LevelReader
{
    public static async Task ReadAsync(
        SqlScope sql, int level, long subject, (long From, long To) time, ISummarySink sink, CancellationToken cancellationToken)
    {
        if (level == Resolution.Points)
        {
            await ReadPointsAsync(sql, subject, time, sink, cancellationToken);
            return;
        }

        var open = await OpenSpansAsync(sql, level, subject, time, cancellationToken);
        await ReadRollupsAsync(sql, level, subject, time, open, sink, cancellationToken);
        foreach (var run in Runs(open, Resolution.SpanMilliseconds(level)))
            await ReadAsync(sql, level - 1, subject, run, sink, cancellationToken);
    }

    private static async Task ReadPointsAsync(
        SqlScope sql, long subject, (long From, long To) time, ISummarySink sink, CancellationToken cancellationToken)
    {
        await using var command = Select(sql, Resolution.Points, subject, time);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var at = Resolution.TimeOf(reader.GetInt64(0));
            var point = PackedPoint.Read(reader.GetFieldValue<byte[]>(1));
            while (point.Next(out var series, out var value))
                sink.Add(at, series, Summary.Of(value));
        }
    }

    private static async Task ReadRollupsAsync(
        SqlScope sql,
        int level,
        long subject,
        (long From, long To) time,
        SortedSet<long> open,
        ISummarySink sink,
        CancellationToken cancellationToken)
    {
        await using var command = Select(sql, level, subject, time);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var at = Resolution.TimeOf(reader.GetInt64(0));
            if (open.Contains(at))
                continue;
            var packed = PackedSummary.Read(reader.GetFieldValue<byte[]>(1));
            while (packed.Next(out var series, out var summary))
                sink.Add(at, series, summary);
        }
    }

    private static System.Data.Common.DbCommand Select(SqlScope sql, int level, long subject, (long From, long To) time)
        => sql.Command($"SELECT id, data FROM {Resolution.Table(level)} WHERE id >= @from AND id < @to ORDER BY id")
            .Bind("@from", Resolution.KeyBound(subject, time.From))
            .Bind("@to", Resolution.KeyBound(subject, time.To));

    private static async Task<SortedSet<long>> OpenSpansAsync(
        SqlScope sql, int level, long subject, (long From, long To) time, CancellationToken cancellationToken)
    {
        var open = await sql.Command("""
            SELECT at FROM history_open WHERE level = @level AND at >= @from AND at < @to AND subject_number = @subject
            """)
            .Bind("@level", level)
            .Bind("@from", time.From)
            .Bind("@to", time.To)
            .Bind("@subject", subject)
            .ListAsync(static row => row.GetInt64(0), cancellationToken);
        return new SortedSet<long>(open);
    }

    /// <summary>Neighbouring spans as one stretch of time.</summary>
    private static IEnumerable<(long From, long To)> Runs(SortedSet<long> spans, long length)
    {
        (long From, long To)? run = null;
        foreach (var at in spans)
        {
            if (run is { } current && current.To == at)
            {
                run = (current.From, at + length);
                continue;
            }

            if (run is { } done)
                yield return done;
            run = (at, at + length);
        }

        if (run is { } last)
            yield return last;
    }
}
