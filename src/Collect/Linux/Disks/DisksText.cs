using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Disks;

/// <summary>
/// /proc/diskstats, Documentation/admin-guide/iostats.rst: 14 fields since 2.6, 18 with discards (4.18), 20 with flushes (5.5).
/// Partitions of kernels before 2.6.25 have 7.
/// </summary>
internal static class DisksText
{
    private const int SectorBytes = 512;
    private const int Counters = 11;
    private const int CountersWithDiscards = 15;
    private const int CountersWithFlushes = 17;

    /// <param name="text">The file.</param>
    /// <param name="wholeDevices">Names in /sys/block, where partitions are not listed; empty where that is unknown.</param>
    public static Reading<DiskList> Parse(ReadOnlySpan<char> text, IReadOnlyCollection<string> wholeDevices)
    {
        List<DiskCounters> disks = [];
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var fields = new Fields(line);
            if (!fields.Next(out var major)) continue;
            if (!KernelNumber.TryCount(major, out _) || !fields.NextCount(out _) || !fields.Next(out var name))
                return Reading.Failed<DiskList>($"/proc/diskstats: line {Quote.Of(line)} does not parse");
            if (DiskName.IsLeftOut(name)) continue;
            var device = name.ToString();
            if (wholeDevices.Count > 0 ? !wholeDevices.Contains(device) : DiskName.IsPartition(name)) continue;
            if (!TryCounters(device, ref fields, lines.IsCut, out var disk))
                return Reading.Failed<DiskList>($"/proc/diskstats: line {Quote.Of(name)} does not parse");
            if (!IsUnusedNetworkDisk(disk)) disks.Add(disk);
        }

        return disks.Count == 0 ? Reading.Absent<DiskList>("no block devices") : Reading.Of(new DiskList(disks));
    }

    private static bool TryCounters(string name, ref Fields fields, bool isCut, out DiskCounters disk)
    {
        Span<long> c = stackalloc long[CountersWithFlushes];
        var isWhole = IsWhole(fields.Counts(c), isCut) && c[2] <= long.MaxValue / SectorBytes && c[6] <= long.MaxValue / SectorBytes;
        disk = new DiskCounters
        {
            Name = name,
            Reads = c[0],
            ReadsMerged = c[1],
            ReadBytes = isWhole ? c[2] * SectorBytes : 0,
            ReadMilliseconds = c[3],
            Writes = c[4],
            WritesMerged = c[5],
            WrittenBytes = isWhole ? c[6] * SectorBytes : 0,
            WriteMilliseconds = c[7],
            InFlight = c[8],
            BusyMilliseconds = c[9],
            WeightedMilliseconds = c[10],
        };
        return isWhole;
    }

    /// <summary>A line with another number of counters than any kernel prints was cut off, as may be the last of one without LF.</summary>
    private static bool IsWhole(int counters, bool isCut)
        => counters switch
        {
            Counters => !isCut,
            CountersWithDiscards or CountersWithFlushes => true,
            _ => false,
        };

    /// <summary>The nbd driver makes sixteen devices at load, connected or not.</summary>
    private static bool IsUnusedNetworkDisk(DiskCounters disk)
        => disk is { Reads: 0, Writes: 0, InFlight: 0 } && disk.Name.StartsWith("nbd", StringComparison.Ordinal);
}
