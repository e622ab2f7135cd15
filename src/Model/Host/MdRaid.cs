namespace Proxima.Model.Host;

/// <summary>Software RAID as the kernel tells of it (/proc/mdstat). No arrays is a list without any.</summary>
public sealed record MdArrayList(IReadOnlyList<string> Personalities, IReadOnlyList<MdArray> Arrays);

/// <summary>One array of /proc/mdstat (Documentation/admin-guide/md.rst).</summary>
public sealed record MdArray
{
    /// <summary>Kernel name: md0, md127.</summary>
    public required string Name { get; init; }
    public required bool IsActive { get; init; }

    /// <summary>True for read-only and for auto-read-only, which the first write ends.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>raid1, raid5, linear, …; null for an inactive array.</summary>
    public string? Level { get; init; }
    public long? SizeBytes { get; init; }

    /// <summary>1.2, 0.90 where nothing is said, external:imsm.</summary>
    public string? Metadata { get; init; }

    /// <summary>Devices the array should have.</summary>
    public int? WantedDevices { get; init; }

    /// <summary>Devices that hold its data now.</summary>
    public int? WorkingDevices { get; init; }

    /// <summary>One letter a slot: U holds data, _ does not.</summary>
    public string? Slots { get; init; }
    public MdSync? Sync { get; init; }
    public IReadOnlyList<MdMember> Members { get; init; } = [];
}

/// <summary>A check, resync, recovery or reshape.</summary>
public sealed record MdSync
{
    /// <summary>check, resync, recovery, reshape or repair.</summary>
    public required string Action { get; init; }

    /// <summary>running, delayed (another array of the same disks goes first), pending or remote.</summary>
    public required string State { get; init; }
    public double? Percent { get; init; }
    public long? RemainingSeconds { get; init; }
    public long? BytesPerSecond { get; init; }
}

/// <summary>A device of an array. Role is active, faulty, spare, journal or replacement.</summary>
public sealed record MdMember(string Device, int? Number, string Role, bool IsWriteMostly = false);

/// <summary>What mdadm says of arrays (--detail) or of the devices of them (--examine), of as many as were asked.</summary>
public sealed record MdDetailList(IReadOnlyList<MdDetail> Items);

/// <summary>One array, or the superblock of one device. Sizes in bytes; times are the host's.</summary>
public sealed record MdDetail
{
    /// <summary>Array asked, or the device examined.</summary>
    public required string Device { get; init; }
    public string? Level { get; init; }

    /// <summary>"clean, degraded, recovering" in the program's words.</summary>
    public string? State { get; init; }
    public string? Version { get; init; }
    public string? Name { get; init; }
    public string? Uuid { get; init; }
    public long? SizeBytes { get; init; }
    public long? DeviceSizeBytes { get; init; }
    public int? RaidDevices { get; init; }
    public int? TotalDevices { get; init; }
    public int? ActiveDevices { get; init; }
    public int? WorkingDevices { get; init; }
    public int? FailedDevices { get; init; }
    public int? SpareDevices { get; init; }

    /// <summary>check, resync, rebuild or reshape, with its share done.</summary>
    public string? SyncAction { get; init; }
    public double? SyncPercent { get; init; }
    public string? ConsistencyPolicy { get; init; }
    public string? Layout { get; init; }
    public long? ChunkBytes { get; init; }

    /// <summary>Container this array is a member of, or the arrays of this container.</summary>
    public string? Container { get; init; }
    public string? MemberArrays { get; init; }
    public string? Events { get; init; }
    public DateTime? CreatedAt { get; init; }
    public DateTime? UpdatedAt { get; init; }

    /// <summary>Of an examined device: its part in the array, and which parts it saw ("AA", "A.").</summary>
    public string? DeviceRole { get; init; }
    public string? ArrayState { get; init; }
    public string? DeviceUuid { get; init; }
    public IReadOnlyList<MdDetailMember> Members { get; init; } = [];
}

/// <summary>A row of the table of devices; a slot without one has the state "removed" and no device.</summary>
public sealed record MdDetailMember(string? Device, int? Slot, string? State);
