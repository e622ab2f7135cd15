namespace Proxima.Blocks;

internal static class ColumnCoding
{
    public static void Write(ByteWriter bytes, ReadOnlySpan<double> values)
    {
        foreach (var value in values)
            bytes.Fixed64(BitConverter.DoubleToUInt64Bits(value));
    }

    public static void Read(ReadOnlySpan<byte> bytes, Span<double> values)
    {
        var reader = new ByteReader(bytes);
        foreach (ref var value in values)
            value = BitConverter.UInt64BitsToDouble(reader.Fixed64());
    }
}
