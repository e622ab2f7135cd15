namespace Proxima.Model.Host;

/// <summary>Pools as <c>zpool status</c> (or <c>zpool import</c>) tells of them.</summary>
/// <param name="Pools">Empty where the program only says that all is well (<c>-x</c>).</param>
/// <param name="Summary">What it says of all pools: "all pools are healthy".</param>
public sealed record ZfsPoolStatusList(IReadOnlyList<ZfsPoolStatus> Pools, string? Summary = null);

/// <summary>One pool: state, what is wrong, what to do, the last or running scan, and its tree of devices.</summary>
public sealed record ZfsPoolStatus
{
    public required string Name { get; init; }

    /// <summary>ONLINE, DEGRADED, FAULTED, OFFLINE, REMOVED, UNAVAIL or SUSPENDED.</summary>
    public required string State { get; init; }

    /// <summary>The pool's number; <c>zpool import</c> and JSON tell it.</summary>
    public string? Guid { get; init; }

    /// <summary>What is wrong, in the program's words.</summary>
    public string? Status { get; init; }

    /// <summary>What to do about it, in the program's words.</summary>
    public string? Action { get; init; }

    /// <summary>Address of the explanation.</summary>
    public string? See { get; init; }
    public string? Comment { get; init; }
    public ZfsScan? Scan { get; init; }

    /// <summary>A device being evacuated, or one that was.</summary>
    public string? Removal { get; init; }

    /// <summary>An existing checkpoint: when, and the space it holds.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>A raidz group being widened.</summary>
    public string? Expansion { get; init; }

    /// <summary>What <c>-D</c> says of the deduplication table.</summary>
    public string? Dedup { get; init; }

    /// <summary>True for a pool that is not imported (<c>zpool import</c>).</summary>
    public bool IsExported { get; init; }

    /// <summary>The pool's own row and all below; logs, caches, spares and special devices are children with their class.</summary>
    public ZfsVdev? Root { get; init; }

    /// <summary>Known damaged files and metadata: 0 where it says there is none, null where it does not say.</summary>
    public long? DataErrors { get; init; }

    /// <summary>Names of damaged files; only <c>-v</c> lists them, and no more than a thousand are kept.</summary>
    public IReadOnlyList<string> DamagedFiles { get; init; } = [];
}

/// <summary>A scrub or resilver. Times without a zone are the host's.</summary>
public sealed record ZfsScan
{
    /// <summary>scrub, resilver, or none.</summary>
    public required string Function { get; init; }

    /// <summary>none, running, paused, finished or cancelled.</summary>
    public required string State { get; init; }
    public DateTime? StartedAt { get; init; }
    public DateTime? EndedAt { get; init; }

    /// <summary>Share issued, 0 to 100; only while it runs or is paused.</summary>
    public double? Percent { get; init; }
    public long? ScannedBytes { get; init; }
    public long? IssuedBytes { get; init; }
    public long? TotalBytes { get; init; }

    /// <summary>Repaired by a scrub, written by a resilver.</summary>
    public long? RepairedBytes { get; init; }
    public long? BytesPerSecond { get; init; }
    public long? RemainingSeconds { get; init; }
    public long? DurationSeconds { get; init; }
    public long? Errors { get; init; }
}

/// <summary>A row of the tree of devices. Counters are since the pool was imported or cleared.</summary>
public sealed record ZfsVdev
{
    public required string Name { get; init; }

    /// <summary>State of the row; null for the heading of a class.</summary>
    public string? State { get; init; }

    /// <summary>root, mirror, raidz1, draid2, replacing, spare, disk, or the class heading.</summary>
    public required string Type { get; init; }

    /// <summary>normal, log, cache, spare, special or dedup.</summary>
    public required string Class { get; init; }
    public long? ReadErrors { get; init; }
    public long? WriteErrors { get; init; }
    public long? ChecksumErrors { get; init; }

    /// <summary>I/O that took longer than zio_slow_io_ms (<c>-s</c>).</summary>
    public long? SlowIos { get; init; }

    /// <summary>What stands behind the counters: "was /dev/sdb1", "too many errors", "resilvering".</summary>
    public string? Note { get; init; }
    public IReadOnlyList<ZfsVdev> Children { get; init; } = [];
}

/// <summary>Space of pools (<c>zpool list</c>).</summary>
public sealed record ZfsPoolSpaceList(IReadOnlyList<ZfsPoolSpace> Pools);

/// <summary>One pool, or with <c>-v</c> a device of it, with its space in bytes.</summary>
public sealed record ZfsPoolSpace
{
    public required string Name { get; init; }
    public long? SizeBytes { get; init; }
    public long? AllocatedBytes { get; init; }
    public long? FreeBytes { get; init; }
    public long? CheckpointBytes { get; init; }
    public long? ExpandableBytes { get; init; }
    public double? FragmentationPercent { get; init; }
    public double? CapacityPercent { get; init; }
    public double? DedupRatio { get; init; }
    public string? Health { get; init; }
    public string? AltRoot { get; init; }
    public IReadOnlyList<ZfsPoolSpace> Devices { get; init; } = [];
}

/// <summary>Work of pools and devices (<c>zpool iostat</c>).</summary>
public sealed record ZfsPoolWorkList(IReadOnlyList<ZfsPoolWork> Pools);

/// <summary>Averages since import, or over the interval asked for.</summary>
public sealed record ZfsPoolWork
{
    public required string Name { get; init; }

    /// <summary>Pool of a device.</summary>
    public string? Pool { get; init; }
    public long? AllocatedBytes { get; init; }
    public long? FreeBytes { get; init; }
    public long? ReadsPerSecond { get; init; }
    public long? WritesPerSecond { get; init; }
    public long? ReadBytesPerSecond { get; init; }
    public long? WrittenBytesPerSecond { get; init; }
}

/// <summary>File systems, volumes and snapshots (<c>zfs list</c>, <c>zfs get</c>), and snapshots counted by what they are of.</summary>
public sealed record ZfsDatasetList(IReadOnlyList<ZfsDataset> Datasets, IReadOnlyList<ZfsSnapshotCount> Snapshots);

/// <summary>A file system, volume, snapshot or bookmark. What was not asked for is null.</summary>
public sealed record ZfsDataset
{
    public required string Name { get; init; }

    /// <summary>filesystem, volume, snapshot or bookmark.</summary>
    public required string Type { get; init; }
    public long? UsedBytes { get; init; }
    public long? AvailableBytes { get; init; }
    public long? ReferencedBytes { get; init; }
    public long? UsedBySnapshotsBytes { get; init; }
    public long? VolumeBytes { get; init; }
    public long? QuotaBytes { get; init; }
    public double? CompressRatio { get; init; }
    public string? Compression { get; init; }
    public string? Mountpoint { get; init; }
    public DateTime? CreatedAt { get; init; }
}

/// <summary>
/// Snapshots of one dataset. Space is what only they hold, each alone; what several share shows in
/// <see cref="ZfsDataset.UsedBySnapshotsBytes"/>.
/// </summary>
public sealed record ZfsSnapshotCount(string Dataset, int Count, long? UsedBytes, DateTime? OldestAt, DateTime? NewestAt);
