namespace Proxima.Blocks.Tests;

/// <summary>Writes and reads whole blocks for tests.</summary>
internal static class Blocks
{
    public static byte[] Of(long[] times, params double[][] columns)
    {
        var writer = new BlockWriter();
        writer.StartSubject(1, times);
        for (var i = 0; i < columns.Length; i++)
            writer.AddColumn(i * 3, columns[i]);
        return writer.Finish();
    }

    public static byte[] Of(params double[] values) => Of(Every(values.Length, 1000), values);

    public static long[] Every(int count, long step) => [.. Enumerable.Range(0, count).Select(i => 1_790_000_000_000 + (i * step))];

    /// <summary>Reads everything and compares every bit.</summary>
    public static void ShouldHold(byte[] block, long[] times, params double[][] columns)
    {
        var reader = BlockReader.Open(block);
        reader.Subjects.ShouldBe([1]);
        var subject = reader.Subject(1).ShouldNotBeNull();
        (subject.Count, subject.First, subject.Last).ShouldBe((times.Length, times[0], times[^1]));
        subject.Times().SequenceEqual(times).ShouldBeTrue("timestamps");
        subject.Series.ShouldBe(Enumerable.Range(0, columns.Length).Select(i => i * 3));
        var values = new double[times.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            subject.Read(i * 3, values).ShouldBeTrue();
            Bits(values).ShouldBe(Bits(columns[i]), $"column {i}");
        }
    }

    public static long[] Bits(IEnumerable<double> values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];
}
