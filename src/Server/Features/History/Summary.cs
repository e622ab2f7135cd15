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
