namespace Proxima.Server.Features.History;

/// <summary>
/// One subject at one moment as the first version kept it, a row of <c>history_points</c>: a format byte (1), then per series in rising
/// order of number
/// <c>varint((step from the last number &lt;&lt; 4) | n)</c> and the first n bytes of the big-endian double, the rest being zero.
/// Only read, to be brought into blocks.
/// </summary>
internal static class PackedPoint
{
    private const byte Format = 1;

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
