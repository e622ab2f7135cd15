using Proxima.Model;
using Proxima.Server.Features.History;

namespace Proxima.Server.Features.Storage;

/// <summary>Asks the memory of one disk.</summary>
internal static class DiskHistories
{
    /// <summary>A disk has no more: nine figures and the attributes of its vendor.</summary>
    private const int MostSeries = 100;

    public static async Task<DiskHistory> OfAsync(
        IHistory history, SubjectId subject, string[] asked, DateTimeOffset now, int days, int points, CancellationToken cancellationToken)
    {
        var known = await history.SeriesAsync(subject, cancellationToken);
        string[] names = [.. known.Where(name => asked.Length == 0 || asked.Contains(name, StringComparer.Ordinal)).Take(MostSeries)];
        if (names.Length == 0)
        {
            return new DiskHistory(0, []);
        }

        var found = await history.QueryAsync(
            new HistoryQuery(subject, names, now - TimeSpan.FromDays(days), now, points), cancellationToken);
        return new DiskHistory(found.Count == 0 ? 0 : found[0].BucketSeconds, [.. found.Where(one => one.Buckets.Count > 0)
            .Select(one => new DiskSeries(one.Series, one.Unit, [.. one.Buckets
                .Select(bucket => new DiskBucket(bucket.At, bucket.Minimum, bucket.Average, bucket.Maximum))]))]);
    }
}
