using Proxima.Model;

namespace Proxima.Server.Features.History;

/// <summary>The memory: figures of subjects over time. Issue 05 replaces the inside; this stays.</summary>
public interface IHistory
{
    /// <summary>Durable when it returns. Values may arrive late, twice and out of order; the last one for a moment stays.</summary>
    Task AppendAsync(HistoryPoint point, CancellationToken cancellationToken);

    /// <summary>Buckets of each series asked for. A bucket without a sample is missing: a gap stays a gap.</summary>
    Task<IReadOnlyList<HistorySeries>> QueryAsync(HistoryQuery query, CancellationToken cancellationToken);

    /// <summary>Names of the series a subject has, with parts.</summary>
    Task<IReadOnlyList<string>> SeriesAsync(SubjectId subject, CancellationToken cancellationToken);
}

/// <summary>All values of one subject at one time. Keys are <see cref="Model.Fleet.Series"/> names with parts.</summary>
public sealed record HistoryPoint(SubjectId Subject, DateTimeOffset At, IReadOnlyList<SeriesValue> Values);

public readonly record struct SeriesValue(string Series, double Value);

/// <summary>Which series of which subject, from when to when (half open), in at most how many buckets (1 to 5000).</summary>
public sealed record HistoryQuery(SubjectId Subject, IReadOnlyList<string> Series, DateTimeOffset From, DateTimeOffset To, int MaxPoints);

/// <summary>One series in equal buckets; times are starts of buckets.</summary>
public sealed record HistorySeries(string Series, Unit Unit, double BucketSeconds, IReadOnlyList<HistoryBucket> Buckets);

/// <summary>What a bucket holds: count, least, mean and greatest of its samples.</summary>
public readonly record struct HistoryBucket(DateTimeOffset At, int Count, double Minimum, double Average, double Maximum);
