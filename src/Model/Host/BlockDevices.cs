namespace Proxima.Model.Host;

/// <summary>Block devices as <c>lsblk</c>, <c>blockdev --report</c> or <c>fdisk -l</c> list them, each once.</summary>
public sealed record BlockDeviceList(IReadOnlyList<BlockDevice> Devices);

/// <summary>A disk, partition or mapped device. What was not asked for is null.</summary>
public sealed record BlockDevice
{
    /// <summary>Name without /dev.</summary>
    public required string Name { get; init; }
    public string? KernelName { get; init; }

    /// <summary>8:0.</summary>
    public string? Number { get; init; }

    /// <summary>disk, part, lvm, crypt, raid1, loop, rom, mpath.</summary>
    public string? Type { get; init; }
    public long? SizeBytes { get; init; }
    public string? Filesystem { get; init; }
    public string? Label { get; init; }
    public string? Uuid { get; init; }
    public string? PartitionUuid { get; init; }

    /// <summary>Where it is mounted; [SWAP] for swap.</summary>
    public IReadOnlyList<string> Mountpoints { get; init; } = [];
    public string? Vendor { get; init; }
    public string? Model { get; init; }
    public string? Serial { get; init; }
    public string? Wwn { get; init; }

    /// <summary>sata, sas, nvme, usb, …</summary>
    public string? Transport { get; init; }
    public string? State { get; init; }
    public string? Scheduler { get; init; }
    public bool? IsRotating { get; init; }
    public bool? IsReadOnly { get; init; }
    public bool? IsRemovable { get; init; }
    public int? LogicalSectorBytes { get; init; }
    public int? PhysicalSectorBytes { get; init; }

    /// <summary>Devices it lies on: one for a partition, several for an array.</summary>
    public IReadOnlyList<string> Parents { get; init; } = [];
}

/// <summary>What stands on devices, as <c>blkid</c> finds it.</summary>
public sealed record BlockIdList(IReadOnlyList<BlockId> Items);

/// <summary>Signature of one device; the udev form does not name the device.</summary>
public sealed record BlockId
{
    public string? Device { get; init; }
    public string? Type { get; init; }

    /// <summary>filesystem, raid, crypto or other.</summary>
    public string? Usage { get; init; }
    public string? Uuid { get; init; }
    public string? Label { get; init; }
    public string? Version { get; init; }
    public string? PartitionUuid { get; init; }
    public string? PartitionLabel { get; init; }
    public string? PartitionType { get; init; }
    public string? TableType { get; init; }
    public string? TableUuid { get; init; }
}

/// <summary>Devices with what udev knows of them (<c>udevadm info</c>).</summary>
public sealed record UdevDeviceList(IReadOnlyList<UdevDevice> Devices);

/// <summary>A device of udev; <see cref="Values"/> has all that was listed.</summary>
public sealed record UdevDevice
{
    /// <summary>/dev/sda, or the path in sysfs where it has none.</summary>
    public required string Name { get; init; }
    public string? Type { get; init; }
    public string? Vendor { get; init; }
    public string? Model { get; init; }
    public string? Serial { get; init; }
    public string? Wwn { get; init; }
    public string? Bus { get; init; }

    /// <summary>Turns a minute; 0 for one without moving parts.</summary>
    public int? Rpm { get; init; }
    public long? SizeBytes { get; init; }
    public string? Filesystem { get; init; }
    public string? TableType { get; init; }
    public required IReadOnlyDictionary<string, string> Values { get; init; }
}

/// <summary>Space of mounted file systems (<c>df</c>), in bytes, or inodes (<c>df -i</c>).</summary>
public sealed record DfTable(IReadOnlyList<DfLine> Filesystems);

/// <summary>A line of df.</summary>
public sealed record DfLine
{
    public required string Source { get; init; }
    public required string MountPoint { get; init; }
    public string? Type { get; init; }
    public long? TotalBytes { get; init; }
    public long? UsedBytes { get; init; }
    public long? AvailableBytes { get; init; }
    public long? TotalInodes { get; init; }
    public long? UsedInodes { get; init; }
    public double? UsedPercent { get; init; }
}

/// <summary>Mounts as <c>findmnt</c> lists them.</summary>
public sealed record FoundMountList(IReadOnlyList<FoundMount> Mounts);

/// <summary>A mount; options that have a value are in <see cref="Values"/>.</summary>
public sealed record FoundMount
{
    public required string Target { get; init; }
    public string? Source { get; init; }
    public string? Type { get; init; }
    public bool? IsReadOnly { get; init; }
    public IReadOnlyList<string> Options { get; init; } = [];
    public IReadOnlyDictionary<string, string>? Values { get; init; }
}

/// <summary>Loop devices and the files behind them (<c>losetup</c>).</summary>
public sealed record LoopDeviceList(IReadOnlyList<LoopDevice> Loops);

/// <summary>A loop device.</summary>
public sealed record LoopDevice(string Device, string? BackingFile);
