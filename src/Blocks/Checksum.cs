using System.Buffers.Binary;
using System.Numerics;

namespace Proxima.Blocks;

/// <summary>CRC-32C (Castagnoli, reflected, as in RFC 3720 appendix B.4); the processor's instruction where it has one.</summary>
internal static class Checksum
{
    public const int Bytes = 4;

    public static uint Of(ReadOnlySpan<byte> bytes) => ~Over(uint.MaxValue, bytes);

    /// <summary>Of one after the other.</summary>
    public static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => ~Over(Over(uint.MaxValue, first), second);

    private static uint Over(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return crc;
    }
}
