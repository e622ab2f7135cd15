using Proxima.Pve.Auth;
using Proxima.Pve.Transport;

namespace Proxima.Pve;

/// <summary>How to reach a server or a cluster.</summary>
public sealed record PveConnectionOptions
{
    /// <summary>The ways to it, the preferred first; the others are nodes of the same cluster.</summary>
    public required IReadOnlyList<IPveTransport> Transports { get; init; }

    /// <summary>Who calls; null where the transport is trusted, or nobody logs in.</summary>
    public IPveLogin? Login { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>For one call, from its start to the last byte of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a read that got lost on the way is made again at one server.</summary>
    public int ReadRetries { get; init; } = 2;

    /// <summary>When another server of the cluster took over, how long until the preferred one is tried again.</summary>
    public TimeSpan ReturnAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Makes the budget of each server.</summary>
    public Func<PveBudget>? Budget { get; init; }
}
