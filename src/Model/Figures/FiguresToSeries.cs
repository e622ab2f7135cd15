using Proxima.Model.Fleet;
using Proxima.Model.Host;

namespace Proxima.Model.Figures;

/// <summary>Which figures go into history, under which name. Only what is known is listed: a gap stays a gap.</summary>
public static class FiguresToSeries
{
    public static IReadOnlyList<(string Series, double Value)> SeriesOf(HostFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        List<(string Series, double Value)> all = [];
        AddCpu(all, figures);
        AddMemory(all, figures);
        foreach (var disk in figures.Disks.Value?.Disks ?? []) AddDisk(all, disk);
        foreach (var filesystem in figures.Filesystems.Value?.Filesystems ?? []) AddFilesystem(all, filesystem);
        AddInterfaces(all, figures.Interfaces.Value?.Interfaces ?? []);
        foreach (var sensor in figures.Sensors.Value?.Sensors ?? []) AddSensor(all, sensor);
        return all;
    }

    private static void AddCpu(List<(string Series, double Value)> all, HostFigures figures)
    {
        if (figures.Cpu.Value is { } cpu)
        {
            Add(all, Series.CpuBusy, null, cpu.Total.Busy);
            Add(all, Series.CpuUser, null, cpu.Total.User);
            Add(all, Series.CpuSystem, null, cpu.Total.System);
            Add(all, Series.CpuIoWait, null, cpu.Total.IoWait);
            Add(all, Series.CpuSteal, null, cpu.Total.Steal);
        }

        Add(all, Series.Load1, null, figures.Load.Value?.OneMinute);
        Add(all, Series.PressureCpu, null, figures.Pressure.Value?.CpuSome);
        Add(all, Series.PressureMemory, null, figures.Pressure.Value?.MemorySome);
        Add(all, Series.PressureIo, null, figures.Pressure.Value?.IoSome);
    }

    private static void AddMemory(List<(string Series, double Value)> all, HostFigures figures)
    {
        var memory = figures.Memory.Value;
        Add(all, Series.MemoryUsed, null, memory?.UsedBytes);
        Add(all, Series.MemoryUsedPercent, null, memory?.UsedPercent);
        Add(all, Series.MemoryAvailable, null, memory?.AvailableBytes);
        Add(all, Series.MemoryCached, null, memory?.Gauges.CachedBytes);
        Add(all, Series.MemoryArc, null, memory?.Gauges.ArcBytes);
        Add(all, Series.SwapUsed, null, figures.Swap.Value?.UsedBytes);
    }

    private static void AddDisk(List<(string Series, double Value)> all, DiskFigures disk)
    {
        Add(all, Series.DiskRead, disk.Name, disk.ReadBytesPerSecond);
        Add(all, Series.DiskWritten, disk.Name, disk.WrittenBytesPerSecond);
        Add(all, Series.DiskBusy, disk.Name, disk.BusyPercent);
        Add(all, Series.DiskReadAwait, disk.Name, disk.ReadAwaitMilliseconds);
        Add(all, Series.DiskWriteAwait, disk.Name, disk.WriteAwaitMilliseconds);
    }

    private static void AddFilesystem(List<(string Series, double Value)> all, FilesystemGauges filesystem)
    {
        if (filesystem.Space.Value is not { } space) return;
        Add(all, Series.FilesystemUsed, filesystem.MountPoint, space.UsedBytes);
        var givable = (double)space.UsedBytes + space.AvailableBytes;
        if (givable > 0) Add(all, Series.FilesystemUsedPercent, filesystem.MountPoint, 100 * space.UsedBytes / givable);
        if (space is { TotalInodes: > 0 and var inodes, UsedInodes: { } used })
            Add(all, Series.FilesystemInodesPercent, filesystem.MountPoint, 100.0 * used / inodes);
    }

    /// <summary>
    /// Guests' ends come and go with guests and belong to their history. The totals stay out while one physical interface
    /// is unknown: a sum that lacks a part would look like traffic that stopped.
    /// </summary>
    private static void AddInterfaces(List<(string Series, double Value)> all, IReadOnlyList<InterfaceFigures> interfaces)
    {
        double? received = null;
        double? sent = null;
        var isWhole = true;
        foreach (var one in interfaces)
        {
            var counters = one.Counters;
            if (counters.Role is InterfaceRole.Guest or InterfaceRole.Loopback) continue;
            Add(all, Series.NetworkReceived, counters.Name, one.ReceivedBytesPerSecond);
            Add(all, Series.NetworkSent, counters.Name, one.SentBytesPerSecond);
            Add(all, Series.NetworkErrors, counters.Name, one.ErrorsPerSecond + one.DropsPerSecond);
            if (counters.Role != InterfaceRole.Physical) continue;
            isWhole &= one is { ReceivedBytesPerSecond: not null, SentBytesPerSecond: not null };
            received = (received ?? 0) + (one.ReceivedBytesPerSecond ?? 0);
            sent = (sent ?? 0) + (one.SentBytesPerSecond ?? 0);
        }

        if (!isWhole) return;
        Add(all, Series.NetworkReceivedTotal, null, received);
        Add(all, Series.NetworkSentTotal, null, sent);
    }

    private static void AddSensor(List<(string Series, double Value)> all, SensorGauge sensor)
    {
        if (sensor.Kind == SensorKind.Temperature) Add(all, Series.Temperature, sensor.Id, sensor.Value.Value?.Value);
        if (sensor.Kind == SensorKind.Fan) Add(all, Series.FanSpeed, sensor.Id, sensor.Value.Value?.Value);
    }

    private static void Add(List<(string Series, double Value)> all, string name, string? part, double? value)
    {
        if (value is { } known && double.IsFinite(known)) all.Add((Series.Of(name, part), known));
    }
}
