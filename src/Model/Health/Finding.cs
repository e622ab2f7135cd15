using System.Text.Json.Serialization;

namespace Proxima.Model.Health;

/// <summary>How bad, in the order of concern: the larger number is the worse.</summary>
[JsonConverter(typeof(CamelCaseEnum<Severity>))]
public enum Severity
{
    Ok = 0,
    Info = 1,

    /// <summary>No evidence. Never counted as fine.</summary>
    Unknown = 2,
    Warning = 3,
    Critical = 4,
}

/// <summary>The ten categories of the health monitor.</summary>
[JsonConverter(typeof(CamelCaseEnum<HealthCategory>))]
public enum HealthCategory
{
    Cpu,
    Memory,
    Storage,
    Disks,
    Network,
    Guests,
    Services,
    Logs,
    Updates,
    Security,
    Temperature,
}

/// <summary>
/// A problem with a stable key: same key, same problem. The text is made from <see cref="Rule"/> and <see cref="Arguments"/>
/// by the message catalogue; <see cref="Text"/> is the English of it, for the command line and logs.
/// </summary>
public sealed record Finding
{
    /// <summary>Stable: <c>rule:subject[:part]</c>, e.g. <c>filesystem-full:node:0190…:/var</c>.</summary>
    public required string Key { get; init; }
    public required string Rule { get; init; }
    public required HealthCategory Category { get; init; }
    public required Severity Severity { get; init; }
    public required NodeId Node { get; init; }

    /// <summary>The mount, disk, interface, sensor … it is about; null for the node as a whole.</summary>
    public string? Part { get; init; }

    /// <summary>Cause in one sentence without the node's name: "/var is 96 % full, rule allows 95".</summary>
    public required string Text { get; init; }
    public required IReadOnlyDictionary<string, string> Arguments { get; init; }

    /// <summary>What to do, as an imperative; null where nothing helps but waiting.</summary>
    public string? Advice { get; init; }

    /// <summary>Where the claim comes from: file or command.</summary>
    public required string Source { get; init; }
    public required DateTimeOffset FirstSeen { get; init; }
    public required DateTimeOffset LastSeen { get; init; }
}
