using System.Data.Common;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Platform.Jobs;

/// <summary>A job on its way to run.</summary>
internal sealed record JobStart(string Id, string Kind, string Arguments, string? Saved, int ItemsDone, int ItemsFailed);

/// <summary>What a running job has to tell since the last write.</summary>
internal sealed record JobProgress(string Id, string? Stage, double? Progress, int ItemsDone, int ItemsFailed)
{
    /// <summary>New results, with their numbers.</summary>
    public required IReadOnlyList<(long Number, JobItem Item)> Items { get; init; }

    /// <summary>Where to go on; null leaves what was saved.</summary>
    public string? Saved { get; init; }
}

/// <summary>The statements of the jobs tables.</summary>
internal sealed class JobStore(Databases databases, TimeProvider time)
{
    private const string Columns = "id, kind, title, state, started_by, created_at, started_at, ended_at, stage, progress, error, "
        + "is_cancel_requested, items_done, items_failed, owner_id";

    public const string CutOff = "Cut off by a restart";

    /// <summary>False when too many wait already.</summary>
    public Task<bool> AddAsync(JobInfo job, string arguments, int mostWaiting, CancellationToken cancellationToken)
        => databases.State.WriteAsync(async (transaction, token) =>
        {
            var waiting = await transaction.Command("SELECT COUNT(*) FROM jobs WHERE state = 'waiting'").NumberAsync(token);
            if (waiting >= mostWaiting)
            {
                return false;
            }

            await transaction.Command("""
                INSERT INTO jobs (
                    id, kind, title, state, started_by, owner_id, arguments, created_at, is_cancel_requested, items_done, items_failed)
                VALUES (@id, @kind, @title, 'waiting', @by, @owner, @arguments, @at, 0, 0, 0)
                """)
                .Bind("@id", job.Id)
                .Bind("@kind", job.Kind)
                .Bind("@title", job.Title)
                .Bind("@by", job.StartedBy)
                .Bind("@owner", job.OwnerId)
                .Bind("@arguments", arguments)
                .Bind("@at", job.CreatedAt)
                .RunAsync(token);
            return true;
        }, cancellationToken);

    /// <summary>Takes the oldest waiting job and marks it running; null when none waits.</summary>
    public async Task<JobStart?> TakeAsync(CancellationToken cancellationToken)
    {
        var waits = await databases.State.ReadAsync(
            (connection, token) => connection.Command("SELECT 1 FROM jobs WHERE state = 'waiting' LIMIT 1").NumberAsync(token),
            cancellationToken);
        return waits is null ? null : await databases.State.WriteAsync(TakeAsync, cancellationToken);
    }

    /// <summary>State after the request; null when there is no such job or it has ended.</summary>
    public Task<JobState?> CancelAsync(string id, CancellationToken cancellationToken)
        => databases.State.WriteAsync(async (transaction, token) =>
        {
            var ended = await transaction.Command(
                    "UPDATE jobs SET state = 'cancelled', is_cancel_requested = 1, ended_at = @at WHERE id = @id AND state = 'waiting'")
                .Bind("@id", id).Bind("@at", time.GetUtcNow()).RunAsync(token);
            if (ended > 0)
            {
                return JobState.Cancelled;
            }

            var asked = await transaction.Command("UPDATE jobs SET is_cancel_requested = 1 WHERE id = @id AND state = 'running'")
                .Bind("@id", id).RunAsync(token);
            return asked > 0 ? JobState.Running : (JobState?)null;
        }, cancellationToken);

    public Task<JobInfo?> FindAsync(string id, CancellationToken cancellationToken) => databases.State.ReadAsync(
        (connection, token) => connection.Command($"SELECT {Columns} FROM jobs WHERE id = @id").Bind("@id", id).FirstAsync(Map, token),
        cancellationToken);

    /// <summary>Newest first; everybody's for null.</summary>
    public Task<List<JobInfo>> ListAsync(int limit, string? beforeId, string? ownerId, CancellationToken cancellationToken)
    {
        var where = (beforeId is null ? "" : "AND id < @before ") + (ownerId is null ? "" : "AND owner_id = @owner ");
        return databases.State.ReadAsync(
            (connection, token) => connection.Command($"SELECT {Columns} FROM jobs WHERE 1 = 1 {where}ORDER BY id DESC LIMIT @limit")
                .Bind("@before", beforeId).Bind("@owner", ownerId).Bind("@limit", limit).ListAsync(Map, token),
            cancellationToken);
    }

    public Task<List<JobItem>> ItemsAsync(string id, int limit, CancellationToken cancellationToken) => databases.State.ReadAsync(
        (connection, token) => connection
            .Command("SELECT name, is_done, message, at FROM job_items WHERE job_id = @id ORDER BY number LIMIT @limit")
            .Bind("@id", id).Bind("@limit", limit)
            .ListAsync(static row => new JobItem(row.GetString(0), row.Flag(1), row.TextOrNull(2), row.Time(3)), token),
        cancellationToken);

    public Task<int> SaveAsync(JobProgress progress, CancellationToken cancellationToken) => databases.State.WriteAsync(
        (transaction, token) => SaveAsync(transaction, progress, token), cancellationToken);

