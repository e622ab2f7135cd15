namespace Proxima.Server.Features.History;

/// <summary>Gathers summaries of some series into the buckets of a grid. A series number of 0 asks for nothing and stays empty.</summary>
internal sealed class GridSink : ISummarySink
{
    /// <summary>By series number; an array, because this is looked up for everything that is read.</summary>
    private readonly Summary[]?[] _columns;
    private readonly int[] _numbers;

    public GridSink(BucketGrid grid, int[] seriesNumbers)
    {
        Grid = grid;
        _numbers = seriesNumbers;
        _columns = new Summary[]?[seriesNumbers.DefaultIfEmpty(0).Max() + 1];
        foreach (var number in seriesNumbers.Where(number => number > 0))
            _columns[number] = new Summary[grid.Count];
    }

    public BucketGrid Grid { get; }

    public bool IsWanted => _columns.Length > 1;

    public void Add(long atMilliseconds, int series, in Summary summary)
    {
        if (series >= _columns.Length || _columns[series] is not { } column)
            return;
        ref var bucket = ref column[Grid.IndexOf(atMilliseconds)];
        bucket = bucket.Merge(summary);
    }

    /// <summary>The buckets of the n-th series asked for that hold something, in the order of time.</summary>
    public IReadOnlyList<HistoryBucket> Buckets(int index)
    {
        var buckets = new List<HistoryBucket>();
        if (_columns[_numbers[index]] is not { } column)
            return buckets;
        for (var i = 0; i < column.Length; i++)
        {
            if (column[i] is { Count: > 0 } s)
                buckets.Add(new HistoryBucket(At(i), s.Count, s.Minimum, s.Average, s.Maximum));
        }

        return buckets;
    }

    private DateTimeOffset At(int index) => DateTimeOffset.FromUnixTimeMilliseconds(Grid.StartOf(index));
}
