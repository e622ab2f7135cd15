namespace Proxima.Blocks;

/// <summary>Reads one block of summaries; as <see cref="BlockReader"/>.</summary>
public sealed class SummaryReader
{
    private readonly PackReader _pack;

    private SummaryReader(PackReader pack) => _pack = pack;

    /// <summary>Ascending.</summary>
    public IReadOnlyList<long> Subjects => _pack.Subjects;

    /// <summary>The earliest start of a bucket of any subject, Unix milliseconds.</summary>
    public long First => _pack.First;

    /// <summary>The latest start of a bucket of any subject.</summary>
    public long Last => _pack.Last;

    public static SummaryReader Open(ReadOnlyMemory<byte> block) => new(new PackReader(block, PackKind.Summaries));

    /// <summary>Null when the block has nothing of the subject.</summary>
    public SummarySubject? Subject(long subject)
        => _pack.Find(subject) is >= 0 and var index ? new SummarySubject(_pack.Section(index)) : null;

    /// <summary>Reads everything there is, so that any fault shows.</summary>
    public void Verify()
    {
        foreach (var number in Subjects)
            Subject(number)?.Verify();
    }
}

/// <summary>The summaries of one subject in a block.</summary>
public sealed class SummarySubject
{
    private readonly SectionReader _section;
    private int[]? _series;

    internal SummarySubject(SectionReader section) => _section = section;

    /// <summary>How many buckets there are.</summary>
    public int Count => _section.Count;

    /// <summary>Start of the first bucket, Unix milliseconds, without decoding.</summary>
    public long First => _section.Range.First;

    /// <summary>Start of the last bucket, without decoding.</summary>
    public long Last => _section.Range.Last;

    /// <summary>Ascending.</summary>
    public IReadOnlyList<int> Series => _series ??= SeriesOf(_section.Columns);

    /// <summary>Starts of the buckets, Unix milliseconds, strictly ascending; decoded at the first call.</summary>
    public ReadOnlySpan<long> Starts() => _section.Times();

    /// <summary>
    /// Decodes one part of the first buckets of a series, as many as there is room for; <see cref="Block.Gap"/> where the count is 0.
    /// False when the series is not here.
    /// </summary>
    public bool Read(int series, SummaryPart part, Span<double> values)
        => _section.Read(((long)series * SummaryWriter.Parts) + (int)part, values);

    /// <summary>Decodes the first buckets of a series, as many as there is room for. False when the series is not here.</summary>
    public bool Read(int series, Span<BucketSummary> buckets)
    {
        var length = buckets.Length;
        var parts = new double[SummaryWriter.Parts * length];
        for (var part = 0; part < SummaryWriter.Parts; part++)
        {
            if (!Read(series, (SummaryPart)part, parts.AsSpan(part * length, length)))
                return false;
        }

        for (var i = 0; i < length; i++)
        {
            var count = parts[i];
            buckets[i] = Block.IsGap(count) ? default : new BucketSummary(
                count is > 0 and <= int.MaxValue ? (int)count : throw BlockException.Nonsense($"a bucket of {count} values"),
                Minimum: parts[length + i],
                Maximum: parts[(2 * length) + i],
                Average: parts[(3 * length) + i],
                Last: parts[(4 * length) + i]);
        }

        return true;
    }

    internal void Verify()
    {
        _ = Starts();
        var buckets = new BucketSummary[Count];
        foreach (var series in Series)
            Read(series, buckets);
    }

    private static int[] SeriesOf(ReadOnlySpan<long> columns)
    {
        if (columns.Length % SummaryWriter.Parts != 0)
            throw BlockException.Nonsense($"{columns.Length} columns are not series of {SummaryWriter.Parts}");
        var series = new int[columns.Length / SummaryWriter.Parts];
        for (var i = 0; i < columns.Length; i++)
        {
            var (number, part) = Math.DivRem(columns[i], SummaryWriter.Parts);
            if (part != i % SummaryWriter.Parts || number > int.MaxValue || (part > 0 && number != series[i / SummaryWriter.Parts]))
                throw BlockException.Nonsense($"column {columns[i]} is out of place");
            series[i / SummaryWriter.Parts] = (int)number;
        }

        return series;
    }
}
