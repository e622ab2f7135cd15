using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Proxima.Blocks.Coding;

/// <summary>The other side of <see cref="AnsEncoder"/>. Reading past the end gives zeros; <see cref="IsAtEnd"/> tells at the end.</summary>
internal ref struct AnsDecoder
{
    private const ulong ScaleMask = (1 << NibbleModels.ScaleBits) - 1;
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;
    private ulong _state;

    public AnsDecoder(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < AnsEncoder.StateBytes)
            throw BlockException.CutShort();
        _bytes = bytes;
        _at = AnsEncoder.StateBytes;
        _state = BinaryPrimitives.ReadUInt32LittleEndian(bytes) | ((ulong)bytes[4] << 32);
    }

    /// <summary>Whether all symbols were read that were written: every word is used, and the state is where the coder began.</summary>
    public readonly bool IsAtEnd => _state == AnsEncoder.Lowest && _at == _bytes.Length;

    /// <summary>Whether more was read than there is, which only damaged or hostile bytes do.</summary>
    public readonly bool IsPastEnd => _at > _bytes.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Symbol(scoped in NibbleModels models, int model)
    {
        var slot = (int)(_state & ScaleMask);
        var symbol = models.Decode(model, slot, out var start, out var width);
        _state = ((ulong)width * (_state >> NibbleModels.ScaleBits)) + (uint)(slot - start);
        Refill();
        return symbol;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Plain(int bits)
    {
        var value = (uint)_state & ((1U << bits) - 1);
        _state >>= bits;
        Refill();
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Refill()
    {
        if (_state >= AnsEncoder.Lowest)
            return;
        uint word = 0;
        if (_at + sizeof(ushort) <= _bytes.Length)
            word = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), _at));
        _at += sizeof(ushort);
        _state = (_state << 16) | word;
    }
}
