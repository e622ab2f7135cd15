using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Disks;

/// <summary>
/// Who uses which disk, from the counters of /proc/diskstats between two looks. Requests that follow a reading of ours (udev reads a disk
/// that was closed after writing) are ours and no use.
/// </summary>
internal sealed class DiskUse(TimeProvider clock, TimeSpan echo)
{
    /// <summary>
    /// A disk that slept at our question and then did no more than this, all of it reads, was woken by the question's echo.
    /// </summary>
    private const long MostEchoReads = 40;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public void Look(IReadOnlyList<DiskCounters> counters)
    {
        foreach (var disk in counters)
        {
            var entry = Of(disk.Name);
            var reads = entry.Reads is { } before ? disk.Reads - before : 0;
            var writes = entry.Writes is { } earlier ? disk.Writes - earlier : 0;
            var isMoved = reads != 0 || writes != 0;
            entry.IsEchoWake = entry.IsAskedAsleep && isMoved && writes == 0 && reads is > 0 and <= MostEchoReads;
            entry.IsInUse = isMoved && !entry.IsEchoOpen && !entry.IsEchoWake;
            if (entry.TouchedAt is { } touched && clock.GetElapsedTime(touched) >= echo) entry.IsEchoOpen = false;
            if (isMoved) entry.IsAsleep = false;
            entry.IsAskedAsleep = false;
            (entry.Reads, entry.Writes) = (disk.Reads, disk.Writes);
        }
    }

    /// <summary>Somebody else sent requests to it before the last look.</summary>
    public bool IsInUse(string name) => _entries.TryGetValue(name, out var entry) && entry.IsInUse;

    /// <summary>It was found asleep, and nothing has moved since.</summary>
    public bool IsAsleep(string name) => _entries.TryGetValue(name, out var entry) && entry.IsAsleep;

    /// <summary>We read from it.</summary>
    public void Touched(string name)
    {
        var entry = Of(name);
        entry.TouchedAt = clock.GetTimestamp();
        entry.IsEchoOpen = true;
    }

    /// <summary>The kernel says that it sleeps.</summary>
    public void Slept(string name) => Of(name).IsAsleep = true;

    /// <summary>It answered our question that it sleeps.</summary>
    public void AskedAsleep(string name)
    {
        var entry = Of(name);
        entry.IsAsleep = true;
        entry.IsAskedAsleep = true;
    }

    /// <summary>The last look saw that our question woke it.</summary>
    public bool IsEchoWake(string name) => _entries.TryGetValue(name, out var entry) && entry.IsEchoWake;

    private Entry Of(string name)
    {
        if (!_entries.TryGetValue(name, out var entry)) _entries[name] = entry = new Entry();
        return entry;
    }

    private sealed class Entry
    {
        public long? Reads { get; set; }
        public long? Writes { get; set; }
        public bool IsInUse { get; set; }
        public bool IsAsleep { get; set; }
        public long? TouchedAt { get; set; }

        /// <summary>What is counted until the next look after the echo's time is ours.</summary>
        public bool IsEchoOpen { get; set; }

        /// <summary>It was asked since the last look, and slept.</summary>
        public bool IsAskedAsleep { get; set; }
        public bool IsEchoWake { get; set; }
    }
}
