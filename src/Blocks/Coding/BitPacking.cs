namespace Proxima.Blocks.Coding;

/// <summary>Residuals of one width, low bits first; a residual is written as 0, -1, 1, -2, … = 0, 1, 2, 3, …</summary>
internal static class BitPacking
{
    /// <summary>The widest that fits a register beside a begun byte.</summary>
    public const int MostWidth = 56;

    public static int Bytes(int count, int width) => (int)((((long)count * width) + 7) / 8);

    public static int Width(ReadOnlySpan<long> residuals)
    {
        ulong all = 0;
        foreach (var residual in residuals)
            all |= Folded(residual);
        return 64 - System.Numerics.BitOperations.LeadingZeroCount(all);
    }

    public static void Write(ByteWriter bytes, ReadOnlySpan<long> residuals, int width)
    {
        var room = bytes.Room(Bytes(residuals.Length, width));
        var at = 0;
        var held = 0;
        ulong bits = 0;
        foreach (var residual in residuals)
        {
            bits |= Folded(residual) << held;
            for (held += width; held >= 8; held -= 8)
            {
                room[at++] = (byte)bits;
                bits >>= 8;
            }
        }

        if (held > 0)
            room[at] = (byte)bits;
    }

    private static ulong Folded(long residual) => (ulong)((residual << 1) ^ (residual >> 63));
}

/// <summary>Reads what <see cref="BitPacking"/> wrote; the caller has checked that there are enough bytes.</summary>
internal ref struct BitUnpacker(ReadOnlySpan<byte> bytes, int width)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly ulong _mask = (1UL << width) - 1;
    private ulong _bits;
    private int _held;
    private int _at;

    public long Next()
    {
        for (; _held < width; _held += 8)
            _bits |= (ulong)_bytes[_at++] << _held;
        var folded = _bits & _mask;
        _bits >>= width;
        _held -= width;
        return (long)(folded >> 1) ^ -(long)(folded & 1);
    }
}
