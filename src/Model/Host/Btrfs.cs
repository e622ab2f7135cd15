namespace Proxima.Model.Host;

/// <summary>btrfs file systems (/sys/fs/btrfs, or <c>btrfs filesystem show</c>), each with its devices and their errors.</summary>
public sealed record BtrfsList(IReadOnlyList<BtrfsFilesystem> Filesystems);

/// <summary>One file system; sizes in bytes. What the source does not tell is null.</summary>
public sealed record BtrfsFilesystem
{
    public required string Uuid { get; init; }
    public string? Label { get; init; }
    public long? UsedBytes { get; init; }

    /// <summary>Devices the file system was made of.</summary>
    public int? WantedDevices { get; init; }
    public IReadOnlyList<BtrfsDevice> Devices { get; init; } = [];

    /// <summary>Space by what it holds; where data is full a file system is full, though metadata has space left, and the other way
    /// round.</summary>
    public IReadOnlyList<BtrfsSpace> Spaces { get; init; } = [];
}

/// <summary>A device of a file system. Errors are counted since they were last reset.</summary>
public sealed record BtrfsDevice
{
    public required int Id { get; init; }

    /// <summary>Path, or null for one that is missing.</summary>
    public string? Path { get; init; }
    public bool IsMissing { get; init; }
    public long? SizeBytes { get; init; }
    public long? AllocatedBytes { get; init; }
    public long? WriteErrors { get; init; }
    public long? ReadErrors { get; init; }
    public long? FlushErrors { get; init; }
    public long? CorruptionErrors { get; init; }
    public long? GenerationErrors { get; init; }
}

/// <summary>Space for one kind of block: data, metadata, system or globalreserve.</summary>
public sealed record BtrfsSpace(string Kind, string? Profile, long TotalBytes, long UsedBytes);

/// <summary>Space of one mounted btrfs (<c>btrfs filesystem usage</c>, <c>df</c>), in bytes.</summary>
public sealed record BtrfsUsage
{
    public long? SizeBytes { get; init; }
    public long? AllocatedBytes { get; init; }
    public long? UnallocatedBytes { get; init; }
    public long? MissingBytes { get; init; }
    public long? UsedBytes { get; init; }

    /// <summary>The least that can still be written, whatever profile it gets.</summary>
    public long? FreeBytes { get; init; }
    public double? DataRatio { get; init; }
    public double? MetadataRatio { get; init; }
    public IReadOnlyList<BtrfsSpace> Spaces { get; init; } = [];
}

/// <summary>A scrub (<c>btrfs scrub status</c>); the start is in the host's time.</summary>
public sealed record BtrfsScrub
{
    public string? Uuid { get; init; }

    /// <summary>none, running, finished, aborted or interrupted.</summary>
    public required string State { get; init; }
    public DateTime? StartedAt { get; init; }
    public long? DurationSeconds { get; init; }
    public long? RemainingSeconds { get; init; }
    public long? TotalBytes { get; init; }
    public long? ScrubbedBytes { get; init; }
    public long? BytesPerSecond { get; init; }

    /// <summary>Errors found; 0 where it says there are none.</summary>
    public long? Errors { get; init; }
    public long? CorrectedErrors { get; init; }
    public long? UncorrectableErrors { get; init; }
}
