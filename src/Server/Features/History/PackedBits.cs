using System.Buffers;
using System.Buffers.Binary;

namespace Proxima.Server.Features.History;

/// <summary>The small pieces both layouts are made of.</summary>
internal static class PackedBits
{
    public static void Byte(ArrayBufferWriter<byte> buffer, byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }

    public static void Varint(ArrayBufferWriter<byte> buffer, ulong value)
    {
        while (value >= 0x80)
        {
            Byte(buffer, (byte)(value | 0x80));
            value >>= 7;
        }

        Byte(buffer, (byte)value);
    }

    public static int TrimmedLength(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        return bits == 0 ? 0 : 8 - (System.Numerics.BitOperations.TrailingZeroCount(bits) / 8);
    }

    public static void Trimmed(ArrayBufferWriter<byte> buffer, double value, int length)
    {
        Span<byte> whole = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(whole, value);
        whole[..length].CopyTo(buffer.GetSpan(8));
        buffer.Advance(length);
    }
}

internal ref struct PackedReader
{
    private readonly string _what;
    private ReadOnlySpan<byte> _rest;

    public PackedReader(ReadOnlySpan<byte> data, byte format, string what)
    {
        _what = what;
        _rest = data;
        if (Byte() is var found && found != format)
            throw new InvalidDataException($"history: a {what} has format {found}; this program reads {format}");
    }

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Bytes not read yet.</summary>
    public readonly int Left => _rest.Length;

    public byte Byte()
    {
        if (_rest.IsEmpty)
            throw Torn();
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw Torn();
    }

    /// <summary>A number that rose by a step; refuses what no writer wrote.</summary>
    public readonly int Raised(int from, ulong step)
        => step <= (ulong)(int.MaxValue - from) ? from + (int)step : throw Torn();

    public double Trimmed(int length)
    {
        if (length > 8 || length > _rest.Length)
            throw Torn();
        Span<byte> whole = stackalloc byte[8];
        whole.Clear();
        _rest[..length].CopyTo(whole);
        _rest = _rest[length..];
        return BinaryPrimitives.ReadDoubleBigEndian(whole);
    }

    public readonly InvalidDataException Torn() => new($"history: a {_what} ends in the middle or is no {_what}");
}
