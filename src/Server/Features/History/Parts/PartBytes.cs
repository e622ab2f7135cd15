using Proxima.Blocks;

namespace Proxima.Server.Features.History.Parts;

/// <summary>
/// Between columns in memory and the bytes of a block. What cannot be read is an <see cref="InvalidDataException"/> with a reason
/// for people.
/// </summary>
internal static class PartBytes
{
    /// <summary>The samples of one subject in a block; of the series wanted, or of all.</summary>
    public static PointColumns Points(ReadOnlyMemory<byte> block, long subject, int[]? wanted = null)
    {
        try
        {
            var reader = BlockReader.Open(block).Subject(subject) ?? throw NotThere(subject);
            var series = Wanted(reader.Series, wanted);
            var values = new double[series.Length][];
            for (var i = 0; i < series.Length; i++)
            {
                values[i] = new double[reader.Count];
                reader.Read(series[i], values[i]);
            }

            return new PointColumns(reader.Times().ToArray(), series, values);
        }
        catch (BlockException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    /// <summary>
    /// The roll-ups of one subject in a block; of the series wanted, or of all. What is not asked for stays unread: without
    /// <paramref name="withBand"/> least and greatest are the mean, without <paramref name="withLast"/> the latest is unknown.
    /// </summary>
    public static SummaryColumns Sums(
        ReadOnlyMemory<byte> block, long subject, int[]? wanted = null, bool withLast = true, bool withBand = true)
    {
        try
        {
            var reader = SummaryReader.Open(block).Subject(subject) ?? throw NotThere(subject);
            var series = Wanted(reader.Series, wanted);
            var values = new Summary[series.Length][];
            var columns = new double[5][];
            for (var part = 0; part < columns.Length; part++)
                columns[part] = new double[reader.Count];
            Array.Fill(columns[(int)SummaryPart.Last], double.NaN);
            if (!withBand)
                columns[(int)SummaryPart.Minimum] = columns[(int)SummaryPart.Maximum] = columns[(int)SummaryPart.Average];
            for (var i = 0; i < series.Length; i++)
            {
                reader.Read(series[i], SummaryPart.Count, columns[(int)SummaryPart.Count]);
                for (var part = withBand ? SummaryPart.Minimum : SummaryPart.Average; part <= SummaryPart.Average; part++)
                    reader.Read(series[i], part, columns[(int)part]);
                if (withLast)
                    reader.Read(series[i], SummaryPart.Last, columns[(int)SummaryPart.Last]);
                values[i] = Joined(columns);
            }

            return new SummaryColumns(reader.Starts().ToArray(), series, values);
        }
        catch (BlockException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static Summary[] Joined(double[][] columns)
    {
        var joined = new Summary[columns[0].Length];
        for (var row = 0; row < joined.Length; row++)
        {
            var count = columns[(int)SummaryPart.Count][row];
            if (double.IsNaN(count))
                continue;
            if (count is not (> 0 and <= int.MaxValue))
                throw new InvalidDataException($"history block: a bucket of {count} values");
            joined[row] = new Summary(
                (int)count,
                columns[(int)SummaryPart.Minimum][row],
                columns[(int)SummaryPart.Average][row],
                columns[(int)SummaryPart.Maximum][row],
                columns[(int)SummaryPart.Last][row]);
        }

        return joined;
    }

    /// <summary>Reads everything there is; null when nothing is wrong.</summary>
    public static string? Problem(ReadOnlyMemory<byte> block, int level)
    {
        try
        {
            if (level == Resolution.Points)
                BlockReader.Open(block).Verify();
            else
                SummaryReader.Open(block).Verify();
            return null;
        }
        catch (BlockException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>One block of parts of one level, by rising subject.</summary>
    public static byte[] Write(BlockWriter points, SummaryWriter sums, IReadOnlyList<NewPart> parts)
    {
        foreach (var part in parts)
        {
            if (part.Points is { } samples)
                Add(points, part.Subject, samples);
            else if (part.Sums is { } summaries)
                Add(sums, part.Subject, summaries);
        }

        return parts[0].Level == Resolution.Points ? points.Finish() : sums.Finish();
    }

    private static void Add(BlockWriter writer, long subject, PointColumns points)
    {
        writer.StartSubject(subject, points.Times);
        for (var i = 0; i < points.Series.Length; i++)
        {
            var column = points.Values[i];
            for (var row = 0; row < column.Length; row++)
            {
                if (double.IsNaN(column[row]))
                    column[row] = Block.Gap;
            }

            writer.AddColumn(points.Series[i], column);
        }
    }

    private static void Add(SummaryWriter writer, long subject, SummaryColumns sums)
    {
        writer.StartSubject(subject, sums.Times);
        for (var i = 0; i < sums.Series.Length; i++)
        {
            writer.AddColumn(sums.Series[i], Array.ConvertAll(
                sums.Values[i], static one => new BucketSummary(one.Count, one.Minimum, one.Average, one.Maximum, one.Last)));
        }
    }

    private static int[] Wanted(IReadOnlyList<int> there, int[]? wanted)
        => wanted is null ? [.. there] : [.. there.Where(series => Array.IndexOf(wanted, series) >= 0)];

    private static InvalidDataException NotThere(long subject) => new($"history block: it holds nothing of subject {subject}");
}
