using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Jobs;

namespace Proxima.Server.Platform.Settings;

/// <summary>Jobs that ended long ago go, with their results.</summary>
internal sealed class JobsRetention(JobStore store, IOptions<RetentionOptions> options) : IRetentionRule
{
    /// <summary>So that other writes have their turn in between.</summary>
    private const int Batch = 200;

    public string Name => "jobs";

    public async Task<long> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        long removed = 0;
        int batch;
        do
        {
            batch = await store.DeleteEndedAsync(now.AddDays(-options.Value.JobsDays), Batch, cancellationToken);
            removed += batch;
        }
        while (batch == Batch);
        return removed;
    }
}
