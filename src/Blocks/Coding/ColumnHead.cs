namespace Proxima.Blocks.Coding;

/// <summary>The first byte of a column: its form in three bits, and which optional parts follow.</summary>
internal static class ColumnHead
{
    public const int FormMask = 7;
    public const int HasGaps = 8;
    public const int HasOdd = 16;
    public const int HasDivisor = 32;
    public const int HasReference = 64;
    public const int Known = FormMask | HasGaps | HasOdd | HasDivisor | HasReference;
}
