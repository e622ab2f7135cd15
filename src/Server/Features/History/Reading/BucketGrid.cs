namespace Proxima.Server.Features.History.Reading;

/// <summary>
/// Equal buckets aligned to the Unix epoch, all of them whole: where a bucket lies and what it holds does not depend on when
/// or from where somebody asks, so a chart does not crawl. Times in Unix milliseconds, the end is not included.
/// </summary>
internal readonly record struct BucketGrid(long From, long To, long Width)
{
    private const long Second = 1000;
    private const long Day = 86_400 * Second;

    /// <summary>Widths people read easily; from 5 minutes on each is filled by whole rows of a roll-up.</summary>
    private static readonly long[] Widths =
    [
        1 * Second, 2 * Second, 5 * Second, 10 * Second, 15 * Second, 20 * Second, 30 * Second, 60 * Second, 120 * Second,
        300 * Second, 600 * Second, 900 * Second, 1800 * Second, 3600 * Second, 7200 * Second, 10_800 * Second, 21_600 * Second,
        43_200 * Second, Day, 2 * Day, 7 * Day, 14 * Day, 28 * Day,
    ];

    public int Count => (int)((To - From) / Width);

    public int IndexOf(long at) => (int)((at - From) / Width);

    public long StartOf(int index) => From + (index * Width);

    /// <summary>The finest grid over a span that has at most <paramref name="maxPoints"/> buckets, none narrower than asked.</summary>
    public static BucketGrid Over(long from, long to, int maxPoints, long leastWidth)
    {
        foreach (var width in FromNarrowToWide())
        {
            var grid = new BucketGrid(Resolution.AlignDown(from, width), Resolution.AlignUp(to, width), width);
            if (width >= leastWidth && (grid.To - grid.From) / width <= maxPoints)
                return grid;
        }

        throw new ArgumentOutOfRangeException(nameof(maxPoints), maxPoints, "at least one bucket is needed");
    }

    /// <summary>
    /// The grid of a window that ends now and moves with time: its width depends on its length alone, its last bucket holds now.
    /// </summary>
    public static BucketGrid Sliding(long length, long now, int maxPoints, long leastWidth)
    {
        foreach (var width in FromNarrowToWide())
        {
            var count = (length + width - 1) / width;
            if (width < leastWidth || count > maxPoints)
                continue;
            var to = Resolution.AlignDown(now, width) + width;
            return new BucketGrid(Math.Max(0, to - (count * width)), to, width);
        }

        throw new ArgumentOutOfRangeException(nameof(maxPoints), maxPoints, "at least one bucket is needed");
    }

    private static IEnumerable<long> FromNarrowToWide()
    {
        foreach (var width in Widths)
            yield return width;
        for (var width = 2 * Widths[^1]; width <= 2 * Resolution.EndOfTime; width *= 2)
            yield return width;
    }
}
