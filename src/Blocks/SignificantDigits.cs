namespace Proxima.Blocks;

/// <summary>
/// Fewer decimal digits: what a person reads or an instrument tells is rarely more than five, and digits beyond are noise that
/// no coding makes smaller.
/// </summary>
public static class SignificantDigits
{
    private const int MostDigits = 15;

    // Powers of ten a double holds exactly.
    private const int ExactPower = 22;
    private static readonly double[] Powers = [.. Enumerable.Range(0, ExactPower + 1).Select(power => Math.Pow(10, power))];

    /// <summary>
    /// The nearest number of so many significant decimal digits (1 to 15), as the double nearest to that decimal. Zero, infinities,
    /// NaN and magnitudes outside 1e-7 to 1e22 stay as they are, and whole numbers lose digits like all others.
    /// </summary>
    public static double Round(double value, int digits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, MostDigits);
        var magnitude = Math.Abs(value);
        if (!(magnitude is >= 1e-7 and < 1e22))
            return value;
        var shift = digits - 1 - (int)Math.Floor(Math.Log10(magnitude));
        // 9.9996 rounded to four digits is 10.000: five digits of which the last is zero, so still four significant ones.
        return shift >= 0
            ? shift <= ExactPower ? Math.Round(value * Powers[shift]) / Powers[shift] : value
            : Math.Round(value / Powers[-shift]) * Powers[-shift];
    }
}
