using System.Buffers;
using Proxima.Server.Features.History;

namespace Proxima.Server.Tests.History;

/// <summary>Writes rows as the first version of history did.</summary>
internal static class OldPacking
{
    private const byte Format = 1;

    public static long Key(long subject, DateTimeOffset at) => (subject << 43) | at.ToUnixTimeMilliseconds();

    public static byte[] Point(SortedDictionary<int, double> values)
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

    public static byte[] Rollup(SortedDictionary<int, Summary> values)
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

    private static bool Same(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    private static void Whole(ArrayBufferWriter<byte> buffer, double value)
    {
        var bytes = PackedBits.TrimmedLength(value);
        PackedBits.Byte(buffer, (byte)bytes);
        PackedBits.Trimmed(buffer, value, bytes);
    }
}
