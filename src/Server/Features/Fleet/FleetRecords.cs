using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Health;
using Proxima.Model.Host;
using Proxima.Model.Wire;

namespace Proxima.Server.Features.Fleet;

/// <summary>The answer to "is everything okay?", and how it is known.</summary>
public sealed record FleetOverview
{
    public required long Version { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Worst severity of the fleet; unknown while nothing has reported.</summary>
    public required Severity Severity { get; init; }
    public required int Nodes { get; init; }

    /// <summary>Nodes whose last sample is fresh.</summary>
    public required int NodesAnswering { get; init; }
    public required int Problems { get; init; }

    /// <summary>The worst findings, at most 20, worst and oldest first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What was looked at for this answer, so that "okay" says how it knows.</summary>
    public required EvidenceCount Evidence { get; init; }

    /// <summary>Oldest fresh sample: no figure behind the answer is older than this.</summary>
    public DateTimeOffset? OldestSampleAt { get; init; }
    public required FleetTotals Totals { get; init; }
    public required CostFigures Cost { get; init; }
}

/// <summary>How many readings the answer rests on.</summary>
public sealed record EvidenceCount(int Filesystems, int Disks, int Interfaces, int Sensors, int FailedReadings);

/// <summary>Sums over all answering nodes; null where nothing is known.</summary>
public sealed record FleetTotals
{
    public required int Threads { get; init; }

    /// <summary>Busy share weighted by threads.</summary>
    public double? CpuBusyPercent { get; init; }
    public long? MemoryTotalBytes { get; init; }
    public long? MemoryUsedBytes { get; init; }
    public long? StorageTotalBytes { get; init; }
    public long? StorageUsedBytes { get; init; }
    public double? ReceivedBytesPerSecond { get; init; }
    public double? SentBytesPerSecond { get; init; }
}

/// <summary>What watching costs, over all nodes; null until it can be told.</summary>
public sealed record CostFigures
{
    public double? CpuSecondsPerMinute { get; init; }
    public long? ResidentBytes { get; init; }
    public double? WrittenBytesPerDay { get; init; }
    public required long ProgramsStarted { get; init; }
    public required long DisksWoken { get; init; }
}

/// <summary>A row of the node list: everything the row shows.</summary>
public sealed record NodeSummary
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required long Version { get; init; }
    public required Severity Severity { get; init; }

    /// <summary>The worst finding in one sentence; null when there is none.</summary>
    public string? Cause { get; init; }
    public required int Problems { get; init; }
    public DateTimeOffset? SampledAt { get; init; }
    public required IReadOnlyList<Origin> Origins { get; init; }
    public string? Os { get; init; }
    public string? Kernel { get; init; }
    public string? CpuModel { get; init; }
    public int? Threads { get; init; }
    public double? CpuBusyPercent { get; init; }
    public double? IoWaitPercent { get; init; }
    public double? Load1 { get; init; }
    public long? MemoryTotalBytes { get; init; }
    public long? MemoryUsedBytes { get; init; }
    public double? MemoryUsedPercent { get; init; }

    /// <summary>The fullest file system that holds data.</summary>
    public string? FullestMount { get; init; }
    public double? FullestPercent { get; init; }
    public double? ReceivedBytesPerSecond { get; init; }
    public double? SentBytesPerSecond { get; init; }

    /// <summary>The hottest temperature sensor.</summary>
    public double? HottestCelsius { get; init; }
    public string? HottestSensor { get; init; }
    public double? UptimeSeconds { get; init; }
}

/// <summary>A page of nodes.</summary>
public sealed record NodePage(IReadOnlyList<NodeSummary> Items, int Total, int Offset, int Limit, long Version);

/// <summary>One node with everything known of it.</summary>
public sealed record NodeDetail
{
    public required NodeSummary Summary { get; init; }
    public HostFacts? Facts { get; init; }
    public HostFigures? Figures { get; init; }
    public required IReadOnlyList<Finding> Findings { get; init; }
    public required IReadOnlyList<CollectorReport> Collectors { get; init; }
    public HostCost? Cost { get; init; }
}

/// <summary>Figures of a watched node, as often as they are taken.</summary>
public sealed record NodeFiguresUpdate(
    string NodeId, long Version, DateTimeOffset SampledAt, HostFigures Figures, IReadOnlyList<Finding> Findings);

/// <summary>First event of a stream, and the answer to a resume that reaches too far back.</summary>
public sealed record LiveSnapshot(long Version, FleetOverview Fleet, IReadOnlyList<NodeSummary> Nodes);

/// <summary>A node that is no more.</summary>
public sealed record NodeGone(string NodeId, long Version);

/// <summary>Every 15 s, so that a reader knows the stream is alive and what the time is here.</summary>
public sealed record LiveBeat(DateTimeOffset At, long Version);

/// <summary>The place to resume from is not known here: forget everything, a snapshot follows.</summary>
public sealed record LiveReset(string Reason);

/// <summary>Which nodes somebody is looking at: they are sampled every second until the lease ends.</summary>
public sealed record WatchRequest(IReadOnlyList<string> Nodes);

/// <summary>How long the watch lasts unless renewed.</summary>
public sealed record WatchLease(int Seconds);

/// <summary>JSON of the fleet's HTTP records.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FleetOverview))]
[JsonSerializable(typeof(NodePage))]
[JsonSerializable(typeof(NodeDetail))]
[JsonSerializable(typeof(NodeFiguresUpdate))]
[JsonSerializable(typeof(LiveSnapshot))]
[JsonSerializable(typeof(NodeGone))]
[JsonSerializable(typeof(LiveBeat))]
[JsonSerializable(typeof(LiveReset))]
[JsonSerializable(typeof(WatchRequest))]
[JsonSerializable(typeof(WatchLease))]
[JsonSerializable(typeof(Reading<ProcessList>))]
[JsonSerializable(typeof(Reading<ProcessDetail>))]
internal sealed partial class FleetJson : JsonSerializerContext;
