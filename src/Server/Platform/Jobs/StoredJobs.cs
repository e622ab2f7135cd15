using Microsoft.Extensions.Options;

namespace Proxima.Server.Platform.Jobs;

/// <summary>No further job can wait.</summary>
public sealed class JobQueueFullException(int limit)
    : Exception($"{limit} jobs are waiting already; wait for some to end, or raise Jobs:MostWaiting");

/// <summary>Jobs as rows, with what is newer in memory laid over them.</summary>
internal sealed class StoredJobs(JobStore store, RunningJobs running, IOptions<JobsOptions> options, TimeProvider time) : IJobs
{
    public async Task<JobInfo> StartAsync(
        string kind, string title, string arguments, JobStarter startedBy, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var job = new JobInfo
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Kind = kind,
            Title = title,
            State = JobState.Waiting,
            StartedBy = startedBy.Name,
            OwnerId = startedBy.UserId,
            CreatedAt = now,
            IsCancelRequested = false,
            ItemsDone = 0,
            ItemsFailed = 0,
        };
        if (!await store.AddAsync(job, arguments, options.Value.MostWaiting, cancellationToken))
        {
            throw new JobQueueFullException(options.Value.MostWaiting);
        }

        running.Ring();
        return job;
    }

    public async Task<bool> CancelAsync(string id, CancellationToken cancellationToken)
    {
        var state = await store.CancelAsync(id, cancellationToken);
        if (state == JobState.Running && running.Find(id) is { } run)
        {
            await run.CancelAsync();
        }

        return state is not null;
    }

    public async Task<JobInfo?> FindAsync(string id, CancellationToken cancellationToken)
        => await store.FindAsync(id, cancellationToken) is { } row ? Over(row) : null;

    public async Task<IReadOnlyList<JobInfo>> ListAsync(int limit, string? beforeId, CancellationToken cancellationToken)
        => [.. (await store.ListAsync(limit, beforeId, ownerId: null, cancellationToken)).Select(Over)];

    public async Task<IReadOnlyList<JobInfo>> ListOfAsync(
        string ownerId, int limit, string? beforeId, CancellationToken cancellationToken)
        => [.. (await store.ListAsync(limit, beforeId, ownerId, cancellationToken)).Select(Over)];

    public async Task<IReadOnlyList<JobItem>> ItemsAsync(string id, int limit, CancellationToken cancellationToken)
    {
        if (running.Find(id) is { } run)
        {
            await run.FlushAsync(cancellationToken);
        }

        return await store.ItemsAsync(id, limit, cancellationToken);
    }

    private JobInfo Over(JobInfo row) => running.Find(row.Id)?.Over(row) ?? row;
}
