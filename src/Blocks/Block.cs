namespace Proxima.Blocks;

/// <summary>What bytes of history promise. The layout, byte by byte, is docs/reference/history-format.md.</summary>
public static class Block
{
    /// <summary>The format this program writes; it reads no other.</summary>
    public const byte Version = 1;

    /// <summary>Timestamps one subject may have in one block: a day at one second is 86,400.</summary>
    public const int MostSamples = 1 << 18;

    /// <summary>Columns one subject may have in one block.</summary>
    public const int MostColumns = 1 << 16;

    /// <summary>Subjects one block may hold.</summary>
    public const int MostSubjects = 1 << 16;

    /// <summary>The bits of <see cref="Gap"/>: a quiet NaN that no arithmetic makes.</summary>
    internal const long GapBits = 0x7FF8_9A70_0000_0001;

    /// <summary>
    /// Stands in a column where there is no value. It is one of the NaNs; every other NaN is a value and keeps its bits.
    /// Compare with <see cref="IsGap"/>: no NaN equals itself.
    /// </summary>
    public static double Gap { get; } = BitConverter.Int64BitsToDouble(GapBits);

    public static bool IsGap(double value) => BitConverter.DoubleToInt64Bits(value) == GapBits;
}
