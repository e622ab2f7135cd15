using System.Buffers;

namespace Proxima.Server.Features.History;

/// <summary>
/// One subject in one span as bytes: a format byte (1), then per series in rising order of number
/// <c>varint((step from the last number &lt;&lt; 1) | same)</c>, <c>varint(count)</c> and minimum, average and maximum, or, when
/// all three are the same, that one; each as a length byte and the first bytes of the big-endian double.
/// </summary>
internal static class PackedSummary
{
    private const byte Format = 1;

    public static byte[] Write(SortedDictionary<int, Summary> values)
    {
        var buffer = new ArrayBufferWriter<byte>((values.Count * 16) + 16);
        PackedBits.Byte(buffer, Format);
        var last = 0;
        foreach (var (number, summary) in values)
        {
            // Bits are compared, not values: 0 and -0 stay what they were.
            var same = Same(summary.Minimum, summary.Average) && Same(summary.Average, summary.Maximum);
            PackedBits.Varint(buffer, ((ulong)(number - last) << 1) | (same ? 1u : 0u));
            PackedBits.Varint(buffer, (ulong)summary.Count);
            Whole(buffer, summary.Minimum);
            if (!same)
            {
                Whole(buffer, summary.Average);
                Whole(buffer, summary.Maximum);
            }

            last = number;
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static Reader Read(ReadOnlySpan<byte> data) => new(data);

    private static bool Same(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    private static void Whole(ArrayBufferWriter<byte> buffer, double value)
    {
        var bytes = PackedBits.TrimmedLength(value);
        PackedBits.Byte(buffer, (byte)bytes);
        PackedBits.Trimmed(buffer, value, bytes);
    }

    /// <summary>Reads summary by summary. Throws <see cref="InvalidDataException"/> on bytes that are none.</summary>
    public ref struct Reader(ReadOnlySpan<byte> data)
    {
        private PackedReader _bits = new(data, Format, "roll-up");
        private int _number;

        public bool Next(out int number, out Summary summary)
        {
            number = 0;
            summary = default;
            if (_bits.IsAtEnd)
                return false;
            var head = _bits.Varint();
            _number = _bits.Raised(_number, head >> 1);
            number = _number;
            var count = _bits.Raised(0, _bits.Varint());
            var minimum = _bits.Trimmed(_bits.Byte());
            summary = (head & 1) == 1
                ? new Summary(count, minimum, minimum, minimum)
                : new Summary(count, minimum, _bits.Trimmed(_bits.Byte()), _bits.Trimmed(_bits.Byte()));
            return true;
        }
    }
}
