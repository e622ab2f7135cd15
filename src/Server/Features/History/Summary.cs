namespace Proxima.Server.Features.History;

/// <summary>
/// Count, least, mean, greatest and last of some samples; a count of 0 is "nothing known". Two summaries merge into one: the other one
/// is the later one.
/// </summary>
/// <param name="Count">Samples.</param>
/// <param name="Minimum">Least.</param>
/// <param name="Average">Mean.</param>
/// <param name="Maximum">Greatest.</param>
/// <param name="Last">The latest; NaN in roll-ups of versions that did not keep it.</param>
internal readonly record struct Summary(int Count, double Minimum, double Average, double Maximum, double Last = double.NaN)
{
    public static Summary Of(double value) => new(1, value, value, value, value);

    /// <summary>Of some values in the order of time; NaN stands for none.</summary>
    public static Summary Of(ReadOnlySpan<double> values)
    {
        var (count, sum, minimum, maximum, last) = (0, 0.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN);
        foreach (var value in values)
        {
            if (double.IsNaN(value))
                continue;
            count++;
            sum += value;
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
            last = value;
        }

        if (count == 0)
            return default;
        return double.IsFinite(sum)
            ? new Summary(count, minimum, Math.Clamp(sum / count, minimum, maximum), maximum, last)
            : OfGreat(values);
    }

    /// <summary>One by one: the sum of the greatest numbers is none.</summary>
    private static Summary OfGreat(ReadOnlySpan<double> values)
    {
        var all = default(Summary);
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
                all = all.Merge(Of(value));
        }

        return all;
    }

    public Summary Merge(in Summary later)
    {
        if (Count == 0)
            return later;
        if (later.Count == 0)
            return this;
        var count = Count + later.Count;
        var minimum = Math.Min(Minimum, later.Minimum);
        var maximum = Math.Max(Maximum, later.Maximum);
        // Weighted means instead of a sum: a sum of great values would overflow. Rounding may not leave the band.
        var average = (Average * ((double)Count / count)) + (later.Average * ((double)later.Count / count));
        return new Summary(count, minimum, Math.Clamp(average, minimum, maximum), maximum, later.Last);
    }
}
