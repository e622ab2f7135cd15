using Proxima.Server.Features.History.Parts;

namespace Proxima.Server.Features.History.Reading;

/// <summary>
/// Gathers samples and summaries of some series into the buckets of a grid; they come in the order of time. A series number of 0 asks
/// for nothing and stays empty.
/// </summary>
internal sealed class GridSink
{
    private readonly Summary[]?[] _columns;
    private readonly int[] _numbers;

    public GridSink(BucketGrid grid, int[] seriesNumbers)
    {
        Grid = grid;
        _numbers = seriesNumbers;
        Wanted = seriesNumbers.Where(static number => number > 0).Distinct().Order().ToArray();
        _columns = new Summary[]?[Wanted.DefaultIfEmpty(0).Max() + 1];
        foreach (var number in Wanted)
            _columns[number] = new Summary[grid.Count];
    }

    public BucketGrid Grid { get; }

    /// <summary>Series numbers to read, rising.</summary>
    public int[] Wanted { get; }

    public void Add(PointColumns points)
    {
        for (var i = 0; i < points.Series.Length; i++)
        {
            if (ColumnOf(points.Series[i]) is { } column)
                Add(points.Times, points.Values[i], column);
        }
    }

    public void Add(SummaryColumns sums)
    {
        for (var i = 0; i < sums.Series.Length; i++)
        {
            if (ColumnOf(sums.Series[i]) is not { } column)
                continue;
            var values = sums.Values[i];
            for (var row = 0; row < values.Length; row++)
            {
                ref var bucket = ref column[Grid.IndexOf(sums.Times[row])];
                bucket = bucket.Merge(values[row]);
            }
        }
    }

    /// <summary>The buckets of the n-th series asked for that hold something, in the order of time.</summary>
    public IReadOnlyList<HistoryBucket> Buckets(int index)
    {
        var buckets = new List<HistoryBucket>();
        if (ColumnOf(_numbers[index]) is not { } column)
            return buckets;
        for (var i = 0; i < column.Length; i++)
        {
            if (column[i] is { Count: > 0 } s)
                buckets.Add(new HistoryBucket(At(i), s.Count, s.Minimum, s.Average, s.Maximum, s.Last));
        }

        return buckets;
    }

    /// <summary>Nothing at all in the buckets that lie within a stretch of time.</summary>
    public bool IsEmpty(long from, long to)
    {
        var (first, last) = ((int)((from - Grid.From + Grid.Width - 1) / Grid.Width), (int)((to - Grid.From) / Grid.Width));
        return !_columns.Any(column => column is not null && column[Math.Max(first, 0)..Math.Clamp(last, Math.Max(first, 0), column.Length)]
            .Any(static bucket => bucket.Count > 0));
    }

    private void Add(long[] times, double[] values, Summary[] column)
    {
        for (var row = 0; row < values.Length;)
        {
            var index = Grid.IndexOf(times[row]);
            var end = Grid.StartOf(index) + Grid.Width;
            var first = row;
            while (row < values.Length && times[row] < end)
                row++;
            ref var bucket = ref column[index];
            bucket = bucket.Merge(Summary.Of(values.AsSpan(first, row - first)));
        }
    }

    private Summary[]? ColumnOf(int series) => series < _columns.Length ? _columns[series] : null;

    private DateTimeOffset At(int index) => DateTimeOffset.FromUnixTimeMilliseconds(Grid.StartOf(index));
}
