namespace Proxima.Server.Platform.Audit;

/// <summary>One entry as it was written.</summary>
public sealed record AuditRecord
{
    /// <summary>1, 2, 3 … without gaps.</summary>
    public required long Sequence { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// User name, <c>local:UID</c> for the control socket, <c>setup</c>, <c>proxima</c> for the program itself, or <c>anonymous</c>.
    /// </summary>
    public required string Principal { get; init; }

    /// <summary>Prefix of the API token used.</summary>
    public string? Token { get; init; }

    /// <summary>Where the request came from; null for the control socket.</summary>
    public string? Address { get; init; }

    /// <summary>Noun and verb: <c>session.create</c>.</summary>
    public required string Action { get; init; }
    public string? Target { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }

    /// <summary><c>done</c>, <c>refused</c>, <c>failed</c>; anything else was written by nobody of ours.</summary>
    public required string Outcome { get; init; }
    public string? Error { get; init; }
}

/// <summary>Which entries to find; null means any.</summary>
public sealed record AuditFilter
{
    public string? Principal { get; init; }
    public string? Token { get; init; }
    public string? Address { get; init; }

    /// <summary>Whole, or its beginning up to a point: <c>session</c> finds <c>session.create</c>.</summary>
    public string? Action { get; init; }

    /// <summary>Part of it; letters A to Z without case.</summary>
    public string? Target { get; init; }
    public AuditOutcome? Outcome { get; init; }

    /// <summary>Not before this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Part of any field; letters A to Z without case.</summary>
    public string? Text { get; init; }
}

/// <summary>Entries found, newest first.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Before">
/// Look for older ones from here; null when there are none. A page may hold fewer entries than asked for, or none, and still have this:
/// one request looks through a bounded stretch of the log.
/// </param>
public sealed record AuditFound(IReadOnlyList<AuditRecord> Items, long? Before);

/// <summary>The audit log for those who read it.</summary>
public interface IAuditRecords
{
    /// <summary>Newest first, entries before number <paramref name="before"/>; at most <paramref name="limit"/>.</summary>
    Task<AuditFound> SearchAsync(AuditFilter filter, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Oldest first, in bounded steps, up to the entry that is newest when it begins.</summary>
    IAsyncEnumerable<AuditRecord> ReadAsync(AuditFilter filter, CancellationToken cancellationToken);

    /// <summary>Checks the whole chain, and against anchors found elsewhere when there are any.</summary>
    Task<AuditReport> VerifyAsync(IReadOnlyList<AuditAnchor>? anchors, CancellationToken cancellationToken);

    /// <summary>How the log stands, without checking it.</summary>
    Task<AuditSummary> SummaryAsync(CancellationToken cancellationToken);
}
