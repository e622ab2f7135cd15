namespace Proxima.Blocks;

/// <summary>Count, least, mean, greatest and last of the values in one bucket; a count of 0 is "nothing known".</summary>
public readonly record struct BucketSummary(int Count, double Minimum, double Average, double Maximum, double Last);

/// <summary>The five columns of a summarised series.</summary>
public enum SummaryPart
{
    Count = 0,
    Minimum = 1,
    Maximum = 2,
    Average = 3,
    Last = 4,
}
