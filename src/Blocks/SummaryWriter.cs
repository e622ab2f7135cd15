namespace Proxima.Blocks;

/// <summary>
/// Makes one block of the summaries of one or many subjects. The timestamp of a bucket is its start. Bits come back as they were:
/// an average with few significant digits (<see cref="SignificantDigits"/>) costs a tenth of one with all of them.
/// </summary>
public sealed class SummaryWriter
{
    internal const int Parts = 5;
    private readonly PackWriter _pack = new(PackKind.Summaries);
    private double[] _column = [];

    /// <summary>As <see cref="BlockWriter.StartSubject"/>; the times are the starts of buckets.</summary>
    public void StartSubject(long subject, ReadOnlySpan<long> starts) => _pack.StartSubject(subject, starts);

    /// <summary>One summary for each bucket, a count of 0 where there is none. Series come in ascending order.</summary>
    public void AddColumn(int series, ReadOnlySpan<BucketSummary> buckets)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(series);
        if (_column.Length < buckets.Length)
            _column = new double[buckets.Length];
        var column = _column.AsSpan(0, buckets.Length);
        for (var part = SummaryPart.Count; part <= SummaryPart.Last; part++)
        {
            for (var i = 0; i < buckets.Length; i++)
                column[i] = Part(buckets[i], part);
            _pack.AddColumn(((long)series * Parts) + (int)part, column);
        }
    }

    /// <summary>The bytes of the block; the writer is empty again.</summary>
    public byte[] Finish() => _pack.Finish();

    private static double Part(in BucketSummary bucket, SummaryPart part)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bucket.Count);
        return bucket.Count == 0 ? Block.Gap : part switch
        {
            SummaryPart.Count => bucket.Count,
            SummaryPart.Minimum => bucket.Minimum,
            SummaryPart.Maximum => bucket.Maximum,
            SummaryPart.Average => bucket.Average,
            _ => bucket.Last,
        };
    }
}
