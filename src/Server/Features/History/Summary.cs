namespace Proxima.Server.Features.History;

/// <summary>Count, least, mean and greatest of some samples; a count of 0 is "nothing known". Two summaries merge into one.</summary>
internal readonly record struct Summary(int Count, double Minimum, double Average, double Maximum)
{
    public static Summary Of(double value) => new(1, value, value, value);

    public Summary Merge(in Summary other)
    {
        if (Count == 0)
            return other;
        if (other.Count == 0)
            return this;
        var count = Count + other.Count;
        var minimum = Math.Min(Minimum, other.Minimum);
        var maximum = Math.Max(Maximum, other.Maximum);
        // Weighted means instead of a sum: a sum of great values would overflow. Rounding may not leave the band.
        var average = (Average * ((double)Count / count)) + (other.Average * ((double)other.Count / count));
        return new Summary(count, minimum, Math.Clamp(average, minimum, maximum), maximum);
    }
}
