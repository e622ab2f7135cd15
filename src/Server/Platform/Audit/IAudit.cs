namespace Proxima.Server.Platform.Audit;

[System.Text.Json.Serialization.JsonConverter(typeof(Proxima.Model.CamelCaseEnum<AuditOutcome>))]
public enum AuditOutcome
{
    Done,

    /// <summary>Not allowed; nothing happened.</summary>
    Refused,

    /// <summary>Allowed and tried; it did not work.</summary>
    Failed,
}

/// <summary>One thing somebody did or tried. <see cref="Before"/> and <see cref="After"/> hold no secrets.</summary>
public sealed record AuditEntry
{
    /// <summary>
    /// User name, <c>local:UID</c> for the control socket, <c>setup</c>, <c>proxima</c> for the program itself, or <c>anonymous</c>.
    /// </summary>
    public required string Principal { get; init; }

    /// <summary>Prefix of the API token used, if one was. Left out, it is the token of the request that is being answered.</summary>
    public string? Token { get; init; }

    /// <summary>Address the request came from; null for the control socket.</summary>
    public string? Address { get; init; }

    /// <summary>Noun and verb: <c>session.create</c>, <c>job.cancel</c>.</summary>
    public required string Action { get; init; }
    public string? Target { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }
    public required AuditOutcome Outcome { get; init; }
    public string? Error { get; init; }
}

/// <summary>
/// Append-only and chained: each row carries the MAC of itself and of the row before it, under a key outside the database.
/// Reading, searching and checking is <see cref="IAuditRecords"/>.
/// </summary>
public interface IAudit
{
    /// <summary>Durable when it returns. Throws when it cannot be written: what cannot be audited is not done.</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken);
}
