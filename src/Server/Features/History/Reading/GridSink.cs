using System.Buffers;
using System.Runtime.CompilerServices;
using Proxima.Blocks;
using Proxima.Server.Features.History.Parts;

namespace Proxima.Server.Features.History.Reading;

/// <summary>
/// Gathers samples and summaries of some series into the buckets of a grid; they come in the order of time. A series number of 0 asks
/// for nothing and stays empty. What it holds is rented, and given back once.
/// </summary>
internal sealed class GridSink : IDisposable
{
    private readonly int[] _numbers;
    private readonly int _buckets;
    private readonly bool _withBand;
    private readonly bool _withLast;
    private int[] _counts;
    private double[] _averages;
    private double[] _minima = [];
    private double[] _maxima = [];
    private double[] _lasts = [];

    public GridSink(BucketGrid grid, int[] seriesNumbers, bool withBand = true, bool withLast = true)
    {
        (Grid, _numbers, _withBand, _withLast) = (grid, seriesNumbers, withBand, withLast);
        _buckets = grid.Count;
        Wanted = seriesNumbers.Where(static number => number > 0).Distinct().Order().ToArray();
        var cells = Wanted.Length * _buckets;
        _counts = ArrayPool<int>.Shared.Rent(cells);
        Array.Clear(_counts, 0, cells);
        _averages = ArrayPool<double>.Shared.Rent(cells);
        if (withBand)
            (_minima, _maxima) = (ArrayPool<double>.Shared.Rent(cells), ArrayPool<double>.Shared.Rent(cells));
        if (withLast)
            _lasts = ArrayPool<double>.Shared.Rent(cells);
    }

    public BucketGrid Grid { get; }

    /// <summary>Series numbers to read, rising.</summary>
    public int[] Wanted { get; }

    /// <summary>Samples in each bucket of the n-th series asked for; nothing at all when there is no such series.</summary>
    public ReadOnlySpan<int> Counts(int index) => Cells(_counts, index);

    /// <summary>Means; where the count is 0, anything.</summary>
    public ReadOnlySpan<double> Averages(int index) => Cells(_averages, index);

    public ReadOnlySpan<double> Minima(int index) => Cells(_withBand ? _minima : _averages, index);

    public ReadOnlySpan<double> Maxima(int index) => Cells(_withBand ? _maxima : _averages, index);

    public void Add(PointColumns points)
    {
        for (var i = 0; i < points.Series.Length; i++)
        {
            if (ColumnOf(points.Series[i]) is >= 0 and var column)
                Add(points.Times, points.Values[i], column);
        }
    }

    public void Add(SummaryColumns sums)
    {
        for (var i = 0; i < sums.Series.Length; i++)
        {
            if (ColumnOf(sums.Series[i]) is not (>= 0 and var column))
                continue;
            var values = sums.Values[i];
            for (var row = 0; row < values.Length; row++)
                Merge((column * _buckets) + Grid.IndexOf(sums.Times[row]), values[row]);
        }
    }

    /// <summary>The samples of a part from a moment on.</summary>
    public void AddPoints(DecodedPart part, long from)
    {
        var first = part.RowOf(from);
        for (var i = 0; i < part.Series.Length; i++)
        {
            if (ColumnOf(part.Series[i]) is >= 0 and var column)
                Add(part.Times[first..], part.Column(i)[first..], column);
        }
    }

    /// <summary>The roll-ups of a part from a moment on.</summary>
    public void AddSums(DecodedPart part, long from)
    {
        var first = part.RowOf(from);
        var times = part.Times[first..];
        var rented = ArrayPool<int>.Shared.Rent(times.Length);
        var buckets = rented.AsSpan(0, times.Length);
        for (var row = 0; row < times.Length; row++)
            buckets[row] = Grid.IndexOf(times[row]);
        for (var i = 0; i < part.Series.Length; i++)
        {
            if (ColumnOf(part.Series[i]) is >= 0 and var column)
                AddSums(part, i, first, buckets, column * _buckets);
        }

        ArrayPool<int>.Shared.Return(rented);
    }

