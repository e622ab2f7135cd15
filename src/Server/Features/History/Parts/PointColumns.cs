using Proxima.Blocks;

namespace Proxima.Server.Features.History.Parts;

/// <summary>
/// Samples of one subject in columns: times in Unix milliseconds, rising; series numbers, rising; one column of values a series, NaN
/// where a series has none at that time. Never changed once made.
/// </summary>
internal sealed record PointColumns(long[] Times, int[] Series, double[][] Values)
{
    public static PointColumns Empty { get; } = new([], [], []);

    public int Rows => Times.Length;

    /// <summary>Values there are; not counting NaN.</summary>
    public int Samples => Values.Sum(static column => column.Count(static value => !double.IsNaN(value)));

    /// <summary>The rows from one moment to another, the end not included.</summary>
    public PointColumns Slice(long from, long to)
    {
        var (first, last) = (IndexOf(from), IndexOf(to));
        if (first == 0 && last == Times.Length)
            return this;
        return new PointColumns(Times[first..last], Series, Values.Select(column => column[first..last]).ToArray());
    }

    /// <summary>Whether there is a row from one moment to another.</summary>
    public bool HasRows(long from, long to) => IndexOf(from) is var first && first < Times.Length && Times[first] < to;

    /// <summary>The column of a series; null when it has none.</summary>
    public double[]? Column(int series)
    {
        var index = Array.BinarySearch(Series, series);
        return index < 0 ? null : Values[index];
    }

    /// <summary>The first row that is not before this moment.</summary>
    public int IndexOf(long at)
    {
        var index = Array.BinarySearch(Times, at);
        return index < 0 ? ~index : index;
    }

    /// <summary>Both, sorted; where both have a value of a series at the same millisecond, the newer one stays.</summary>
    public static PointColumns Merge(PointColumns older, PointColumns newer)
    {
        if (older.Rows == 0)
            return newer;
        if (newer.Rows == 0)
            return older;
        if (older.Times[^1] < newer.Times[0] && older.Series.AsSpan().SequenceEqual(newer.Series))
            return Joined(older, newer);
        var times = new long[older.Rows + newer.Rows];
        var sources = new (int Older, int Newer)[times.Length];
        var count = 0;
        int a = 0, b = 0;
        while (a < older.Rows || b < newer.Rows)
        {
            var takeOlder = b == newer.Rows || (a < older.Rows && older.Times[a] <= newer.Times[b]);
            var takeNewer = a == older.Rows || (b < newer.Rows && newer.Times[b] <= older.Times[a]);
            times[count] = takeOlder ? older.Times[a] : newer.Times[b];
            sources[count++] = (takeOlder ? a++ : -1, takeNewer ? b++ : -1);
        }

        Array.Resize(ref times, count);
        var series = older.Series.AsSpan().SequenceEqual(newer.Series) ? older.Series : older.Series.Union(newer.Series).Order().ToArray();
        return new PointColumns(
            times, series, series.Select(one => Column(older.Column(one), newer.Column(one), sources.AsSpan(0, count))).ToArray());
    }

    /// <summary>One after the other: what compaction and most reading is.</summary>
    private static PointColumns Joined(PointColumns older, PointColumns newer)
        => new(
            [.. older.Times, .. newer.Times],
            older.Series,
            older.Values.Zip(newer.Values, static double[] (a, b) => [.. a, .. b]).ToArray());

    /// <summary>The same samples under other series numbers.</summary>
    public PointColumns Renumbered(IReadOnlyDictionary<int, int> numbers)
    {
        var order = Series.Select((number, index) => (Number: numbers[number], Index: index)).OrderBy(one => one.Number).ToArray();
        return new PointColumns(Times, order.Select(one => one.Number).ToArray(), order.Select(one => Values[one.Index]).ToArray());
    }

    /// <summary>Without rows and series that have no value at all.</summary>
    public PointColumns Trimmed()
    {
        var kept = Enumerable.Range(0, Series.Length).Where(index => !Array.TrueForAll(Values[index], double.IsNaN)).ToArray();
        return kept.Length == Series.Length
            ? this
            : new PointColumns(Times, kept.Select(index => Series[index]).ToArray(), kept.Select(index => Values[index]).ToArray());
    }

    private static double[] Column(double[]? older, double[]? newer, ReadOnlySpan<(int Older, int Newer)> sources)
    {
        var column = new double[sources.Length];
        for (var i = 0; i < column.Length; i++)
        {
            var (a, b) = sources[i];
            var value = newer is not null && b >= 0 ? newer[b] : Block.Gap;
            if (double.IsNaN(value) && older is not null && a >= 0)
                value = older[a];
            column[i] = value;
        }

        return column;
    }
}
