namespace Proxima.Blocks;

/// <summary>
/// Makes one block of the samples of one or many subjects. One writer may make many blocks, one after the other; it is not for
/// several threads at once. Subjects with equal timestamps (the guests of one node) share them.
/// </summary>
/// <example><code>
/// writer.StartSubject(42, times);
/// writer.AddColumn(1, busy);
/// byte[] block = writer.Finish();
/// </code></example>
public sealed class BlockWriter
{
    private readonly PackWriter _pack = new(PackKind.Samples);

    /// <summary>
    /// Columns that follow belong to this subject. Subjects come in ascending order; <paramref name="times"/> are Unix milliseconds,
    /// strictly ascending, 1 to <see cref="Block.MostSamples"/>.
    /// </summary>
    public void StartSubject(long subject, ReadOnlySpan<long> times) => _pack.StartSubject(subject, times);

    /// <summary>
    /// One value for each timestamp, <see cref="Block.Gap"/> where there is none. Series come in ascending order. The values are
    /// copied before this returns.
    /// </summary>
    public void AddColumn(int series, ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(series);
        _pack.AddColumn(series, values);
    }

    /// <summary>The bytes of the block; the writer is empty again.</summary>
    public byte[] Finish() => _pack.Finish();
}
