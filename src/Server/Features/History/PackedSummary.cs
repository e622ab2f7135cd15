namespace Proxima.Server.Features.History;

/// <summary>
/// One subject in one span as the first version kept it, a row of <c>history_5m</c>, <c>history_1h</c> or <c>history_1d</c>: a format
/// byte (1), then per series in rising order of number
/// <c>varint((step from the last number &lt;&lt; 1) | same)</c>, <c>varint(count)</c> and minimum, average and maximum, or, when
/// all three are the same, that one; each as a length byte and the first bytes of the big-endian double. Only read, to be brought into
/// blocks.
/// </summary>
internal static class PackedSummary
{
    private const byte Format = 1;

    public static Reader Read(ReadOnlySpan<byte> data) => new(data);

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
