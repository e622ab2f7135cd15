using System.Buffers.Binary;
using System.Numerics;

namespace Proxima.Server.Features.History.Tail;

/// <summary>
/// A record in a tail file: "PTR1", length of the payload, CRC-32C of length and payload (both 4 bytes, little-endian), payload.
/// The four letters let a reader find the next record behind damaged bytes.
/// </summary>
internal static class TailFrame
{
    public const int HeaderLength = 12;

    /// <summary>No group is longer; a length above is damage.</summary>
    public const int LongestPayload = 64 << 20;

    public static ReadOnlySpan<byte> Magic => "PTR1"u8;

    public static void WriteHeader(Span<byte> header, ReadOnlySpan<byte> payload)
    {
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Sum(payload));
    }

    /// <summary>The record at the start of these bytes: false when they hold no whole one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (bytes.Length < HeaderLength || !bytes.StartsWith(Magic))
            return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        if (length is < 0 or > LongestPayload || length > bytes.Length - HeaderLength)
            return false;
        payload = bytes.Slice(HeaderLength, length);
        return Sum(payload) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
    }

    private static uint Sum(ReadOnlySpan<byte> payload) => ~Crc(Crc(~0u, BitConverter.GetBytes(payload.Length)), payload);

    /// <summary>CRC-32C by the processor's instruction, eight bytes at a time.</summary>
    public static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return crc;
    }
}
