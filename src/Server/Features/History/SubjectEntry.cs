namespace Proxima.Server.Features.History;

/// <summary>
/// A subject's number and the numbers of its series. A new series makes a new one; what it remembers of a layout is a cache.
/// </summary>
internal sealed class SubjectEntry(long number, IReadOnlyDictionary<string, int> series)
{
    private Layout? _last;
    private string[]? _names;

    public long Number { get; } = number;

    public IReadOnlyDictionary<string, int> Series { get; } = series;

    /// <summary>Sorted.</summary>
    public IReadOnlyList<string> Names => _names ??= [.. Series.Keys.Order(StringComparer.Ordinal)];

    public int HighestSeries { get; } = series.Count == 0 ? 0 : series.Values.Max();

    /// <summary>How the names of a point become numbers; null when one of them has no number yet.</summary>
    public Layout? LayoutOf(IReadOnlyList<SeriesValue> values)
    {
        // A host tells the same names in the same order, beat after beat.
        if (Volatile.Read(ref _last) is { } last && last.Fits(values))
            return last;
        var byNumber = new SortedDictionary<int, int>();
        for (var i = 0; i < values.Count; i++)
        {
            if (!Series.TryGetValue(values[i].Series, out var number))
                return null;
            // Of two values of one series the last one stays.
            byNumber[number] = i;
        }

        var layout = new Layout(values.Select(static one => one.Series).ToArray(), [.. byNumber.Keys], [.. byNumber.Values]);
        Volatile.Write(ref _last, layout);
        return layout;
    }

    /// <summary>Names as they came, the numbers they stand for, and at which place of the point each value is.</summary>
    internal sealed record Layout(string[] Names, int[] Numbers, int[] Places)
    {
        public bool Fits(IReadOnlyList<SeriesValue> values)
        {
            if (values.Count != Names.Length)
                return false;
            for (var i = 0; i < Names.Length; i++)
            {
                if (!string.Equals(Names[i], values[i].Series, StringComparison.Ordinal))
                    return false;
            }

            return true;
        }
    }
}
