namespace Proxima.Model.Host;

/// <summary>
/// State of a Ceph cluster (<c>ceph status</c>, and the part of it that <c>osd stat</c>, <c>pg stat</c>, <c>mon stat</c> and others tell;
/// the rest is null then). Sizes of the text are as exact as its two or three digits.
/// </summary>
public sealed record CephStatus
{
    public string? Fsid { get; init; }
    public CephHealth? Health { get; init; }
    public int? Monitors { get; init; }

    /// <summary>Names of the monitors that agree.</summary>
    public IReadOnlyList<string>? Quorum { get; init; }

    /// <summary>Name of the active manager; null where the version tells only that there is one.</summary>
    public string? Manager { get; init; }
    public int? StandbyManagers { get; init; }
    public int? Osds { get; init; }
    public int? OsdsUp { get; init; }
    public int? OsdsIn { get; init; }
    public int? Pools { get; init; }
    public int? PlacementGroups { get; init; }

    /// <summary>Placement groups by state (active+clean).</summary>
    public IReadOnlyDictionary<string, int>? PlacementGroupStates { get; init; }
    public long? Objects { get; init; }
    public long? DataBytes { get; init; }
    public long? UsedBytes { get; init; }
    public long? AvailableBytes { get; init; }
    public long? TotalBytes { get; init; }
    public double? DegradedPercent { get; init; }
    public double? MisplacedPercent { get; init; }
    public long? UnfoundObjects { get; init; }
    public long? ReadBytesPerSecond { get; init; }
    public long? WrittenBytesPerSecond { get; init; }
    public long? RecoveringBytesPerSecond { get; init; }
}

/// <summary>HEALTH_OK, HEALTH_WARN or HEALTH_ERR, and why.</summary>
public sealed record CephHealth(string Status, IReadOnlyList<CephCheck> Checks);

/// <summary>One reason; versions before Luminous give no code.</summary>
public sealed record CephCheck
{
    public string? Code { get; init; }

    /// <summary>HEALTH_WARN or HEALTH_ERR; null where the text does not tell.</summary>
    public string? Severity { get; init; }
    public required string Summary { get; init; }
    public IReadOnlyList<string> Details { get; init; } = [];
    public bool IsMuted { get; init; }
}

/// <summary>Space of a cluster (<c>ceph df</c>), in bytes.</summary>
public sealed record CephDf
{
    public long? TotalBytes { get; init; }
    public long? AvailableBytes { get; init; }

    /// <summary>Taken from the disks, copies and all.</summary>
    public long? UsedBytes { get; init; }
    public IReadOnlyList<CephClassSpace> Classes { get; init; } = [];
    public IReadOnlyList<CephPoolSpace> Pools { get; init; } = [];
}

/// <summary>Space of one device class.</summary>
public sealed record CephClassSpace(string Class, long? TotalBytes, long? AvailableBytes, long? UsedBytes);

/// <summary>Space of one pool.</summary>
public sealed record CephPoolSpace
{
    public required string Name { get; init; }
    public int? Id { get; init; }
    public int? PlacementGroups { get; init; }

    /// <summary>What was written, before copies.</summary>
    public long? StoredBytes { get; init; }
    public long? UsedBytes { get; init; }
    public long? MaximumAvailableBytes { get; init; }
    public long? Objects { get; init; }
    public double? UsedPercent { get; init; }
}

/// <summary>Hosts, racks and OSDs (<c>ceph osd tree</c>, <c>osd df</c>, <c>osd df tree</c>).</summary>
public sealed record CephOsdTree(IReadOnlyList<CephNode> Nodes)
{
    public long? TotalBytes { get; init; }
    public long? UsedBytes { get; init; }
    public long? AvailableBytes { get; init; }
}

/// <summary>A bucket or an OSD; space and status are of OSDs, space in bytes.</summary>
public sealed record CephNode
{
    /// <summary>Negative for buckets.</summary>
    public required int Id { get; init; }
    public string? Name { get; init; }

    /// <summary>root, rack, host, osd, …</summary>
    public string? Type { get; init; }
    public string? Class { get; init; }

    /// <summary>up, down or destroyed.</summary>
    public string? Status { get; init; }
    public string? Parent { get; init; }
    public double? Weight { get; init; }
    public double? Reweight { get; init; }
    public long? SizeBytes { get; init; }
    public long? UsedBytes { get; init; }
    public long? AvailableBytes { get; init; }
    public double? UsedPercent { get; init; }
    public int? PlacementGroups { get; init; }

    /// <summary>True for an OSD that is in no bucket.</summary>
    public bool IsStray { get; init; }
}

/// <summary>Versions by kind of daemon, with how many run each (<c>ceph versions</c>).</summary>
public sealed record CephVersions(IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Daemons);

/// <summary>Pools and OSDs of the map (<c>ceph osd dump</c>, <c>osd pool ls detail</c>).</summary>
public sealed record CephOsdMap
{
    public string? Fsid { get; init; }
    public string? Flags { get; init; }
    public IReadOnlyList<CephPool> Pools { get; init; } = [];
    public IReadOnlyList<CephOsd> Osds { get; init; } = [];
}

/// <summary>How a pool is kept.</summary>
public sealed record CephPool
{
    public required string Name { get; init; }
    public int? Id { get; init; }

    /// <summary>replicated or erasure.</summary>
    public string? Type { get; init; }

    /// <summary>Copies, or pieces of an erasure-coded pool, and the least to serve with.</summary>
    public int? Size { get; init; }
    public int? MinimumSize { get; init; }
    public int? PlacementGroups { get; init; }
    public string? Autoscale { get; init; }
}

/// <summary>An OSD of the map.</summary>
public sealed record CephOsd(int Id, bool IsUp, bool IsIn, double? Weight);

/// <summary>How long OSDs take (<c>ceph osd perf</c>).</summary>
public sealed record CephLatencyList(IReadOnlyList<CephLatency> Osds);

/// <summary>Latency of one OSD.</summary>
public sealed record CephLatency(int Id, double CommitMilliseconds, double ApplyMilliseconds);

/// <summary>Other output of ceph: its values by path, or the rows of its table, or its lines. No more than two thousand of each.</summary>
public sealed record CephOther
{
    public IReadOnlyDictionary<string, string>? Values { get; init; }
    public IReadOnlyList<IReadOnlyDictionary<string, string>>? Rows { get; init; }
    public IReadOnlyList<string>? Lines { get; init; }
}
