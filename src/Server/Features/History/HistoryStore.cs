using Proxima.Model;
using Proxima.Server.Features.History.Reading;
using Proxima.Server.Features.History.Upkeep;

namespace Proxima.Server.Features.History;

/// <summary>
/// History: the newest samples in a durable tail and in memory, the rest in blocks with roll-ups of 5 minutes, 1 hour and 1 day. A query
/// reads the coarsest level that fills its buckets exactly.
/// </summary>
internal sealed class HistoryStore(
    HistoryOpening opening, SubjectTable subjects, HistoryWriter writer, SeriesReading reading, SubjectUpkeep upkeep, HistoryNotes notes)
    : IHistory, IHistoryKeeping
{
    public Task AppendAsync(HistoryPoint point, CancellationToken cancellationToken) => AppendAsync([point], cancellationToken);

    public async Task AppendAsync(IReadOnlyList<HistoryPoint> points, CancellationToken cancellationToken)
    {
        foreach (var point in points)
            PointCheck.Check(point, subjects.Known(point.Subject));
        var told = points.Any(static point => point.Values.Count == 0)
            ? points.Where(static point => point.Values.Count > 0).ToArray()
            : points;
        if (told.Count == 0)
            return;
        await opening.DoneAsync();
        await writer.AppendAsync(told, cancellationToken);
    }

    public async Task<IReadOnlyList<HistorySeries>> QueryAsync(HistoryQuery query, CancellationToken cancellationToken)
    {
        await opening.DoneAsync();
        return await reading.QueryAsync(query, cancellationToken);
    }

    /// <summary>As <see cref="QueryAsync"/>, before it is put into words; to be disposed.</summary>
    public async Task<GridAnswer> GridAsync(HistoryQuery query, CancellationToken cancellationToken)
    {
        await opening.DoneAsync();
        return await reading.GridAsync(query, cancellationToken);
    }

    public Task<IReadOnlyList<string>> SeriesAsync(SubjectId subject, CancellationToken cancellationToken)
        => subjects.SeriesAsync(subject, cancellationToken);

    public async Task MergeAsync(SubjectId from, SubjectId into, CancellationToken cancellationToken)
    {
        await opening.DoneAsync();
        await upkeep.MergeAsync(from, into, cancellationToken);
    }

    public async Task<bool> DeleteAsync(SubjectId subject, CancellationToken cancellationToken)
    {
        await opening.DoneAsync();
        return await upkeep.DeleteAsync(subject, cancellationToken);
    }

    public Task NoteAsync(HistoryNote note, CancellationToken cancellationToken) => notes.AddAsync(note, cancellationToken);
}
