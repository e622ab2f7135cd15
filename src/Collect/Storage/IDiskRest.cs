using Proxima.Collect.Sources;

namespace Proxima.Collect.Storage;

/// <summary>Says, without touching a disk, whether it may be touched.</summary>
internal interface IDiskRest
{
    /// <summary>True where reading from the disk wakes nothing. A disk of which that is not known counts as asleep.</summary>
    /// <param name="host">Where the kernel's files are read.</param>
    /// <param name="device">Kernel name of a disk or partition (sda3, nvme0n1p2).</param>
    bool IsAwake(IHostSource host, string device);

    /// <summary>Called before the questions of one look.</summary>
    void Look(IHostSource host);
}

/// <summary>
/// A disk without moving parts never sleeps; one with them is awake when others read or wrote it since the last look. Asks nothing but
/// /sys and /proc.
/// </summary>
internal sealed class DiskActivity : IDiskRest
{
    private const string DiskStats = "/proc/diskstats";
    private readonly Dictionary<string, string> _before = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _isActive = new(StringComparer.Ordinal);

    /// <summary>Takes the counters of this look; between two looks lies less than any disk's time to fall asleep.</summary>
    public void Look(IHostSource host)
    {
        _isActive.Clear();
        var file = host.Read(DiskStats);
        if (file.State != FileState.Text) return;
        foreach (var line in file.Text.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 14) continue;
            var counters = $"{words[3]} {words[7]}";
            _isActive[words[2]] = _before.TryGetValue(words[2], out var before) && before != counters;
            _before[words[2]] = counters;
        }
    }

    public bool IsAwake(IHostSource host, string device)
    {
        var disk = DiskOf(host, device);
        var rotates = host.Read($"/sys/block/{disk}/queue/rotational");
        return rotates.State == FileState.Text && (rotates.Text.Trim() == "0" || _isActive.GetValueOrDefault(disk));
    }

    /// <summary>/sys/class/block/sda3 links to …/block/sda/sda3.</summary>
    public static string DiskOf(IHostSource host, string device)
    {
        var path = host.Link($"/sys/class/block/{device}")?.Split('/');
        return path is { Length: > 2 } && path[^2] != "block" && path[^1] == device
            && Array.IndexOf(path, "block") >= 0 ? path[^2] : device;
    }
}
