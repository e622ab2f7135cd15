using System.Buffers;

namespace Proxima.Server.Features.History;

/// <summary>
/// One subject at one moment as bytes: a format byte (1), then per series in rising order of number
/// <c>varint((step from the last number &lt;&lt; 4) | n)</c> and the first n bytes of the big-endian double, the rest being zero.
/// Whole numbers and zeros, which most figures are, take one to four bytes; nothing is lost.
/// </summary>
internal static class PackedPoint
{
    private const byte Format = 1;

    public static byte[] Write(SortedDictionary<int, double> values)
    {
        var buffer = new ArrayBufferWriter<byte>((values.Count * 6) + 16);
        PackedBits.Byte(buffer, Format);
        var last = 0;
        foreach (var (number, value) in values)
        {
            var bytes = PackedBits.TrimmedLength(value);
            PackedBits.Varint(buffer, ((ulong)(number - last) << 4) | (uint)bytes);
            PackedBits.Trimmed(buffer, value, bytes);
            last = number;
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static Reader Read(ReadOnlySpan<byte> data) => new(data);

    /// <summary>Reads pair by pair. Throws <see cref="InvalidDataException"/> on bytes that are no point.</summary>
    public ref struct Reader(ReadOnlySpan<byte> data)
    {
        private PackedReader _bits = new(data, Format, "point");
        private int _number;

        public bool Next(out int number, out double value)
        {
            number = 0;
            value = 0;
            if (_bits.IsAtEnd)
                return false;
            var head = _bits.Varint();
            _number = _bits.Raised(_number, head >> 4);
            number = _number;
            value = _bits.Trimmed((int)(head & 15));
            return true;
        }
    }
}
