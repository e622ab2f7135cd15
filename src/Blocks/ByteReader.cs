using System.Buffers.Binary;

namespace Proxima.Blocks;

/// <summary>Reads fields from bytes nobody has vouched for: every read is bounded, every fault a <see cref="BlockException"/>.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly int Left => _rest.Length;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte Byte()
    {
        if (_rest.IsEmpty)
            throw BlockException.CutShort();
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    /// <summary>Seven bits a byte, low bits first, the high bit says that more follow; at most ten bytes.</summary>
    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            if (shift == 63 && part > 1)
                throw BlockException.Nonsense("a number has more than 64 bits");
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw BlockException.Nonsense("a number has more than ten bytes");
    }

    /// <summary>A signed number: 0, -1, 1, -2, … are written as 0, 1, 2, 3, …</summary>
    public long Signed()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A count that may be at most <paramref name="most"/>: nothing is allocated by a number that was not checked.</summary>
    public int Count(int most, string what)
    {
        var value = Varint();
        return value <= (ulong)most ? (int)value : throw BlockException.Nonsense($"{value} {what}; at most {most} are possible");
    }

    /// <summary>As <see cref="Count"/>, for what may be larger.</summary>
    public long Number(long most, string what)
    {
        var value = Varint();
        return value <= (ulong)most ? (long)value : throw BlockException.Nonsense($"{value} {what}; at most {most} are possible");
    }

    public ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw BlockException.CutShort();
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    public ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
}
