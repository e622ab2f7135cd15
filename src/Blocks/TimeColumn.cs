namespace Proxima.Blocks;

internal static class TimeColumn
{
    public static void Write(ByteWriter bytes, ReadOnlySpan<long> times)
    {
        for (var i = 1; i < times.Length; i++)
            bytes.Varint((ulong)(times[i] - times[i - 1]));
    }

    public static long[] Read(ReadOnlySpan<byte> bytes, int count, long first, long last)
    {
        var reader = new ByteReader(bytes);
        var times = new long[count];
        times[0] = first;
        for (var i = 1; i < count; i++)
        {
            times[i] = unchecked(times[i - 1] + (long)reader.Varint());
            if (times[i] <= times[i - 1])
                throw BlockException.Nonsense("timestamps do not ascend");
        }

        return reader.Left == 0 && times[^1] == last ? times : throw BlockException.Nonsense("timestamps do not end where they should");
    }
}
