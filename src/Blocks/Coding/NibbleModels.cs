using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Proxima.Blocks.Coding;

/// <summary>
/// Models of symbols 0 to 15 that learn while they are used, coder and decoder alike. A model holds sixteen sums of a probability
/// scale of 2^15: sum i is the share of all symbols below i. Each update moves every sum towards what was seen, fast at first, then
/// by 1/2^rate; a floor keeps every symbol possible.
/// </summary>
internal ref struct NibbleModels
{
    /// <summary>Symbols a model tells apart.</summary>
    public const int Symbols = 16;

    /// <summary>Bits of the probability scale.</summary>
    public const int ScaleBits = 15;

    // What each symbol has at least, and what is left for learning.
    private const int Floor = 8;
    private const int Learned = (1 << ScaleBits) - (Symbols * Floor);
    private readonly ref short _sums;
    private readonly ref byte _seen;
    private readonly int _slowest;

    /// <param name="start">Sums to begin with, as <see cref="Start"/> makes them.</param>
    /// <param name="sums">Room for as many.</param>
    /// <param name="seen">Room for a counter of each model.</param>
    /// <param name="slowest">The rate that is reached in the end.</param>
    public NibbleModels(ReadOnlySpan<short> start, Span<short> sums, Span<byte> seen, int slowest)
    {
        _slowest = slowest;
        start.CopyTo(sums);
        seen.Clear();
        _sums = ref sums[0];
        _seen = ref seen[0];
    }

    private static Vector256<short> Floors => Vector256.Create(
        (short)0, Floor, 2 * Floor, 3 * Floor, 4 * Floor, 5 * Floor, 6 * Floor, 7 * Floor,
        8 * Floor, 9 * Floor, 10 * Floor, 11 * Floor, 12 * Floor, 13 * Floor, 14 * Floor, 15 * Floor);

    /// <summary>Sums of models that begin with equal shares for the symbols that are possible: the first so many of each.</summary>
    public static short[] Start(ReadOnlySpan<byte> possible)
    {
        var sums = new short[possible.Length * Symbols];
        for (var i = 0; i < sums.Length; i++)
        {
            var some = possible[i / Symbols];
            sums[i] = (short)(Learned * Math.Min(i % Symbols, some) / some);
        }

        return sums;
    }

    /// <summary>The symbol whose part of the scale holds <paramref name="slot"/>, that part, and the model has learned it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Decode(int model, int slot, out int start, out int width)
    {
        ref var sums = ref Unsafe.Add(ref _sums, model * Symbols);
        var all = Vector256.LoadUnsafe(ref sums);
        // Sums ascend, so the number of those not above the slot is the symbol plus one; two mask bits an element.
        var above = Vector256.GreaterThan(all + Floors, Vector256.Create((short)slot));
        var mask = above.AsByte().ExtractMostSignificantBits();
        var symbol = (mask == 0 ? Symbols : System.Numerics.BitOperations.TrailingZeroCount(mask) >> 1) - 1;
        Part(ref sums, symbol, out start, out width);
        Learn(ref sums, all, symbol, model);
        return symbol;
    }

    /// <summary>The part of the scale a symbol has; then the model has learned it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Encode(int model, int symbol, out int start, out int width)
    {
        ref var sums = ref Unsafe.Add(ref _sums, model * Symbols);
        Part(ref sums, symbol, out start, out width);
        Learn(ref sums, Vector256.LoadUnsafe(ref sums), symbol, model);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Part(ref short sums, int symbol, out int start, out int width)
    {
        start = Unsafe.Add(ref sums, symbol) + (symbol * Floor);
        var end = symbol == Symbols - 1 ? 1 << ScaleBits : Unsafe.Add(ref sums, symbol + 1) + ((symbol + 1) * Floor);
        width = end - start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Learn(ref short sums, Vector256<short> all, int symbol, int model)
    {
        ref var seen = ref Unsafe.Add(ref _seen, model);
        // 1/2, 1/2, 1/4, 1/4, 1/4, 1/4, 1/8, …: close to the average of what was seen, until the slowest rate is reached.
        var rate = Math.Min(System.Numerics.BitOperations.Log2(seen + 12u), _slowest);
        if (seen < byte.MaxValue)
            seen++;
        var beyond = Vector256.GreaterThan(Vector256<short>.Indices, Vector256.Create((short)symbol));
        var target = beyond & Vector256.Create((short)Learned);
        (all + Vector256.ShiftRightArithmetic(target - all, rate)).StoreUnsafe(ref sums);
    }
}
