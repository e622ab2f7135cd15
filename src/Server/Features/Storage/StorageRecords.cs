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
public sealed record SelfTestRequest(string? Test);

/// <summary>What became of it, in one line.</summary>
public sealed record SelfTestStarted(string Message);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NodeStorage))]
[JsonSerializable(typeof(SelfTestRequest))]
[JsonSerializable(typeof(SelfTestStarted))]
internal sealed partial class StorageJson : JsonSerializerContext;
