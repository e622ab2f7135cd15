using Proxima.Blocks;

namespace Proxima.HistoryBench;

/// <summary>Bytes and nanoseconds a sample of the codec alone, from numbers in memory to bytes and back.</summary>
internal static class CodecBench
{
    /// <summary>A line of JSON for each kind of data and size of block.</summary>
    public static int Run(int hosts, string? scrapes)
    {
        var fleet = Enumerable.Range(0, hosts).Select(number => Fleet.Host(number, 30, 48)).ToList();
        var (changed, constant) = Restlessness(fleet);
        Console.WriteLine(FormattableString.Invariant(
            $"{{\"data\":\"fleet\",\"changed\":{changed:F4},\"constant\":{constant:F2},\"series\":60}}"));
        foreach (var size in new[] { 240, 960, 2880 })
            Measure("fleet", fleet, size);
        Measure("lab", [.. Lab.Of(24)], 8640);
        if (scrapes is null)
            return 0;
        var real = Scrapes.Read(scrapes);
        foreach (var size in new[] { 240, real.Times.Length })
            Measure("real", [real], size);
        return 0;
    }

    /// <summary>Bytes a sample of each series, the dearest first, over some hosts.</summary>
    public static int Series(IReadOnlyList<Subject> fleet)
    {
        var writer = new BlockWriter();
        var costs = new Dictionary<string, (long Bytes, long Samples, long Changed)>(StringComparer.Ordinal);
        foreach (var subject in fleet)
        {
            writer.StartSubject(1, subject.Times);
            var empty = writer.Finish().Length;
            foreach (var (series, values) in subject.Columns)
            {
                writer.StartSubject(1, subject.Times);
                writer.AddColumn(0, values);
                var known = costs.GetValueOrDefault(series);
                var changed = values.Zip(values.Skip(1), (a, b) => a.Equals(b) ? 0 : 1).Sum();
                costs[series] = (known.Bytes + writer.Finish().Length - empty, known.Samples + values.Length, known.Changed + changed);
            }
        }

        foreach (var (series, (bytes, samples, changed)) in costs.OrderByDescending(cost => cost.Value.Bytes))
            Console.WriteLine($"{bytes / (double)samples:F3} B/sample, {changed / (double)samples:P0} change: {series}");
        return 0;
    }

    private static void Measure(string name, List<Subject> fleet, int size)
    {
        var writer = new BlockWriter();
        List<byte[]> blocks = [];
        var encode = double.PositiveInfinity;
        for (var round = 0; round < 4; round++)
        {
            blocks.Clear();
            var begin = Environment.CpuUsage.TotalTime;
            foreach (var subject in fleet)
            {
                for (var at = 0; at < subject.Times.Length; at += size)
                    blocks.Add(Write(writer, subject, at, Math.Min(size, subject.Times.Length - at)));
            }

            encode = Math.Min(encode, (Environment.CpuUsage.TotalTime - begin).TotalNanoseconds);
        }

        var values = new double[size];
        var decode = double.PositiveInfinity;
        for (var round = 0; round < 4; round++)
        {
            var begin = Environment.CpuUsage.TotalTime;
            foreach (var block in blocks)
            {
                // Subject() cannot be null: every block was written with subject 1.
                var subject = BlockReader.Open(block).Subject(1)!;
                foreach (var series in subject.Series)
                    subject.Read(series, values.AsSpan(0, subject.Count));
                subject.Times();
            }

            decode = Math.Min(decode, (Environment.CpuUsage.TotalTime - begin).TotalNanoseconds);
        }

        Check(fleet, size, blocks);
        double samples = fleet.Sum(subject => subject.Samples);
        Console.WriteLine(FormattableString.Invariant($"{{\"data\":\"{name}\",\"block\":{size},\"samples\":{samples},")
            + FormattableString.Invariant($"\"bytes\":{blocks.Sum(block => (long)block.Length) / samples:F4},")
            + FormattableString.Invariant($"\"encode\":{encode / samples:F1},\"decode\":{decode / samples:F1}}}"));
    }

    private static byte[] Write(BlockWriter writer, Subject subject, int at, int count)
    {
        writer.StartSubject(1, subject.Times.AsSpan(at, count));
        for (var i = 0; i < subject.Columns.Count; i++)
            writer.AddColumn(i, subject.Columns[i].Values.AsSpan(at, count));
        return writer.Finish();
    }

    private static void Check(List<Subject> fleet, int size, List<byte[]> blocks)
    {
        var next = 0;
        foreach (var subject in fleet)
        {
            for (var at = 0; at < subject.Times.Length; at += size)
            {
                // Subject() cannot be null: every block was written with subject 1.
                var reader = BlockReader.Open(blocks[next++]).Subject(1)!;
                if (!reader.Times().SequenceEqual(subject.Times.AsSpan(at, reader.Count)))
                    throw new InvalidOperationException("timestamps came back different");
                var values = new double[reader.Count];
                for (var i = 0; i < subject.Columns.Count; i++)
                {
                    reader.Read(i, values);
                    var expected = subject.Columns[i].Values.AsSpan(at, reader.Count);
                    if (!System.Runtime.InteropServices.MemoryMarshal.AsBytes(expected)
                        .SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan())))
                        throw new InvalidOperationException($"{subject.Columns[i].Series} came back different");
                }
            }
        }
    }

    private static (double Changed, double Constant) Restlessness(List<Subject> fleet)
    {
        long changed = 0, constant = 0;
        foreach (var (_, values) in fleet.SelectMany(subject => subject.Columns))
        {
            var changes = 0;
            for (var i = 1; i < values.Length; i++)
                changes += values[i].Equals(values[i - 1]) ? 0 : 1;
            changed += changes;
            constant += changes == 0 ? 1 : 0;
        }

        return (changed / (double)fleet.Sum(subject => subject.Samples), constant / (double)fleet.Count);
    }
}
