using System.Collections.Immutable;
using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Health;
using Proxima.Model.Host;
using Proxima.Model.Wire;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Fleet;

/// <summary>The one door for facts, and the live state behind it.</summary>
public interface IFleet
{
    /// <summary>The state now: immutable, consistent, cheap to take.</summary>
    FleetState Current { get; }

    /// <summary>
    /// Validates, de-duplicates by (node, origin, epoch, sequence), persists, updates the live state, and only then returns:
    /// what is accepted may be acknowledged. A refusal is a value, not an exception.
    /// </summary>
    Task<AcceptResult> AcceptAsync(HostObservation observation, CancellationToken cancellationToken);

    /// <summary>
    /// States after <paramref name="afterVersion"/>, one per change, newest wins: a slow reader skips states but never
    /// misses what changed in them. Ends with the token.
    /// </summary>
    IAsyncEnumerable<FleetState> ChangesAsync(long afterVersion, CancellationToken cancellationToken);
}

/// <summary>The live state as somebody with bounds sees it.</summary>
public interface IFleetSight
{
    /// <summary>The state now within bounds: what is outside is as if it did not exist.</summary>
    FleetState Seen(Bounds bounds);
}

public enum AcceptOutcome
{
    Accepted,

    /// <summary>Seen before: acknowledge again, change nothing.</summary>
    Duplicate,

    /// <summary>Nonsense (wrong format, unknown node, impossible times); <see cref="AcceptResult.Reason"/> says what.</summary>
    Refused,
}

public sealed record AcceptResult(AcceptOutcome Outcome, string? Reason = null);

/// <summary>
/// Everything known now. <see cref="Version"/> rises with every change and never within one: Unix milliseconds, or more where changes
/// come faster.
/// </summary>
public sealed record FleetState(long Version, DateTimeOffset At, ImmutableSortedDictionary<string, NodeState> Nodes)
{
    /// <summary>Ids of nodes that were removed, with the version at which they went (bounded; older ones cause a reset).</summary>
    public ImmutableList<(string NodeId, long Version)> Gone { get; init; } = [];

    /// <summary>The oldest version from which everything that changed, removals too, can still be told.</summary>
    public long ResumableFrom { get; init; }
}

/// <summary>One node now.</summary>
public sealed record NodeState
{
    public required NodeId Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Version of the fleet at which this node last changed.</summary>
    public required long Version { get; init; }
    public required HostFacts? Facts { get; init; }

    /// <summary>Null until the first sample since start.</summary>
    public required HostFigures? Figures { get; init; }
    public Reading<ProcessList>? Processes { get; init; }
    /// <summary>Slow sections of storage, each with its own age; null until the host sent some.</summary>
    public StorageSections? Storage { get; init; }
    public IReadOnlyList<CollectorReport> Collectors { get; init; } = [];
    public HostCost? Cost { get; init; }

    /// <summary>When the sample behind <see cref="Figures"/> was taken, by our clock.</summary>
    public DateTimeOffset? SampledAt { get; init; }
    public required ImmutableSortedDictionary<Origin, DateTimeOffset> Origins { get; init; }

    /// <summary>True while the last sample is fresh: younger than three beats.</summary>
    public bool IsAnswering { get; init; }

    /// <summary>How far the host's wall clock is ahead of ours, where its times had to be corrected.</summary>
    public TimeSpan? ClockAhead { get; init; }

    /// <summary>What watching this node costs by time; null until it has been watched for a while.</summary>
    public CostRate? CostRate { get; init; }

    /// <summary>Open findings, worst first.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Worst of the findings; unknown when there is no sample or the sample is stale.</summary>
    public required Severity Severity { get; init; }
}

/// <summary>What watching costs by time, measured over the last half to whole hour.</summary>
public sealed record CostRate(double CpuSecondsPerMinute, double? WrittenBytesPerDay);
