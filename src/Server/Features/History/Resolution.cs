namespace Proxima.Server.Features.History;

/// <summary>
/// The levels history is kept at: 0 the points as they came, 1 to 3 roll-ups of 5 minutes, 1 hour and 1 day.
/// Spans are aligned to the Unix epoch, and each level's span is a multiple of the one below.
/// </summary>
internal static class Resolution
{
    public const int Points = 0;
    public const int Coarsest = 3;

    /// <summary>Times are below this (year 2248), so that a subject's number fits above them in one key.</summary>
    public const long EndOfTime = 1L << TimeBits;
    public const int MostSubjects = 1 << 20;
    private const int TimeBits = 43;
    private static readonly long[] Spans = [1, 300_000, 3_600_000, 86_400_000];
    private static readonly string[] Tables = ["history_points", "history_5m", "history_1h", "history_1d"];

    /// <summary>Milliseconds one row of this level stands for; 1 for points.</summary>
    public static long SpanMilliseconds(int level) => Spans[level];

    public static string Table(int level) => Tables[level];

    /// <summary>Key of a row.</summary>
    public static long Key(long subjectNumber, long atMilliseconds) => (subjectNumber << TimeBits) | atMilliseconds;

    /// <summary>Key of the first row that is not of this subject before this moment; the moment may be the end of time.</summary>
    public static long KeyBound(long subjectNumber, long atMilliseconds) => (subjectNumber << TimeBits) + atMilliseconds;

    public static long TimeOf(long key) => key & (EndOfTime - 1);

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
