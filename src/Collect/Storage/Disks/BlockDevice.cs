using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Disks;

/// <summary>
/// A whole disk as /sys/block describes it. Nothing here was asked of the disk: the kernel remembers it from when it appeared.
/// </summary>
internal sealed record BlockDevice
{
    /// <summary>Kernel name (sda, nvme0n1).</summary>
    public required string Name { get; init; }

    /// <summary>Serial or world wide name, or the place it is plugged in where it has neither.</summary>
    public required string Id { get; init; }
    public required DiskKind Kind { get; init; }
    public string? Model { get; init; }
    public string? Serial { get; init; }
    public string? Wwn { get; init; }
    public string? Firmware { get; init; }
    public long? SizeBytes { get; init; }
    public bool IsUsb { get; init; }
    public bool IsRemovable { get; init; }

    /// <summary>power/runtime_status: active, suspended, unsupported …; null where the kernel does not say.</summary>
    public string? RuntimeStatus { get; init; }

    /// <summary>True when the kernel may put the device to sleep by itself (power/control is auto).</summary>
    public bool IsRuntimeManaged { get; init; }

    /// <summary>What smartctl opens for a disk behind a RAID controller; null for a disk the kernel shows.</summary>
    public string? SmartPath { get; init; }

    /// <summary>The -d type that says which disk behind the controller.</summary>
    public string? SmartType { get; init; }

    /// <summary>Volumes whose use tells of a disk behind a controller; empty for a disk the kernel shows.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    public bool IsMember => SmartPath is not null;

    /// <summary>The character or block device smartctl opens.</summary>
    public string Path => SmartPath ?? $"/dev/{(Kind == DiskKind.Nvme && Name.LastIndexOf('n') is > 4 and var at ? Name[..at] : Name)}";
}
