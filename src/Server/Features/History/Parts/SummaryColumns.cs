namespace Proxima.Server.Features.History.Parts;

/// <summary>
/// Roll-ups of one subject in columns: starts of spans in Unix milliseconds, rising; series numbers, rising; one column of summaries
/// a series, with a count of 0 where there is none. Never changed once made.
/// </summary>
internal sealed record SummaryColumns(long[] Times, int[] Series, Summary[][] Values)
{
    public static SummaryColumns Empty { get; } = new([], [], []);

    public int Rows => Times.Length;

    public int Summaries => Values.Sum(static column => column.Count(static one => one.Count > 0));

    public Summary[]? Column(int series)
    {
        var index = Array.BinarySearch(Series, series);
        return index < 0 ? null : Values[index];
    }

    public int IndexOf(long at)
    {
        var index = Array.BinarySearch(Times, at);
        return index < 0 ? ~index : index;
    }

    public SummaryColumns Slice(long from, long to)
    {
        var (first, last) = (IndexOf(from), IndexOf(to));
        if (first == 0 && last == Times.Length)
            return this;
        return new SummaryColumns(Times[first..last], Series, Values.Select(column => column[first..last]).ToArray());
    }

    /// <summary>
    /// Both, sorted. <paramref name="join"/> gets the older and the newer summary of one span and series; either may be empty.
    /// </summary>
    public static SummaryColumns Merge(SummaryColumns older, SummaryColumns newer, Func<Summary, Summary, Summary> join)
    {
        if (newer.Rows == 0)
            return older;
        if (older.Rows == 0 || (older.Times[^1] < newer.Times[0] && older.Series.AsSpan().SequenceEqual(newer.Series)))
            return Joined(older, newer, join);
        var times = older.Times.Union(newer.Times).Order().ToArray();
        var series = older.Series.Union(newer.Series).Order().ToArray();
        var values = series.Select(_ => new Summary[times.Length]).ToArray();
        for (var column = 0; column < series.Length; column++)
        {
            var (a, b) = (older.Column(series[column]), newer.Column(series[column]));
            for (int row = 0, i = 0, j = 0; row < times.Length; row++)
            {
                var left = i < older.Rows && older.Times[i] == times[row] ? a?[i++] ?? Skip(ref i) : default;
                var right = j < newer.Rows && newer.Times[j] == times[row] ? b?[j++] ?? Skip(ref j) : default;
                values[column][row] = join(left, right);
            }
        }

        return new SummaryColumns(times, series, values);

        static Summary Skip(ref int index)
        {
            index++;
            return default;
        }
    }

    /// <summary>One after the other, each joined with nothing.</summary>
    private static SummaryColumns Joined(SummaryColumns older, SummaryColumns newer, Func<Summary, Summary, Summary> join)
    {
        var values = new Summary[newer.Series.Length][];
        for (var column = 0; column < values.Length; column++)
        {
            var joined = values[column] = new Summary[older.Rows + newer.Rows];
            for (var row = 0; row < older.Rows; row++)
                joined[row] = join(older.Values[column][row], default);
            for (var row = 0; row < newer.Rows; row++)
                joined[older.Rows + row] = join(default, newer.Values[column][row]);
        }

        return new SummaryColumns([.. older.Times, .. newer.Times], newer.Series, values);
    }

    public SummaryColumns Renumbered(IReadOnlyDictionary<int, int> numbers)
    {
        var order = Series.Select((number, index) => (Number: numbers[number], Index: index)).OrderBy(one => one.Number).ToArray();
        return new SummaryColumns(Times, order.Select(one => one.Number).ToArray(), order.Select(one => Values[one.Index]).ToArray());
    }

    /// <summary>Without series that have no summary at all.</summary>
    public SummaryColumns Trimmed()
    {
        var kept = Enumerable.Range(0, Series.Length).Where(index => Array.Exists(Values[index], static one => one.Count > 0)).ToArray();
        return kept.Length == Series.Length
            ? this
            : new SummaryColumns(Times, kept.Select(index => Series[index]).ToArray(), kept.Select(index => Values[index]).ToArray());
    }

    /// <summary>Samples summed up over aligned spans; times of the result are starts of spans.</summary>
    public static SummaryColumns Of(PointColumns points, long span)
    {
        var starts = Starts(points.Times, span);
        var ends = Array.ConvertAll(starts, start => points.IndexOf(start + span));
        var values = points.Values.Select(column =>
        {
            var sums = new Summary[starts.Length];
            for (int at = 0, row = 0; at < sums.Length; row = ends[at++])
                sums[at] = Summary.Of(column.AsSpan(row, ends[at] - row));
            return sums;
        }).ToArray();
        return new SummaryColumns(starts, points.Series, values);
    }

    /// <summary>The same over longer spans.</summary>
    public SummaryColumns Coarser(long span)
    {
        var starts = Starts(Times, span);
        var values = Values.Select(column =>
        {
            var sums = new Summary[starts.Length];
            for (int row = 0, at = 0; row < column.Length; row++)
            {
                while (Resolution.AlignDown(Times[row], span) != starts[at])
                    at++;
                sums[at] = sums[at].Merge(column[row]);
            }

            return sums;
        }).ToArray();
        return new SummaryColumns(starts, Series, values);
    }

    private static long[] Starts(long[] times, long span)
    {
        var starts = new List<long>();
        foreach (var time in times)
        {
            var start = Resolution.AlignDown(time, span);
            if (starts.Count == 0 || starts[^1] != start)
                starts.Add(start);
        }

        return [.. starts];
    }
}
