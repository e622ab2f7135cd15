namespace Proxima.Blocks;

/// <summary>
/// Reads one block of samples. Opening checks head and directory and decodes nothing; a subject's bytes are checked when it is
/// opened, timestamps and single columns are decoded when asked for. Throws <see cref="BlockException"/> on bytes that are not a
/// whole and undamaged block of a known version, and nothing else. Not for several threads at once.
/// </summary>
public sealed class BlockReader
{
    private readonly PackReader _pack;

    private BlockReader(PackReader pack) => _pack = pack;

    /// <summary>Ascending.</summary>
    public IReadOnlyList<long> Subjects => _pack.Subjects;

    /// <summary>The earliest timestamp of any subject, Unix milliseconds.</summary>
    public long First => _pack.First;

    /// <summary>The latest timestamp of any subject.</summary>
    public long Last => _pack.Last;

    public static BlockReader Open(ReadOnlyMemory<byte> block) => new(new PackReader(block, PackKind.Samples));

    /// <summary>Null when the block has nothing of the subject.</summary>
    public SubjectReader? Subject(long subject)
        => _pack.Find(subject) is >= 0 and var index ? new SubjectReader(_pack.Section(index)) : null;

    /// <summary>Reads everything there is, so that any fault shows.</summary>
    public void Verify()
    {
        foreach (var number in Subjects)
            Subject(number)?.Verify();
    }
}

/// <summary>The samples of one subject in a block.</summary>
public sealed class SubjectReader
{
    private readonly SectionReader _section;
    private int[]? _series;

    internal SubjectReader(SectionReader section) => _section = section;

    /// <summary>How many timestamps there are, and so the most values of a column.</summary>
    public int Count => _section.Count;

    /// <summary>The first timestamp, Unix milliseconds, without decoding.</summary>
    public long First => _section.Range.First;

    /// <summary>The last timestamp, without decoding.</summary>
    public long Last => _section.Range.Last;

    /// <summary>Ascending.</summary>
    public IReadOnlyList<int> Series => _series ??= SeriesOf(_section.Columns);

    /// <summary>Unix milliseconds, strictly ascending; decoded at the first call.</summary>
    public ReadOnlySpan<long> Times() => _section.Times();

    /// <summary>
    /// Decodes the first values of one series, as many as there is room for (at most <see cref="Count"/>), so a caller may stop after
    /// a time. <see cref="Block.Gap"/> where there is none. False when the series is not here; the values are then left alone.
    /// </summary>
    public bool Read(int series, Span<double> values) => _section.Read(series, values);

    internal void Verify()
    {
        _ = Times();
        var values = new double[Count];
        foreach (var series in Series)
            Read(series, values);
    }

    private static int[] SeriesOf(ReadOnlySpan<long> columns)
    {
        var series = new int[columns.Length];
        for (var i = 0; i < series.Length; i++)
            series[i] = columns[i] <= int.MaxValue ? (int)columns[i] : throw BlockException.Nonsense($"series {columns[i]}");
        return series;
    }
}