    /// <summary>The buckets of the n-th series asked for that hold something, in the order of time.</summary>
    public IReadOnlyList<HistoryBucket> Buckets(int index)
    {
        var column = ColumnOf(_numbers[index]);
        if (column < 0)
            return [];
        var buckets = new List<HistoryBucket>(_buckets - Counts(index).Count(0));
        for (var i = 0; i < _buckets; i++)
        {
            if (At((column * _buckets) + i) is { Count: > 0 } s)
                buckets.Add(new HistoryBucket(At(i, Grid), s.Count, s.Minimum, s.Average, s.Maximum, s.Last));
        }

        return buckets;
    }

    /// <summary>All samples of the n-th series asked for as one, and how many of them lie in buckets whose mean is over a limit.</summary>
    public (Summary All, long Over) Whole(int index, double limit)
    {
        var all = default(Summary);
        var over = 0L;
        var column = ColumnOf(_numbers[index]);
        for (var i = 0; column >= 0 && i < _buckets; i++)
        {
            var one = At((column * _buckets) + i);
            all = all.Merge(one);
            over += one.Count > 0 && one.Average > limit ? one.Count : 0;
        }

        return (all, over);
    }

    /// <summary>Nothing at all in the buckets that lie within a stretch of time.</summary>
    public bool IsEmpty(long from, long to)
    {
        var first = Math.Max((int)((from - Grid.From + Grid.Width - 1) / Grid.Width), 0);
        var last = Math.Clamp((int)((to - Grid.From) / Grid.Width), first, Math.Max(first, _buckets));
        for (var column = 0; column < Wanted.Length && first < _buckets; column++)
        {
            if (_counts.AsSpan((column * _buckets) + first, Math.Min(last, _buckets) - first).ContainsAnyExcept(0))
                return false;
        }

        return true;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_counts);
        foreach (var rented in new[] { _averages, _minima, _maxima, _lasts })
        {
            if (rented.Length > 0)
                ArrayPool<double>.Shared.Return(rented);
        }

        (_counts, _averages, _minima, _maxima, _lasts) = ([], [], [], [], []);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddSums(DecodedPart part, int index, int first, ReadOnlySpan<int> buckets, int start)
    {
        var counts = part.Column(index, SummaryPart.Count)[first..];
        var averages = part.Column(index, SummaryPart.Average)[first..];
        var minima = _withBand ? part.Column(index, SummaryPart.Minimum)[first..] : averages;
        var maxima = _withBand ? part.Column(index, SummaryPart.Maximum)[first..] : averages;
        var lasts = _withLast ? part.Column(index, SummaryPart.Last)[first..] : averages;
        for (var row = 0; row < buckets.Length; row++)
        {
            if (double.IsNaN(counts[row]))
                continue;
            var summary = new Summary(
                (int)counts[row], minima[row], averages[row], maxima[row], _withLast ? lasts[row] : double.NaN);
            Merge(start + buckets[row], summary);
        }
    }

    private void Add(ReadOnlySpan<long> times, ReadOnlySpan<double> values, int column)
    {
        for (var row = 0; row < values.Length;)
        {
            var index = Grid.IndexOf(times[row]);
            var end = Grid.StartOf(index) + Grid.Width;
            var first = row;
            while (row < values.Length && times[row] < end)
                row++;
            Merge((column * _buckets) + index, Summary.Of(values[first..row]));
        }
    }

    private void Merge(int cell, in Summary later)
    {
        if (later.Count == 0)
            return;
        if (_counts[cell] == 0)
            Set(cell, later);
        else
            Set(cell, At(cell).Merge(later));
    }

    private void Set(int cell, in Summary summary)
    {
        _counts[cell] = summary.Count;
        _averages[cell] = summary.Average;
        if (_withBand)
            (_minima[cell], _maxima[cell]) = (summary.Minimum, summary.Maximum);
        if (_withLast)
            _lasts[cell] = summary.Last;
    }

    private Summary At(int cell)
    {
        var average = _averages[cell];
        return _counts[cell] == 0 ? default : new Summary(
            _counts[cell],
            _withBand ? _minima[cell] : average,
            average,
            _withBand ? _maxima[cell] : average,
            _withLast ? _lasts[cell] : double.NaN);
    }

    private ReadOnlySpan<T> Cells<T>(T[] cells, int index)
        => ColumnOf(_numbers[index]) is >= 0 and var column ? cells.AsSpan(column * _buckets, _buckets) : [];

    private int ColumnOf(int series) => Array.BinarySearch(Wanted, series);

    private static DateTimeOffset At(int index, BucketGrid grid) => DateTimeOffset.FromUnixTimeMilliseconds(grid.StartOf(index));
}
