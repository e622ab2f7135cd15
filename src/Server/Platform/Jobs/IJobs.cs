namespace Proxima.Server.Platform.Jobs;

[System.Text.Json.Serialization.JsonConverter(typeof(Proxima.Model.CamelCaseEnum<JobState>))]
public enum JobState
{
    Waiting,
    Running,
    Done,
    Failed,
    Cancelled,
}

/// <summary>A job as seen from outside. Progress is 0 to 1, null while it cannot be told.</summary>
public sealed record JobInfo
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public required JobState State { get; init; }

    /// <summary>What whoever started it was called then.</summary>
    public required string StartedBy { get; init; }

    /// <summary>Id of the user who started it, which no other user ever has; null for the program itself and the control socket.</summary>
    public string? OwnerId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? Stage { get; init; }
    public double? Progress { get; init; }
    public string? Error { get; init; }
    public required bool IsCancelRequested { get; init; }
    public required int ItemsDone { get; init; }
    public required int ItemsFailed { get; init; }
}

/// <summary>Who starts a job.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="UserId">Of a user; null for the program itself and the control socket.</param>
public sealed record JobStarter(string Name, string? UserId)
{
    public static JobStarter Program { get; } = new("proxima", null);
}

/// <summary>What became of one item of a job.</summary>
public sealed record JobItem(string Name, bool IsDone, string? Message, DateTimeOffset At);

/// <summary>What a running job is given to do its work with.</summary>
public interface IJobRun
{
    string Id { get; }

    /// <summary>What was given at start, JSON.</summary>
    string Arguments { get; }

    /// <summary>Last state saved by <see cref="SaveAsync"/> before a restart; null on the first run.</summary>
    string? Saved { get; }

    Task StageAsync(string stage, double? progress, CancellationToken cancellationToken);

    Task ItemAsync(string name, bool isDone, string? message, CancellationToken cancellationToken);

    /// <summary>Where to go on after a restart.</summary>
    Task SaveAsync(string state, CancellationToken cancellationToken);
}

/// <summary>Knows how to do one kind of job. Registered by its feature.</summary>
public interface IJobHandler
{
    /// <summary>Noun and verb: <c>retention.sweep</c>.</summary>
    string Kind { get; }

    /// <summary>Whether a run that was cut off goes on after a restart; otherwise it ends as failed with that reason.</summary>
    bool CanResume { get; }

    Task RunAsync(IJobRun run, CancellationToken cancellationToken);
}

/// <summary>Long work with progress, cancel and a result per item; survives a restart.</summary>
public interface IJobs
{
    /// <summary>Queues a job; at most a few run at once. <paramref name="arguments"/> is JSON without secrets.</summary>
    Task<JobInfo> StartAsync(string kind, string title, string arguments, JobStarter startedBy, CancellationToken cancellationToken);

    /// <summary>False when there is no such job or it has ended.</summary>
    Task<bool> CancelAsync(string id, CancellationToken cancellationToken);

    Task<JobInfo?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<JobInfo>> ListAsync(int limit, string? beforeId, CancellationToken cancellationToken);

    /// <summary>Those of one user, newest first.</summary>
    Task<IReadOnlyList<JobInfo>> ListOfAsync(string ownerId, int limit, string? beforeId, CancellationToken cancellationToken);

    Task<IReadOnlyList<JobItem>> ItemsAsync(string id, int limit, CancellationToken cancellationToken);
}
