using System.Buffers;

namespace Proxima.Server.Features.History.Tail;

/// <summary>
/// The points of one group commit as bytes: a format byte (2), <c>varint(points)</c>, then per point <c>varint(subject)</c>,
/// <c>varint(zigzag(milliseconds since the point before))</c>, <c>varint(values)</c> and per value
/// <c>varint((step from the last series number &lt;&lt; 4) | form)</c> and the number. Form 0 to 8: so many leading bytes of the
/// big-endian double, the rest being zero. Form 9 to 13: <c>varint(zigzag(k))</c>, the number being k / 10^(form - 9), exactly.
/// </summary>
internal static class TailRecord
{
    private const byte Format = 2;
    private const int FirstDecimal = 9;
    private const int LastDecimal = 13;

    /// <summary>More digits than that take less room as bytes of the double.</summary>
    private const double GreatestDecimal = 1L << 40;
    private static readonly double[] Powers = [1, 10, 100, 1000, 10_000];

    public static void Write(ArrayBufferWriter<byte> buffer, IReadOnlyCollection<NumberedPoint> points)
    {
        PackedBits.Byte(buffer, Format);
        PackedBits.Varint(buffer, (ulong)points.Count);
        var last = 0L;
        foreach (var point in points)
        {
            PackedBits.Varint(buffer, (ulong)point.Subject);
            PackedBits.Varint(buffer, ZigZag(point.At - last));
            PackedBits.Varint(buffer, (ulong)point.Series.Length);
            last = point.At;
            var number = 0;
            for (var i = 0; i < point.Series.Length; i++)
            {
                WriteValue(buffer, point.Series[i] - number, point.Values[i]);
                number = point.Series[i];
            }
        }
    }

    /// <summary>
    /// Gives every point to <paramref name="take"/>. Throws <see cref="InvalidDataException"/> on bytes that are no group.
    /// </summary>
    public static void Read(ReadOnlySpan<byte> data, Action<NumberedPoint> take)
    {
        var reader = new PackedReader(data, Format, "group of the tail");
        var points = reader.Varint();
        var at = 0L;
        for (ulong i = 0; i < points; i++)
        {
            var subject = (long)reader.Varint();
            at += UnZigZag(reader.Varint());
            // A value has two bytes at least, one of them its head; so a broken count cannot ask for more than there is.
            var count = reader.Raised(0, reader.Varint());
            if (count > reader.Left)
                throw reader.Torn();
            var series = new int[count];
            var values = new double[count];
            var number = 0;
            for (var n = 0; n < count; n++)
            {
                var head = reader.Varint();
                number = reader.Raised(number, head >> 4);
                series[n] = number;
                values[n] = ReadValue(ref reader, (int)(head & 15));
            }

            take(new NumberedPoint(subject, at, series, values));
        }
    }

    private static void WriteValue(ArrayBufferWriter<byte> buffer, int step, double value)
    {
        var bytes = PackedBits.TrimmedLength(value);
        if (bytes > 2 && Math.Abs(value) < GreatestDecimal && DecimalOf(value, out var scaled) is var digits and >= 0)
        {
            PackedBits.Varint(buffer, ((ulong)step << 4) | (uint)(FirstDecimal + digits));
            PackedBits.Varint(buffer, ZigZag(scaled));
            return;
        }

        PackedBits.Varint(buffer, ((ulong)step << 4) | (uint)bytes);
        PackedBits.Trimmed(buffer, value, bytes);
    }

    private static double ReadValue(ref PackedReader reader, int form) => form switch
    {
        < FirstDecimal => reader.Trimmed(form),
        <= LastDecimal => UnZigZag(reader.Varint()) / Powers[form - FirstDecimal],
        _ => throw reader.Torn(),
    };

    /// <summary>How many decimals give the number back bit by bit; -1 when none of the short forms does.</summary>
    private static int DecimalOf(double value, out long scaled)
    {
        for (var digits = 0; digits < Powers.Length; digits++)
        {
            var product = value * Powers[digits];
            if (Math.Abs(product) >= GreatestDecimal)
                break;
            scaled = (long)Math.Round(product);
            // Compared bit by bit: -0 is not 0.
            if (BitConverter.DoubleToInt64Bits(scaled / Powers[digits]) == BitConverter.DoubleToInt64Bits(value))
                return digits;
        }

        scaled = 0;
        return -1;
    }

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
