using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Server.Features.Storage;

/// <summary>The storage of one node: every part with the time it was read.</summary>
public sealed record NodeStorage
{
    /// <summary>True for the host this program runs on; only there a disk can be asked for a self-test.</summary>
    public required bool IsLocal { get; init; }

    /// <summary>Null until the host has looked at its disks.</summary>
    public DateTimeOffset? DisksAt { get; init; }
    public required Reading<DiskHealthList> Disks { get; init; }

    /// <summary>Pools, arrays, volumes and remote mounts, each with its age; null until the host has looked.</summary>
    public StorageLook? Pools { get; init; }

    /// <summary>When the mounts were read.</summary>
    public DateTimeOffset? FilesystemsAt { get; init; }
    public required Reading<FilesystemList> Filesystems { get; init; }
}

/// <summary>Which test a disk shall do of itself: <c>short</c>, <c>long</c> or <c>conveyance</c>.</summary>
/// <param name="Test">The kind.</param>
/// <param name="Wake">True where a sleeping disk may be woken for it; without, it is left asleep and the answer says so.</param>
/// <param name="DryRun">True to be told what would be done, and nothing else.</param>
public sealed record SelfTestRequest(string? Test = null, bool Wake = false, bool DryRun = false);

/// <summary>What became of it, or of a dry run what would, in one line.</summary>
public sealed record SelfTestStarted(string Message);

/// <summary>What a disk said of itself over time.</summary>
/// <param name="BucketSeconds">Length of a bucket; 0 where no series has one.</param>
/// <param name="Series">Only series that have a value in the time asked for.</param>
public sealed record DiskHistory(double BucketSeconds, IReadOnlyList<DiskSeries> Series);

/// <summary>One series of a disk: <c>disk.temperature</c>, or <c>disk.attribute:5</c>. A bucket without a report is left out.</summary>
public sealed record DiskSeries(string Series, Unit Unit, IReadOnlyList<DiskBucket> Buckets);

/// <summary>What the reports of one bucket said.</summary>
public sealed record DiskBucket(DateTimeOffset At, double Minimum, double Average, double Maximum);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DiskHistory))]
[JsonSerializable(typeof(NodeStorage))]
[JsonSerializable(typeof(SelfTestRequest))]
[JsonSerializable(typeof(SelfTestStarted))]
internal sealed partial class StorageJson : JsonSerializerContext;
