using System.Collections.Concurrent;
using Proxima.Model;
using Proxima.Server.Features.History;

namespace Proxima.Server.Tests.Fleet;

/// <summary>A history that remembers what it was given, and fails or hangs when told to.</summary>
internal sealed class RecordedHistory : IHistory
{
    private readonly ConcurrentQueue<HistoryPoint> _points = [];

    public IReadOnlyList<HistoryPoint> Points => [.. _points];

    public Exception? Failure { get; set; }

    public bool Hangs { get; set; }

    public async Task AppendAsync(HistoryPoint point, CancellationToken cancellationToken)
    {
        if (Hangs)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        if (Failure is { } failure)
        {
            throw failure;
        }

        _points.Enqueue(point);
    }

    public Task<IReadOnlyList<HistorySeries>> QueryAsync(HistoryQuery query, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<HistorySeries>>([]);

    public Task<IReadOnlyList<string>> SeriesAsync(SubjectId subject, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<string>>([]);

    public double? Value(int point, string series)
        => Points[point].Values.Where(value => value.Series == series).Select(value => (double?)value.Value).SingleOrDefault();
}
