using Microsoft.Data.Sqlite;
using Proxima.Server.Features.History.Parts;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Reading;

/// <summary>
/// Walks one subject through time at one level, in one snapshot. Where the level has no part yet, the level below is read, down to the
/// samples; where samples in memory fall into a span, the span is made anew from its samples. So an answer never waits for a roll-up
/// and never shows a stale one.
/// </summary>
/// <param name="shelf">The snapshot.</param>
/// <param name="subject">Its number.</param>
/// <param name="wanted">Series numbers, rising; null for all.</param>
/// <param name="head">Samples in memory, taken at the same moment as the snapshot.</param>
/// <param name="floors">Where the levels begin.</param>
internal sealed class PartWalk(PartShelf shelf, long subject, int[]? wanted, PointColumns head, Floors floors)
{
    /// <summary>Whether the latest value of each span is asked for.</summary>
    public bool WithLast { get; init; } = true;

    /// <summary>Whether least and greatest are asked for.</summary>
    public bool WithBand { get; init; } = true;

    /// <summary>Gets samples, and roll-ups with the length of their spans, in the order of time.</summary>
    public required Action<PointColumns> TakePoints { get; init; }

    /// <inheritdoc cref="TakePoints"/>
    public required Action<SummaryColumns, int> TakeSums { get; init; }

    /// <summary>Gets parts that could not be read.</summary>
    public required Action<Part, string> Complain { get; init; }

    /// <summary>
    /// What no sample in memory falls into goes straight from its block into this grid, in the same order of time; null to take all.
    /// </summary>
    public GridSink? Straight { get; init; }

    public async Task RunAsync(int level, long from, long to, CancellationToken cancellationToken)
    {
        if (from >= to)
            return;
        var at = from;
        var parts = await ReadAsync(level, from, to, cancellationToken);
        try
        {
            foreach (var (part, data) in parts)
            {
                var (start, end) = (Math.Max(part.From, from), Math.Min(part.To, to));
                await BelowAsync(level, at, start, cancellationToken);
                at = end;
                await TakeAsync(part, data, (start, end), cancellationToken);
            }
        }
        finally
        {
            foreach (var (_, data) in parts)
                data?.Dispose();
        }

        await BelowAsync(level, at, to, cancellationToken);
    }

    private Task TakeAsync(Part part, RentedBytes? data, (long From, long To) time, CancellationToken cancellationToken)
    {
        if (Straight is { } grid && !head.HasRows(time.From, time.To))
        {
            return TryStraight(grid, part, data, time) || part.Level == Resolution.Points
                ? Task.CompletedTask
                : BelowAsync(part.Level, time.From, time.To, cancellationToken);
        }

        if (part.Level == Resolution.Points)
        {
            TakePart(part, data, time.From, time.To);
            return Task.CompletedTask;
        }

        return Try(part, data, block => PartBytes.Sums(block, subject, wanted, WithLast, WithBand)) is { } sums
            ? TakeAsync(part.Level, sums.Slice(time.From, time.To), time, cancellationToken)
            : BelowAsync(part.Level, time.From, time.To, cancellationToken);
    }

    private bool TryStraight(GridSink grid, Part part, RentedBytes? data, (long From, long To) time)
    {
        using var decoded = Try(part, data, block => part.Level == Resolution.Points
            ? DecodedPart.Points(block, subject, grid.Wanted, time.To)
            : DecodedPart.Sums(block, subject, grid.Wanted, time.To, WithBand, WithLast));
        if (decoded is null)
            return false;
        if (part.Level == Resolution.Points)
            grid.AddPoints(decoded, time.From);
        else
            grid.AddSums(decoded, time.From);
        return true;
    }

    /// <summary>Where there is no part.</summary>
    private Task BelowAsync(int level, long from, long to, CancellationToken cancellationToken)
    {
        if (level > Resolution.Points)
            return RunAsync(level - 1, from, to, cancellationToken);
        if (head.Slice(from, Math.Max(from, to)) is { Rows: > 0 } rest)
            TakePoints(rest);
        return Task.CompletedTask;
    }

    private void TakePart(Part part, RentedBytes? data, long from, long to)
    {
        var points = Try(part, data, block => PartBytes.Points(block, subject, wanted)) ?? PointColumns.Empty;
        var all = PointColumns.Merge(points.Slice(from, to), head.Slice(from, to));
        if (all.Rows > 0)
            TakePoints(all);
    }

    /// <summary>Roll-ups as they are, but for spans that samples in memory belong to.</summary>
    private async Task TakeAsync(int level, SummaryColumns sums, (long From, long To) time, CancellationToken cancellationToken)
    {
        var fresh = head.Slice(time.From, time.To);
        if (fresh.Rows == 0)
        {
            TakeSums(sums, level);
            return;
        }

        var span = Resolution.SpanMilliseconds(level);
        var at = time.From;
        foreach (var start in SummaryColumns.Of(fresh, span).Times)
        {
            TakeSums(sums.Slice(at, start), level);
            at = start + span;
            if (start >= floors.Of(level - 1))
                await RunAsync(level - 1, start, at, cancellationToken);
            else
                TakeSums(SummaryColumns.Merge(
                    sums.Slice(start, at), SummaryColumns.Of(fresh.Slice(start, at), span), static (one, more) => one.Merge(more)), level);
        }

        TakeSums(sums.Slice(at, Math.Max(at, time.To)), level);
    }

    private T? Try<T>(Part part, RentedBytes? data, Func<ReadOnlyMemory<byte>, T> read)
        where T : class
    {
        try
        {
            return read(data?.Memory ?? throw new InvalidDataException($"history block: {part.Block} is not there"));
        }
        catch (InvalidDataException exception)
        {
            Complain(part, exception.Message);
            return null;
        }
    }

    private async Task<List<(Part Part, RentedBytes? Data)>> ReadAsync(int level, long from, long to, CancellationToken cancellationToken)
    {
        try
        {
            return await shelf.Sql.Command("""
                SELECT subject_number, p.level, from_at, to_at, tier, block_id, samples, data
                FROM history_parts p LEFT JOIN history_data d ON d.id = p.block_id
                WHERE subject_number = @subject AND p.level = @level AND from_at < @to AND to_at > @from ORDER BY from_at
                """)
                .Bind("@subject", subject)
                .Bind("@level", (long)level)
                .Bind("@from", from)
                .Bind("@to", to)
                .ListAsync(static row => (PartTable.PartOf(row), RentedBytes.Of(row, 7)), cancellationToken);
        }
        catch (SqliteException exception) when (exception.IsCorrupt())
        {
            return await OneByOneAsync(level, from, to, cancellationToken);
        }
    }

    /// <summary>When a page of the file is broken, the blocks on other pages can still be read.</summary>
    private async Task<List<(Part Part, RentedBytes? Data)>> OneByOneAsync(
        int level, long from, long to, CancellationToken cancellationToken)
    {
        var parts = new List<(Part, RentedBytes?)>();
        foreach (var part in await PartTable.ListAsync(shelf.Sql, subject, level, from, to, cancellationToken))
        {
            try
            {
                parts.Add((part, await PartTable.RentedAsync(shelf.Sql, part.Block, cancellationToken)));
            }
            catch (SqliteException exception) when (exception.IsCorrupt())
            {
                parts.Add((part, null));
            }
        }

        return parts;
    }
}
