namespace Proxima.Blocks.Coding;

/// <summary>
/// Which timestamps of a column have a value: lengths of runs, the first of values (it may be empty), then of gaps, and so on until
/// all are counted. Where runs are many and short, a bit each, low bits first.
/// </summary>
internal static class Presence
{
    private const byte Runs = 0;
    private const byte Bitmap = 1;

    public static void Write(ByteWriter bytes, ReadOnlySpan<double> values)
    {
        var bitmap = (values.Length + 7) / 8;
        if (RunCount(values) < bitmap)
            WriteRuns(bytes, values);
        else
            WriteBitmap(bytes, values, bitmap);
    }

    /// <summary>Fills in who is present; returns how many are.</summary>
    public static int Read(ref ByteReader reader, Span<bool> present)
    {
        switch (reader.Byte())
        {
            case Runs:
                return ReadRuns(ref reader, present);
            case Bitmap:
                var bits = reader.Take((present.Length + 7) / 8);
                var count = 0;
                for (var i = 0; i < present.Length; i++)
                {
                    present[i] = (bits[i / 8] >> (i % 8) & 1) != 0;
                    count += present[i] ? 1 : 0;
                }

                return count;
            default:
                throw BlockException.Nonsense("gaps of an unknown kind");
        }
    }

    private static int RunCount(ReadOnlySpan<double> values)
    {
        var runs = 1;
        for (var i = 1; i < values.Length; i++)
            runs += Block.IsGap(values[i]) != Block.IsGap(values[i - 1]) ? 1 : 0;
        return runs;
    }

    private static void WriteRuns(ByteWriter bytes, ReadOnlySpan<double> values)
    {
        bytes.Byte(Runs);
        var isGap = false;
        for (var at = 0; at < values.Length; isGap = !isGap)
        {
            var start = at;
            while (at < values.Length && Block.IsGap(values[at]) == isGap)
                at++;
            bytes.Varint((ulong)(at - start));
        }
    }

    private static void WriteBitmap(ByteWriter bytes, ReadOnlySpan<double> values, int length)
    {
        bytes.Byte(Bitmap);
        var room = bytes.Room(length);
        room.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            if (!Block.IsGap(values[i]))
                room[i / 8] |= (byte)(1 << (i % 8));
        }
    }

    private static int ReadRuns(ref ByteReader reader, Span<bool> present)
    {
        var count = 0;
        var isPresent = true;
        for (var at = 0; at < present.Length; isPresent = !isPresent)
        {
            var run = reader.Count(present.Length - at, "values in a row");
            // An empty run is possible only in front; elsewhere it would let few bytes take long.
            if (run == 0 && at > 0)
                throw BlockException.Nonsense("a run of nothing");
            present.Slice(at, run).Fill(isPresent);
            count += isPresent ? run : 0;
            at += run;
            if (at == 0 && !isPresent)
                throw BlockException.Nonsense("a run of nothing");
        }

        return count;
    }
}
