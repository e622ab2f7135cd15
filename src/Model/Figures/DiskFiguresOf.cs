using Proxima.Model.Host;

namespace Proxima.Model.Figures;

/// <summary>Rates of block devices, matched by name: one that was just plugged in has none yet.</summary>
internal static class DiskFiguresOf
{
    public static DiskFiguresList Disks(DiskList? before, DiskList now, double seconds)
    {
        Dictionary<string, DiskCounters> known = new(StringComparer.Ordinal);
        foreach (var disk in before?.Disks ?? []) known[disk.Name] = disk;
        List<DiskFigures> figures = new(now.Disks.Count);
        foreach (var disk in now.Disks)
            figures.Add(known.TryGetValue(disk.Name, out var earlier)
                ? Rates(earlier, disk, seconds)
                : new DiskFigures { Name = disk.Name });
        return new DiskFiguresList(figures);
    }

    private static DiskFigures Rates(DiskCounters before, DiskCounters now, double seconds) => new()
    {
        Name = now.Name,
        ReadBytesPerSecond = CounterRate.PerSecond(before.ReadBytes, now.ReadBytes, seconds),
        WrittenBytesPerSecond = CounterRate.PerSecond(before.WrittenBytes, now.WrittenBytes, seconds),
        ReadsPerSecond = CounterRate.PerSecond(before.Reads, now.Reads, seconds),
        WritesPerSecond = CounterRate.PerSecond(before.Writes, now.Writes, seconds),
        BusyPercent = FiguresOf.Percent(CounterRate.PerSecond(before.BusyMilliseconds, now.BusyMilliseconds, seconds) / 10),
        ReadAwaitMilliseconds = Await(before.Reads, now.Reads, before.ReadMilliseconds, now.ReadMilliseconds),
        WriteAwaitMilliseconds = Await(before.Writes, now.Writes, before.WriteMilliseconds, now.WriteMilliseconds),
        QueueLength = CounterRate.PerSecond(before.WeightedMilliseconds, now.WeightedMilliseconds, seconds) / 1000,
    };

    private static double? Await(long requestsBefore, long requests, long millisecondsBefore, long milliseconds)
        => CounterRate.Increase(requestsBefore, requests) is > 0 and var finished
            && CounterRate.Increase(millisecondsBefore, milliseconds) is { } spent
                ? (double)spent / finished
                : null;
}
