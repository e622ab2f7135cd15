namespace Proxima.Model.Host;

/// <summary>
/// What LVM says of its devices, groups and volumes. One program tells of one kind of them, so that the other lists are empty; so are
/// all where it found none.
/// </summary>
public sealed record LvmReport
{
    public IReadOnlyList<LvmPhysicalVolume> PhysicalVolumes { get; init; } = [];
    public IReadOnlyList<LvmVolumeGroup> VolumeGroups { get; init; } = [];
    public IReadOnlyList<LvmLogicalVolume> LogicalVolumes { get; init; } = [];

    /// <summary>Lines that begin with WARNING, without the word.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A device of a group. Sizes in bytes.</summary>
public sealed record LvmPhysicalVolume
{
    /// <summary>Device, or [unknown] for one that is missing.</summary>
    public required string Device { get; init; }

    /// <summary>Null where it is in no group.</summary>
    public string? Group { get; init; }
    public long? SizeBytes { get; init; }
    public long? FreeBytes { get; init; }

    /// <summary>pv_attr, pvs(8): a allocatable, u used, x exported, m missing, d duplicate.</summary>
    public string? Attributes { get; init; }
    public bool? IsMissing { get; init; }
    public string? Uuid { get; init; }
}

/// <summary>A volume group. Sizes in bytes.</summary>
public sealed record LvmVolumeGroup
{
    public required string Name { get; init; }
    public long? SizeBytes { get; init; }
    public long? FreeBytes { get; init; }
    public int? PhysicalVolumes { get; init; }
    public int? MissingPhysicalVolumes { get; init; }
    public int? LogicalVolumes { get; init; }
    public int? Snapshots { get; init; }

    /// <summary>vg_attr, vgs(8).</summary>
    public string? Attributes { get; init; }

    /// <summary>True where devices are missing.</summary>
    public bool? IsPartial { get; init; }
    public bool? IsExported { get; init; }
    public string? Uuid { get; init; }
}

/// <summary>A logical volume. Fill is of a thin pool or snapshot; a pool can fill up in its data and in its metadata.</summary>
public sealed record LvmLogicalVolume
{
    public required string Name { get; init; }
    public string? Group { get; init; }

    /// <summary>linear, thin-pool, thin, snapshot, raid, mirror, cache, … by the first letter of lv_attr.</summary>
    public string? Kind { get; init; }
    public long? SizeBytes { get; init; }

    /// <summary>lv_attr, lvs(8).</summary>
    public string? Attributes { get; init; }
    public bool? IsActive { get; init; }
    public bool? IsOpen { get; init; }

    /// <summary>ok, partial, refresh, mismatches, failed, out-of-data, metadata-read-only, unknown: the ninth letter of lv_attr.</summary>
    public string? Health { get; init; }
    public string? Pool { get; init; }
    public string? Origin { get; init; }
    public double? DataPercent { get; init; }
    public double? MetadataPercent { get; init; }
    public double? SyncPercent { get; init; }
    public string? Uuid { get; init; }
}
