using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Model;

namespace Proxima.Server.Features.Endpoints;

/// <summary>What answers at an endpoint.</summary>
[JsonConverter(typeof(CamelCaseEnum<EndpointKind>))]
public enum EndpointKind
{
    /// <summary>A Proxmox VE node or cluster.</summary>
    Pve,

    /// <summary>A Proxmox Backup Server.</summary>
    Pbs,
}

/// <summary>How an endpoint is.</summary>
[JsonConverter(typeof(CamelCaseEnum<EndpointState>))]
public enum EndpointState
{
    /// <summary>Not asked since the start.</summary>
    Unknown,
    Ok,

    /// <summary>It answers, but no to something that was asked.</summary>
    Refused,

    /// <summary>It does not answer.</summary>
    Unreachable,
}

/// <summary>A connection to a Proxmox API. The token is never told again.</summary>
public sealed record EndpointInfo
{
    public required string Id { get; init; }
    public required EndpointKind Kind { get; init; }
    public required string Name { get; init; }

    /// <summary><c>https://host:port</c>, the preferred first; the others are nodes of the same cluster.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>SHA-256 of the certificate that alone is right, <c>AA:BB:…</c>; null where it is signed by somebody trusted.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>True where own certificates are trusted besides the system's.</summary>
    public bool HasAuthorities { get; init; }

    /// <summary><c>USER@REALM!NAME</c>.</summary>
    public required string TokenId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required EndpointStatus Status { get; init; }
}

/// <summary>How an endpoint was when it was last asked.</summary>
public sealed record EndpointStatus
{
    public required EndpointState State { get; init; }

    /// <summary>Since when it is so.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it was last asked.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>When it last answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>What went wrong, and what to do; null when all is well.</summary>
    public string? Message { get; init; }

    /// <summary>The address that answered last.</summary>
    public string? Where { get; init; }
    public string? Version { get; init; }

    /// <summary>Name of the cluster; null on a single node.</summary>
    public string? Cluster { get; init; }

    /// <summary>False: the cluster has no quorum and takes no changes.</summary>
    public bool? IsQuorate { get; init; }
    public int? Nodes { get; init; }
    public int? NodesOnline { get; init; }
    public int? Guests { get; init; }
    public int? GuestsRunning { get; init; }

    /// <summary>Storages or datastores, shared ones once.</summary>
    public int? Storages { get; init; }

    /// <summary>Calls made since the start; what watching costs this server.</summary>
    public long Calls { get; init; }

    /// <summary>Calls a minute, over the time since the start.</summary>
    public double? CallsPerMinute { get; init; }

    /// <summary>Seconds its clock is ahead of ours; null while it is less than can be told.</summary>
    public double? ClockAheadSeconds { get; init; }
}

/// <summary>Endpoints, by name.</summary>
/// <param name="Endpoints">Those within the bounds of who asks.</param>
public sealed record EndpointList(IReadOnlyList<EndpointInfo> Endpoints);

/// <summary>A connection to be made or tried.</summary>
/// <param name="Kind">What is meant to answer.</param>
/// <param name="Name">What people call it; at most 64 characters.</param>
/// <param name="Addresses">Host, host:port or URL; the preferred first, at most 16.</param>
/// <param name="Token">The API token: <c>USER@REALM!NAME=SECRET</c>.</param>
/// <param name="Fingerprint">SHA-256 of the certificate, where nobody trusted signed it.</param>
/// <param name="Authorities">Certificates to trust besides the system's, PEM.</param>
public sealed record NewEndpoint(
    EndpointKind Kind, string Name, IReadOnlyList<string> Addresses, string Token, string? Fingerprint = null, string? Authorities = null)
{
    public override string ToString() => Name;
}

/// <summary>What is left out stays; an empty fingerprint or empty authorities take it away.</summary>
public sealed record EndpointChange(
    string? Name = null,
    IReadOnlyList<string>? Addresses = null,
    string? Token = null,
    string? Fingerprint = null,
    string? Authorities = null)
{
    public override string ToString() => Name ?? "change";
}

/// <summary>What came of trying a connection. Nothing is stored and nothing is written.</summary>
public sealed record EndpointTrial
{
    /// <summary>True when it answers and the token reads all that is needed.</summary>
    public required bool IsWell { get; init; }

    /// <summary>What went wrong, and what to do; null when it answered.</summary>
    public string? Message { get; init; }

    /// <summary>The certificate that was shown where it is not trusted: compare it with the server's own before you take it.</summary>
    public string? Fingerprint { get; init; }
    public string? Where { get; init; }
    public string? Version { get; init; }

    /// <summary>Rights that are missing, each with what it is for and the line that gives it.</summary>
    public IReadOnlyList<MissingRight> Missing { get; init; } = [];

    /// <summary>Privileges by which the token can change something: path and privileges.</summary>
    public IReadOnlyList<string> Powers { get; init; } = [];
    public double? ClockAheadSeconds { get; init; }
}

/// <summary>A right that a token has not.</summary>
/// <param name="For">What it is needed for.</param>
/// <param name="Path">Path of the access list.</param>
/// <param name="Privilege">One of these is enough, separated by "or".</param>
/// <param name="Fix">To be run as root on a node.</param>
public sealed record MissingRight(string For, string Path, string Privilege, string Fix);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EndpointInfo))]
[JsonSerializable(typeof(EndpointList))]
[JsonSerializable(typeof(NewEndpoint))]
[JsonSerializable(typeof(EndpointChange))]
[JsonSerializable(typeof(EndpointTrial))]
[JsonSerializable(typeof(JsonElement?))]
internal sealed partial class EndpointsJson : JsonSerializerContext;
