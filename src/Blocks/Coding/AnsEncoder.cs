using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Proxima.Blocks.Coding;

/// <summary>
/// Asymmetric numeral system coder (range variant) of symbols and plain bits. It works from the last symbol to the first, so symbols
/// are noted on the way and coded at the end; words come out so that the decoder reads them forwards.
/// </summary>
internal sealed class AnsEncoder
{
    /// <summary>The state lies between this and 2^16 times this; the last state is the first thing the decoder reads.</summary>
    public const ulong Lowest = 1UL << 24;

    /// <summary>Bytes of the state in front of the words.</summary>
    public const int StateBytes = 5;

    private const uint PlainFlag = 1U << 31;
    private uint[] _noted = new uint[1024];
    private ushort[] _words = new ushort[1024];
    private int _count;

    public void Clear() => _count = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Symbol(int start, int width) => Note(((uint)start << 16) | (uint)width);

    /// <summary>Up to 16 bits as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Plain(uint value, int bits) => Note(PlainFlag | ((uint)bits << 16) | value);

    /// <summary>Codes what was noted: state, then words.</summary>
    public void Finish(ByteWriter bytes)
    {
        var words = 0;
        if (_words.Length < _count)
            _words = new ushort[_noted.Length];
        var state = Lowest;
        for (var i = _count - 1; i >= 0; i--)
        {
            var note = _noted[i];
            if ((note & PlainFlag) != 0)
            {
                var bits = (int)((note >> 16) & 0x1F);
                if (state >= (Lowest << 16) >> bits)
                {
                    _words[words++] = (ushort)state;
                    state >>= 16;
                }

                state = (state << bits) | (note & 0xFFFF);
                continue;
            }

            ulong width = note & 0xFFFF;
            if (state >= (Lowest >> NibbleModels.ScaleBits << 16) * width)
            {
                _words[words++] = (ushort)state;
                state >>= 16;
            }

            var (whole, rest) = Math.DivRem(state, width);
            state = (whole << NibbleModels.ScaleBits) + rest + (note >> 16);
        }

        Write(bytes, state, _words.AsSpan(0, words));
        _count = 0;
    }

    private static void Write(ByteWriter bytes, ulong state, ReadOnlySpan<ushort> words)
    {
        var room = bytes.Room(StateBytes + (words.Length * sizeof(ushort)));
        BinaryPrimitives.WriteUInt32LittleEndian(room, (uint)state);
        room[4] = (byte)(state >> 32);
        room = room[StateBytes..];
        for (var i = words.Length - 1; i >= 0; i--)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(room, words[i]);
            room = room[sizeof(ushort)..];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(uint note)
    {
        if (_count == _noted.Length)
            Array.Resize(ref _noted, _noted.Length * 2);
        _noted[_count++] = note;
    }
}
