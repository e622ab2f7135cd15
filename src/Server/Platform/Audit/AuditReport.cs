using System.Text.Json.Serialization;
using Proxima.Model;

namespace Proxima.Server.Platform.Audit;

/// <summary>What is wrong with a stretch of the log.</summary>
[JsonConverter(typeof(CamelCaseEnum<AuditFlawKind>))]
public enum AuditFlawKind
{
    /// <summary>Its text, its number or its MAC is not what was written.</summary>
    Altered,

    /// <summary>It is not there, and later ones are.</summary>
    Missing,

    /// <summary>What it is linked to is missing, so that nobody can tell whether it is what was written.</summary>
    Unproven,

    /// <summary>The newest ones are not there.</summary>
    Truncated,

    /// <summary>The record of the newest entry is missing or altered: newer entries may be gone.</summary>
    Head,

    /// <summary>The record of what retention took is altered.</summary>
    Checkpoint,

    /// <summary>Entries taken by retention did not hold when they were taken.</summary>
    TakenFlawed,

    /// <summary>The change of the chain's key is not signed by both keys.</summary>
    KeyChange,

    /// <summary>An anchor says that there was another entry, or a newer one: an older copy of the database was put back.</summary>
    RolledBack,
}

/// <summary>Something wrong with entries <paramref name="From"/> to <paramref name="To"/>.</summary>
public sealed record AuditFlaw(AuditFlawKind Kind, long From, long To, string Text);

/// <summary>What retention took so far.</summary>
/// <param name="Sequence">The last entry taken.</param>
/// <param name="Entries">Entries taken since the beginning.</param>
/// <param name="At">When they were last taken.</param>
public sealed record AuditTaken(long Sequence, long Entries, DateTimeOffset At);

/// <summary>How far the log is anchored outside its database.</summary>
public sealed record AuditAnchoring
{
    /// <summary>The newest entry that is anchored; null when none is.</summary>
    public long? Sequence { get; init; }
    public DateTimeOffset? At { get; init; }

    /// <summary>Entries after it. What is not anchored can be cut off together with its record unnoticed.</summary>
    public required long Unanchored { get; init; }

    /// <summary>When the oldest of those was written; null when there is none.</summary>
    public DateTimeOffset? UnanchoredSince { get; init; }

    /// <summary>Anchors given and found to be of this log; null when none were given.</summary>
    public long? Checked { get; init; }

    /// <summary>Anchors given that are of another instance.</summary>
    public long? Foreign { get; init; }

    /// <summary>Anchors given that claim to be ours and are not: anybody may write into a log.</summary>
    public long? Forged { get; init; }
}

/// <summary>Result of checking the chain.</summary>
public sealed record AuditReport
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Entries that are there.</summary>
    public required long Entries { get; init; }

    /// <summary>Number of the first and of the last one; null when there is none.</summary>
    public long? First { get; init; }
    public long? Last { get; init; }
    public AuditTaken? Taken { get; init; }
    public required AuditAnchoring Anchoring { get; init; }

    /// <summary>Nothing was altered, is missing or was put back, as far as can be told.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>By number; the first 1000.</summary>
    public required IReadOnlyList<AuditFlaw> Flaws { get; init; }

    /// <summary>All of them.</summary>
    public required long FlawCount { get; init; }
}

/// <summary>One place the head of the log goes to.</summary>
/// <param name="Name">journal, syslog.</param>
/// <param name="Sequence">The newest entry it has; null when none.</param>
/// <param name="At">When that was.</param>
/// <param name="Problem">Why the last try failed; null when it worked.</param>
public sealed record AuditCarrier(string Name, long? Sequence, DateTimeOffset? At, string? Problem);

/// <summary>How the log stands.</summary>
public sealed record AuditSummary
{
    public required long Entries { get; init; }

    /// <summary>Number and time of the newest entry; null when there is none.</summary>
    public long? Last { get; init; }
    public DateTimeOffset? LastAt { get; init; }
    public DateTimeOffset? FirstAt { get; init; }
    public AuditTaken? Taken { get; init; }

    /// <summary>Name of the key new entries are written with.</summary>
    public required string KeyId { get; init; }

    /// <summary>Days an entry is kept.</summary>
    public required int KeptDays { get; init; }
    public required AuditAnchoring Anchoring { get; init; }

    /// <summary>Why the log is not anchored anywhere; null when it is.</summary>
    public string? NotAnchored { get; init; }
    public required IReadOnlyList<AuditCarrier> Carriers { get; init; }

    /// <summary>Uses of API tokens that were not counted because too many came at once.</summary>
    public required long UncountedUses { get; init; }

    /// <summary>The last check since the start of the program.</summary>
    public AuditReport? LastCheck { get; init; }
}
