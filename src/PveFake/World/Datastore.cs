namespace Proxima.PveFake.World;

/// <summary>A datastore of a backup server; sizes in bytes.</summary>
public sealed class Datastore(string name, string path, long size)
{
    public string Name { get; } = name;

    public string Path { get; } = path;

    public long Size { get; } = size;

    public string? Comment { get; set; }

    /// <summary>"read-only", "offline" … while somebody works on it; null in ordinary days.</summary>
    public string? Maintenance { get; set; }

    /// <summary>Below the root, which is the empty one.</summary>
    public SortedSet<string> Namespaces { get; } = new(StringComparer.Ordinal) { string.Empty };

    public List<BackupSnapshot> Snapshots { get; } = [];

    public SortedDictionary<string, string> GroupNotes { get; } = new(StringComparer.Ordinal);

    /// <summary>When the last garbage collection ended, in Unix seconds; 0 for never.</summary>
    public long CollectedAt { get; set; }

    public string CollectedBy { get; set; } = string.Empty;

    /// <summary>Chunks that nothing points to any more.</summary>
    public long Garbage { get; set; }

    /// <summary>On disk after deduplication.</summary>
    public long Used => Math.Min(Size, (long)(Snapshots.Sum(snapshot => snapshot.Size) * 0.18) + Garbage + (1L << 30));
}

/// <summary>One backup on a backup server; the time in Unix seconds, the size in bytes.</summary>
public sealed class BackupSnapshot(string ns, string type, string id, long time, long size)
{
    public string Namespace { get; } = ns;

    /// <summary>vm, ct or host.</summary>
    public string Type { get; } = type;

    public string Id { get; } = id;

    public long Time { get; } = time;

    public long Size { get; } = size;

    public string Owner { get; set; } = "backup@pbs";

    public string? Comment { get; set; }

    public bool IsProtected { get; set; }

    /// <summary>ok or failed; null for never verified.</summary>
    public string? Verified { get; set; }

    /// <summary>The verification of it will find a broken chunk.</summary>
    public bool IsCorrupt { get; init; }

    public string Group => $"{Type}/{Id}";

    public string Name => $"{Group}/{DateTimeOffset.FromUnixTimeSeconds(Time).UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
}
