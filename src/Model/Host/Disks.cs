namespace Proxima.Model.Host;

/// <summary>All block devices that do I/O of their own (/proc/diskstats; loop and ram devices and partitions left out).</summary>
public sealed record DiskList(IReadOnlyList<DiskCounters> Disks);

/// <summary>One line of /proc/diskstats, counters since boot (Documentation/admin-guide/iostats.rst).</summary>
public sealed record DiskCounters
{
    /// <summary>Kernel name (sda, nvme0n1, dm-3).</summary>
    public required string Name { get; init; }
    public required long Reads { get; init; }
    public required long ReadsMerged { get; init; }

    /// <summary>Sectors of 512 bytes times 512.</summary>
    public required long ReadBytes { get; init; }
    public required long ReadMilliseconds { get; init; }
    public required long Writes { get; init; }
    public required long WritesMerged { get; init; }
    public required long WrittenBytes { get; init; }
    public required long WriteMilliseconds { get; init; }

    /// <summary>Requests in flight now.</summary>
    public required long InFlight { get; init; }

    /// <summary>Time with at least one request in flight (io_ticks).</summary>
    public required long BusyMilliseconds { get; init; }

    /// <summary>Time weighted by requests in flight (time_in_queue).</summary>
    public required long WeightedMilliseconds { get; init; }
}

/// <summary>Mounted file systems that hold data of their own.</summary>
public sealed record FilesystemList(IReadOnlyList<FilesystemGauges> Filesystems);

/// <summary>One mount. Space is a reading of its own: a dead NFS server fails this mount and no other.</summary>
public sealed record FilesystemGauges
{
    public required string MountPoint { get; init; }

    /// <summary>Device or remote (/dev/mapper/pve-root, rpool/ROOT, nas:/export).</summary>
    public required string Source { get; init; }

    /// <summary>ext4, zfs, nfs4, …</summary>
    public required string Type { get; init; }
    public required bool IsReadOnly { get; init; }

    /// <summary>True for network and FUSE mounts, which may hang and are asked in a worker of their own.</summary>
    public required bool IsRemote { get; init; }
    public required Reading<FilesystemSpace> Space { get; init; }
}

/// <summary>
/// statvfs(3) in bytes. Used + available is less than total where blocks are reserved for root. Inodes are null where the
/// type has none.
/// </summary>
public sealed record FilesystemSpace(long TotalBytes, long UsedBytes, long AvailableBytes, long? TotalInodes, long? UsedInodes);
