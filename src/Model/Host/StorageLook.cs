namespace Proxima.Model.Host;

/// <summary>
/// What one look at the storage of a host gave. Each part has a clock of its own and says when it was read: a part that was not due is
/// the one of an earlier look.
/// </summary>
public sealed record StorageLook
{
    public required Dated<MdArrayList> MdRaid { get; init; }
    public required Dated<BtrfsList> Btrfs { get; init; }
    public required Dated<ZfsFacts> Zfs { get; init; }
    public required Dated<LvmReport> Lvm { get; init; }
    public required Dated<CephFacts> Ceph { get; init; }
    public required Dated<RemoteMountList> RemoteMounts { get; init; }
    public required Dated<KernelLogReport> KernelLog { get; init; }
}

/// <summary>A reading and when it was made; null before the first.</summary>
public sealed record Dated<T>(Reading<T> Reading, DateTimeOffset? ReadAt)
    where T : class;

/// <summary>ZFS of a host. States come from the kernel and need no program; the rest comes from zpool and zfs.</summary>
public sealed record ZfsFacts
{
    public required IReadOnlyList<ZfsPoolState> States { get; init; }
    public required Reading<ZfsPoolStatusList> Status { get; init; }
    public required Reading<ZfsPoolSpaceList> Space { get; init; }

    /// <summary>Datasets and snapshots; only read while no disk of a pool sleeps.</summary>
    public required Reading<ZfsDatasetList> Datasets { get; init; }
}

/// <summary>/proc/spl/kstat/zfs/POOL/state.</summary>
public sealed record ZfsPoolState(string Pool, string State);

/// <summary>Ceph as this host sees the cluster.</summary>
public sealed record CephFacts(Reading<CephStatus> Status, Reading<CephDf> Space, Reading<CephOsdTree> Osds);

/// <summary>Mounts that may hang, on the host and in its running containers.</summary>
public sealed record RemoteMountList(IReadOnlyList<RemoteMount> Mounts);

/// <summary>One NFS, CIFS, FUSE or other remote mount.</summary>
public sealed record RemoteMount
{
    /// <summary>Number of the container; null on the host.</summary>
    public int? Container { get; init; }
    public required string MountPoint { get; init; }
    public required string Source { get; init; }
    public required string Type { get; init; }
    public required bool IsReadOnly { get; init; }

    /// <summary>Failed where it does not answer: a dead server.</summary>
    public required Reading<FilesystemSpace> Space { get; init; }
}
