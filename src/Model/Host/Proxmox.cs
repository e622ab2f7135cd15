namespace Proxima.Model.Host;

/// <summary>Quorum of a cluster (<c>pvecm status</c>, <c>corosync-quorumtool</c>, <c>corosync-cfgtool -s</c>, /cluster/status).</summary>
public sealed record ClusterQuorum
{
    public string? Name { get; init; }
    public int? ConfigVersion { get; init; }
    public string? Transport { get; init; }
    public bool? IsQuorate { get; init; }
    public int? Nodes { get; init; }
    public string? NodeId { get; init; }
    public string? RingId { get; init; }
    public int? ExpectedVotes { get; init; }
    public int? TotalVotes { get; init; }

    /// <summary>Votes needed.</summary>
    public int? Quorum { get; init; }
    public IReadOnlyList<string> Flags { get; init; } = [];
    public bool? HasQdevice { get; init; }
    public IReadOnlyList<ClusterMember> Members { get; init; } = [];
    public IReadOnlyList<ClusterLink> Links { get; init; } = [];
}

/// <summary>A node that votes, or the quorum device.</summary>
public sealed record ClusterMember
{
    public string? NodeId { get; init; }
    public required string Name { get; init; }
    public int? Votes { get; init; }
    public bool IsLocal { get; init; }

    /// <summary>What the API says; the programs list none that is not there.</summary>
    public bool? IsOnline { get; init; }
    public string? Address { get; init; }

    /// <summary>A alive, V votes, MW master wins; lower case or N for not.</summary>
    public string? Qdevice { get; init; }
}

/// <summary>A link (ring) of this node.</summary>
public sealed record ClusterLink(int Id, string? Address, string? Status, bool IsFaulty);

/// <summary>Other files and output of a cluster: values by name or path, or lines.</summary>
public sealed record ClusterFacts
{
    public IReadOnlyDictionary<string, string>? Values { get; init; }
    public IReadOnlyList<string>? Lines { get; init; }
}

/// <summary>State of Proxmox's HA manager.</summary>
public sealed record HaStatus
{
    public string? Master { get; init; }

    /// <summary>State by node: online, maintenance, fence, gone, unknown; on or off for simulated hardware.</summary>
    public IReadOnlyDictionary<string, string>? Nodes { get; init; }
    public IReadOnlyList<HaResource> Services { get; init; } = [];

    /// <summary>What a file says besides: <c>group prefer.nodes</c>, <c>vm:100.max_restart</c>, <c>crs.ha</c>, <c>quorum</c>.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>Lines of a log of the manager, or steps of its simulator; the last thousand.</summary>
    public IReadOnlyList<string>? Log { get; init; }
}

/// <summary>A guest under HA.</summary>
public sealed record HaResource(string Id, string? Node, string? State);

/// <summary>Tasks of Proxmox as the API lists them.</summary>
public sealed record PveTaskList(IReadOnlyList<PveTaskLine> Tasks);

/// <summary>One task; times are UTC.</summary>
public sealed record PveTaskLine
{
    public required string Upid { get; init; }
    public string? Type { get; init; }
    public string? Id { get; init; }
    public string? Node { get; init; }
    public string? User { get; init; }

    /// <summary>OK, an error, or null while it runs.</summary>
    public string? Status { get; init; }
    public DateTime? StartedAt { get; init; }
    public DateTime? EndedAt { get; init; }
}

/// <summary>A log of vzdump: what became of each guest.</summary>
public sealed record BackupLog
{
    public required IReadOnlyList<BackupLogGuest> Guests { get; init; }

    /// <summary>True where the job said so, false where it ended with errors, null where the log does not reach that far.</summary>
    public bool? IsSuccess { get; init; }
    public IReadOnlyList<string> Errors { get; init; } = [];
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>One guest of a job.</summary>
public sealed record BackupLogGuest
{
    public required int Id { get; init; }

    /// <summary>qemu or lxc.</summary>
    public string? Kind { get; init; }
    public string? Name { get; init; }
    public string? Mode { get; init; }
    public string? Archive { get; init; }
    public long? ArchiveBytes { get; init; }
    public DateTime? StartedAt { get; init; }
    public long? DurationSeconds { get; init; }

    /// <summary>finished, failed or running (the log ends before).</summary>
    public required string State { get; init; }
    public string? Error { get; init; }
}
