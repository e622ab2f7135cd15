using Proxima.Model;

namespace Proxima.Server.Features.History;

/// <summary>The memory: figures of subjects over time.</summary>
public interface IHistory
{
    /// <summary>
    /// Durable when it returns: on the disk, not in a cache of the system. Values may arrive late, twice and out of order; the last one
    /// written for a moment stays. Throws when it could not be written; then nothing of the point was.
    /// </summary>
    Task AppendAsync(HistoryPoint point, CancellationToken cancellationToken);

    /// <summary>Many at once; durable, all of them, when it returns.</summary>
    async Task AppendAsync(IReadOnlyList<HistoryPoint> points, CancellationToken cancellationToken)
    {
        foreach (var point in points)
            await AppendAsync(point, cancellationToken);
    }

    /// <summary>Buckets of each series asked for. A bucket without a sample is missing: a gap stays a gap.</summary>
    Task<IReadOnlyList<HistorySeries>> QueryAsync(HistoryQuery query, CancellationToken cancellationToken);

    /// <summary>Names of the series a subject has, with parts.</summary>
    Task<IReadOnlyList<string>> SeriesAsync(SubjectId subject, CancellationToken cancellationToken);
}

/// <summary>What may be done to the memory.</summary>
public interface IHistoryKeeping
{
    /// <summary>
    /// Everything of one subject becomes history of another; where both have a value at a moment, that of the other stays.
    /// </summary>
    Task MergeAsync(SubjectId from, SubjectId into, CancellationToken cancellationToken);

    /// <summary>Forgets a subject and gives its room back. False when nothing was ever written about it.</summary>
    Task<bool> DeleteAsync(SubjectId subject, CancellationToken cancellationToken);

    /// <summary>Something that happened, to be shown on charts.</summary>
    Task NoteAsync(HistoryNote note, CancellationToken cancellationToken);
}

/// <summary>All values of one subject at one time. Keys are <see cref="Model.Fleet.Series"/> names with parts.</summary>
public sealed record HistoryPoint(SubjectId Subject, DateTimeOffset At, IReadOnlyList<SeriesValue> Values);

public readonly record struct SeriesValue(string Series, double Value);

/// <summary>Which series of which subject, from when to when (half open), in at most how many buckets (1 to 5000).</summary>
public sealed record HistoryQuery(SubjectId Subject, IReadOnlyList<string> Series, DateTimeOffset From, DateTimeOffset To, int MaxPoints)
{
    /// <summary>Whether buckets tell their latest value; a chart that does not show it is read faster without.</summary>
    public bool WithLast { get; init; } = true;

    /// <summary>Whether buckets tell least and greatest; without, both are the mean, and reading takes half as long.</summary>
    public bool WithBand { get; init; } = true;
}

/// <summary>One series in equal buckets; times are starts of buckets.</summary>
public sealed record HistorySeries(string Series, Unit Unit, double BucketSeconds, IReadOnlyList<HistoryBucket> Buckets)
{
    /// <summary>Stretches of time whose figures are there and cannot be read; the same for all series of an answer.</summary>
    public IReadOnlyList<HistoryHole> Holes { get; init; } = [];
}

/// <summary>What a bucket holds: count, least, mean, greatest and latest of its samples; the latest is NaN where it was not kept.</summary>
public readonly record struct HistoryBucket(
    DateTimeOffset At, int Count, double Minimum, double Average, double Maximum, double Last = double.NaN);

/// <summary>Figures that are damaged on the disk.</summary>
public sealed record HistoryHole(DateTimeOffset From, DateTimeOffset To, string Reason);

/// <summary>Something that happened. Without a subject it concerns all; without an end it was a moment.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it was over.</param>
/// <param name="Kind">note, or a word of the part that writes it: reboot, task, upgrade.</param>
/// <param name="Text">One line for people.</param>
/// <param name="Author">Who wrote it.</param>
public sealed record HistoryNote(SubjectId? Subject, DateTimeOffset From, DateTimeOffset? To, string Kind, string Text, string Author);
