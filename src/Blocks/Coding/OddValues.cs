namespace Proxima.Blocks.Coding;

/// <summary>Values beside their column's form: how many, then for each the steps from the one before and its eight bytes.</summary>
internal readonly ref struct OddValues
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _count;

    private OddValues(ReadOnlySpan<byte> bytes, int count)
    {
        _bytes = bytes;
        _count = count;
    }

    public static OddValues Read(scoped ref ByteReader reader, int count)
    {
        var odd = reader.Count(count, "values beside the form");
        var start = reader.Rest;
        long at = -1;
        for (var i = 0; i < odd; i++)
        {
            at += reader.Count(count, "is the step to a value beside the form") + 1L;
            reader.Take(sizeof(ulong));
        }

        return at < count
            ? new OddValues(start[..^reader.Left], odd)
            : throw BlockException.Nonsense("a value beside the form and behind the column");
    }

    public void Put(Span<double> values)
    {
        var reader = new ByteReader(_bytes);
        var at = -1;
        for (var i = 0; i < _count; i++)
        {
            at += (int)reader.Varint() + 1;
            var value = BitConverter.UInt64BitsToDouble(reader.Fixed64());
            if (at >= values.Length)
                return;
            values[at] = value;
        }
    }
}