    public Task<int> EndAsync(JobProgress progress, JobState state, string? error, CancellationToken cancellationToken)
        => databases.State.WriteAsync(async (transaction, token) =>
        {
            await SaveAsync(transaction, progress, token);
            return await transaction.Command("UPDATE jobs SET state = @state, error = @error, ended_at = @at WHERE id = @id")
                .Bind("@id", progress.Id).Bind("@state", Text(state)).Bind("@error", error).Bind("@at", time.GetUtcNow()).RunAsync(token);
        }, cancellationToken);

    /// <summary>
    /// After a restart: what ran goes back to waiting when its kind can resume; else it has failed, or is cancelled if that was asked for.
    /// </summary>
    public Task<int> RecoverAsync(IReadOnlySet<string> resumable, CancellationToken cancellationToken)
        => databases.State.WriteAsync(async (transaction, token) =>
        {
            var running = await transaction.Command("SELECT id, kind, is_cancel_requested FROM jobs WHERE state = 'running'")
                .ListAsync(static row => (Id: row.GetString(0), Kind: row.GetString(1), IsCancelled: row.Flag(2)), token);
            foreach (var (id, kind, isCancelled) in running)
            {
                var state = isCancelled ? JobState.Cancelled : resumable.Contains(kind) ? JobState.Waiting : JobState.Failed;
                await transaction.Command("UPDATE jobs SET state = @state, error = @error, ended_at = @at WHERE id = @id")
                    .Bind("@id", id)
                    .Bind("@state", Text(state))
                    .Bind("@error", state == JobState.Failed ? CutOff : null)
                    .Bind("@at", state == JobState.Waiting ? null : time.GetUtcNow())
                    .RunAsync(token);
            }

            return running.Count;
        }, cancellationToken);

    /// <summary>Deletes jobs that ended before <paramref name="before"/>, at most <paramref name="limit"/>; returns how many.</summary>
    public Task<int> DeleteEndedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
        => databases.State.WriteAsync(
            (transaction, token) => transaction.Command(
                    "DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE ended_at < @before ORDER BY id LIMIT @limit)")
                .Bind("@before", before).Bind("@limit", limit).RunAsync(token),
            cancellationToken);

    private async Task<JobStart?> TakeAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        var job = await transaction.Command(
                "SELECT id, kind, arguments, saved, items_done, items_failed FROM jobs WHERE state = 'waiting' ORDER BY id LIMIT 1")
            .FirstAsync(
                static row => new JobStart(
                    row.GetString(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), (int)row.GetInt64(4), (int)row.GetInt64(5)),
                cancellationToken);
        if (job is not null)
        {
            await transaction.Command(
                    "UPDATE jobs SET state = 'running', started_at = COALESCE(started_at, @at), ended_at = NULL WHERE id = @id")
                .Bind("@id", job.Id).Bind("@at", time.GetUtcNow()).RunAsync(cancellationToken);
        }

        return job;
    }

    private static async Task<int> SaveAsync(DbTransaction transaction, JobProgress progress, CancellationToken cancellationToken)
    {
        foreach (var (number, item) in progress.Items)
        {
            await transaction.Command(
                    "INSERT INTO job_items (job_id, number, name, is_done, message, at) VALUES (@id, @number, @name, @done, @message, @at)")
                .Bind("@id", progress.Id).Bind("@number", number).Bind("@name", item.Name).Bind("@done", item.IsDone)
                .Bind("@message", item.Message).Bind("@at", item.At).RunAsync(cancellationToken);
        }

        return await transaction.Command("""
            UPDATE jobs
            SET stage = @stage, progress = @progress, items_done = @done, items_failed = @failed, saved = COALESCE(@saved, saved)
            WHERE id = @id
            """)
            .Bind("@id", progress.Id).Bind("@stage", progress.Stage).Bind("@progress", progress.Progress)
            .Bind("@done", progress.ItemsDone).Bind("@failed", progress.ItemsFailed).Bind("@saved", progress.Saved)
            .RunAsync(cancellationToken);
    }

    private static JobInfo Map(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Kind = row.GetString(1),
        Title = row.GetString(2),
        State = State(row.GetString(3)),
        StartedBy = row.GetString(4),
        OwnerId = row.TextOrNull(14),
        CreatedAt = row.Time(5),
        StartedAt = row.TimeOrNull(6),
        EndedAt = row.TimeOrNull(7),
        Stage = row.TextOrNull(8),
        Progress = row.RealOrNull(9),
        Error = row.TextOrNull(10),
        IsCancelRequested = row.Flag(11),
        ItemsDone = (int)row.GetInt64(12),
        ItemsFailed = (int)row.GetInt64(13),
    };

    private static string Text(JobState state) => state switch
    {
        JobState.Waiting => "waiting",
        JobState.Running => "running",
        JobState.Done => "done",
        JobState.Failed => "failed",
        JobState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private static JobState State(string text) => text switch
    {
        "waiting" => JobState.Waiting,
        "running" => JobState.Running,
        "done" => JobState.Done,
        "failed" => JobState.Failed,
        "cancelled" => JobState.Cancelled,
        _ => throw new DatabaseException($"Table jobs holds the unknown state '{text}'"),
    };
}
