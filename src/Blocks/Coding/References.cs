namespace Proxima.Blocks.Coding;

/// <summary>
/// Finds for a column another one that moves with it, or against it (free and used memory, least and greatest of a bucket), by a few
/// samples of their steps. It is not the best of all, but nearly always one where there is one.
/// </summary>
internal sealed class References
{
    private const int Runs = 4;
    private const int RunLength = 16;

    // Looking at all would make hundreds of columns dear; what belongs together lies together.
    private const int MostLooked = 48;

    // Steps of fewer bits than this have nothing to give.
    private const double LeastBits = 1.5;
    private readonly long[] _steps = new long[Runs * RunLength];

    /// <summary>Numbers of a reference are multiplied by this to have the power of the column.</summary>
    public static long Scale(PreparedColumn column, PreparedColumn reference) => DecimalForms.Scale(column.Power - reference.Power);

    /// <summary>Index of the column before that helps most, and whether it moves against; -1 when none is worth trying.</summary>
    public int Find(IReadOnlyList<PreparedColumn> columns, int index, out bool isAgainst)
    {
        isAgainst = false;
        var column = columns[index];
        if (column.Count < Runs * RunLength || column.Form == ValueForm.Nothing)
            return -1;
        TakeSteps(column);
        var least = 0;
        foreach (var step in _steps)
            least += ResidualCoding.Bits(step);
        if (least < LeastBits * _steps.Length)
            return -1;
        // At least a bit in eight must be won before trying is worth the time.
        least -= least / 8;
        var best = -1;
        for (var i = index - 1; i >= Math.Max(0, index - MostLooked); i--)
        {
            if (!CanRefer(column, columns[i]))
                continue;
            var (with, against) = Bits(columns[i], Scale(column, columns[i]));
            if (Math.Min(with, against) >= least)
                continue;
            (best, least, isAgainst) = (i, Math.Min(with, against), against < with);
        }

        return best;
    }

    private static bool CanRefer(PreparedColumn column, PreparedColumn other)
        => !other.IsReferring && other.Form == column.Form && column.HasGapsLike(other)
            && (column.Power == other.Power || (column.Form == ValueForm.Quotient && column.Power > other.Power));

    private void TakeSteps(PreparedColumn column)
    {
        for (var i = 0; i < _steps.Length; i++)
        {
            var at = At(i, column.Count);
            _steps[i] = unchecked(column.Numbers[at] - column.Numbers[at - 1]);
        }
    }

    private (int With, int Against) Bits(PreparedColumn other, long scale)
    {
        var (with, against) = (0, 0);
        for (var i = 0; i < _steps.Length; i++)
        {
            var at = At(i, other.Count);
            var step = unchecked((other.Numbers[at] - other.Numbers[at - 1]) * scale);
            with += ResidualCoding.Bits(unchecked(_steps[i] - step));
            against += ResidualCoding.Bits(unchecked(_steps[i] + step));
        }

        return (with, against);
    }

    // Runs of neighbours at equal distances over the column.
    private static int At(int i, int count) => 1 + (i / RunLength * ((count - RunLength) / Runs)) + (i % RunLength);
}
