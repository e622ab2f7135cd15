namespace Proxima.Server.Features.History;

/// <summary>
/// The levels history is kept at: 0 the points as they came, 1 to 3 roll-ups of 5 minutes, 1 hour and 1 day.
/// Spans are aligned to the Unix epoch, and each level's span is a multiple of the one below.
/// </summary>
internal static class Resolution
{
    public const int Points = 0;
    public const int Coarsest = 3;

    /// <summary>Times are below this, in the year 2248.</summary>
    public const long EndOfTime = 1L << 43;
    private static readonly long[] Spans = [1, 300_000, 3_600_000, 86_400_000];
    private static readonly string[] Names = ["samples", "5 minutes", "1 hour", "1 day"];

    /// <summary>What is closed at once, and the longest part of that.</summary>
    public const long Window = 2 * 3_600_000;
    private static readonly long[] Windows = [Window, Window, 86_400_000, 86_400_000];
    private static readonly long[] Compacted = [8 * 3_600_000, 86_400_000, 30 * 86_400_000L, 30 * 86_400_000L];

    /// <summary>Milliseconds one row of this level stands for; 1 for points.</summary>
    public static long SpanMilliseconds(int level) => Spans[level];

    /// <summary>For people.</summary>
    public static string Name(int level) => Names[level];

    /// <summary>Milliseconds a part of this level covers when it is made.</summary>
    public static long WindowOf(int level) => Windows[level];

    /// <summary>Milliseconds it covers once compacted; retention goes by these.</summary>
    public static long CompactedOf(int level) => Compacted[level];

    public static long AlignDown(long atMilliseconds, long spanMilliseconds) => atMilliseconds - (atMilliseconds % spanMilliseconds);

    public static long AlignUp(long atMilliseconds, long spanMilliseconds)
        => AlignDown(atMilliseconds + spanMilliseconds - 1, spanMilliseconds);

    /// <summary>The coarsest level whose spans fill buckets of this width without remainder.</summary>
    public static int CoarsestFor(long widthMilliseconds)
    {
        var level = Coarsest;
        while (widthMilliseconds % Spans[level] != 0)
            level--;
        return level;
    }
}
