namespace Proxima.Model.Fleet;

/// <summary>
/// The names under which figures go into history, with unit and meaning. A name never changes; a series of a part
/// is <c>name:part</c> (<c>disk.read:sda</c>, <c>filesystem.used:/var</c>): names never hold a colon, parts may.
/// </summary>
public static class Series
{
    public const string CpuBusy = "cpu.busy";
    public const string CpuUser = "cpu.user";
    public const string CpuSystem = "cpu.system";
    public const string CpuIoWait = "cpu.iowait";
    public const string CpuSteal = "cpu.steal";
    public const string Load1 = "load.1m";
    public const string PressureCpu = "pressure.cpu.some";
    public const string PressureMemory = "pressure.memory.some";
    public const string PressureIo = "pressure.io.some";
    public const string MemoryUsed = "memory.used";
    public const string MemoryUsedPercent = "memory.used_percent";
    public const string MemoryAvailable = "memory.available";
    public const string MemoryCached = "memory.cached";
    public const string MemoryArc = "memory.arc";
    public const string SwapUsed = "swap.used";
    public const string DiskRead = "disk.read";
    public const string DiskWritten = "disk.written";
    public const string DiskBusy = "disk.busy";
    public const string DiskReadAwait = "disk.read_await";
    public const string DiskWriteAwait = "disk.write_await";
    public const string DiskTemperature = "disk.temperature";
    public const string DiskLifeLeft = "disk.life_left";
    public const string DiskHours = "disk.hours";
    public const string DiskWrittenTotal = "disk.written_total";
    public const string DiskReallocated = "disk.reallocated";
    public const string DiskPending = "disk.pending";
    public const string DiskUncorrectable = "disk.uncorrectable";
    public const string DiskInterfaceErrors = "disk.interface_errors";
    public const string DiskAttribute = "disk.attribute";
    public const string FilesystemUsed = "filesystem.used";
    public const string FilesystemUsedPercent = "filesystem.used_percent";
    public const string FilesystemInodesPercent = "filesystem.inodes_percent";
    public const string NetworkReceived = "network.received";
    public const string NetworkSent = "network.sent";
    public const string NetworkErrors = "network.errors";
    public const string NetworkReceivedTotal = "network.received_total";
    public const string NetworkSentTotal = "network.sent_total";
    public const string Temperature = "temperature";
    public const string FanSpeed = "fan.speed";

    /// <summary>Worst severity of the node at that moment (0 ok, 1 info, 2 unknown, 3 warning, 4 critical): the heartbeat bar.</summary>
    public const string NodeState = "node.state";

    /// <summary>Every series that may be stored.</summary>
    public static IReadOnlyDictionary<string, SeriesInfo> All { get; } = new SeriesInfo[]
    {
        new(CpuBusy, Unit.Percent, "CPU busy over all cores"),
        new(CpuUser, Unit.Percent, "CPU in user code, guests included"),
        new(CpuSystem, Unit.Percent, "CPU in the kernel, interrupts included"),
        new(CpuIoWait, Unit.Percent, "CPU idle while I/O was outstanding"),
        new(CpuSteal, Unit.Percent, "CPU taken by the hypervisor below"),
        new(Load1, Unit.Count, "Load average over one minute"),
        new(PressureCpu, Unit.Percent, "Share of time some task waited for CPU"),
        new(PressureMemory, Unit.Percent, "Share of time some task waited for memory"),
        new(PressureIo, Unit.Percent, "Share of time some task waited for I/O"),
        new(MemoryUsed, Unit.Bytes, "Memory that cannot be given back"),
        new(MemoryUsedPercent, Unit.Percent, "Memory that cannot be given back, of all"),
        new(MemoryAvailable, Unit.Bytes, "Memory new work can get without swapping"),
        new(MemoryCached, Unit.Bytes, "Page cache"),
        new(MemoryArc, Unit.Bytes, "ZFS ARC"),
        new(SwapUsed, Unit.Bytes, "Swap in use"),
        new(DiskRead, Unit.BytesPerSecond, "Read from a block device"),
        new(DiskWritten, Unit.BytesPerSecond, "Written to a block device"),
        new(DiskBusy, Unit.Percent, "Share of time a block device had a request in flight"),
        new(DiskReadAwait, Unit.Milliseconds, "Mean time of a finished read"),
        new(DiskWriteAwait, Unit.Milliseconds, "Mean time of a finished write"),
        new(DiskTemperature, Unit.Celsius, "Temperature a disk reports of itself"),
        new(DiskLifeLeft, Unit.Percent, "Life a solid state disk has left"),
        new(DiskHours, Unit.Count, "Hours a disk has run"),
        new(DiskWrittenTotal, Unit.Bytes, "Written to a disk in its life"),
        new(DiskReallocated, Unit.Count, "Sectors a disk has replaced"),
        new(DiskPending, Unit.Count, "Sectors a disk could not read and waits to replace"),
        new(DiskUncorrectable, Unit.Count, "Errors a disk could not correct"),
        new(DiskInterfaceErrors, Unit.Count, "Errors between a disk and its controller"),
        new(DiskAttribute, Unit.Count, "A vendor's attribute of a disk, by number"),
        new(FilesystemUsed, Unit.Bytes, "Used on a file system"),
        new(FilesystemUsedPercent, Unit.Percent, "Used of what a file system can give to users"),
        new(FilesystemInodesPercent, Unit.Percent, "Inodes used"),
        new(NetworkReceived, Unit.BytesPerSecond, "Received on an interface"),
        new(NetworkSent, Unit.BytesPerSecond, "Sent on an interface"),
        new(NetworkErrors, Unit.PerSecond, "Errors and drops on an interface, both directions"),
        new(NetworkReceivedTotal, Unit.BytesPerSecond, "Received on all physical interfaces"),
        new(NetworkSentTotal, Unit.BytesPerSecond, "Sent on all physical interfaces"),
        new(Temperature, Unit.Celsius, "A temperature sensor"),
        new(FanSpeed, Unit.RevolutionsPerMinute, "A fan"),
        new(NodeState, Unit.Count, "Worst severity of the node"),
    }.ToDictionary(series => series.Name, StringComparer.Ordinal);

    /// <summary>
    /// A figure as it is kept: rates and percentages are quotients whose last ten digits are noise that nobody reads and no coding
    /// makes smaller. Percent to two decimals, bytes a second whole, times and other rates to three; what was counted stays as it is.
    /// </summary>
    public static double Kept(string key, double value)
        => All.TryGetValue(Split(key).Name, out var info) && Decimals(info.Unit) is { } decimals && Math.Abs(value) < 1e12
            ? Math.Round(value, decimals)
            : value;

    private static int? Decimals(Unit unit) => unit switch
    {
        Unit.Percent => 2,
        Unit.BytesPerSecond => 0,
        Unit.Milliseconds or Unit.PerSecond or Unit.Celsius => 3,
        _ => null,
    };

    /// <summary>Joins a name and a part.</summary>
    public static string Of(string name, string? part) => part is null ? name : $"{name}:{part}";

    /// <summary>Splits a series key; the part is null where there is none.</summary>
    public static (string Name, string? Part) Split(string key)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (key, null) : (key[..colon], key[(colon + 1)..]);
    }
}

/// <summary>One name in the catalogue of series.</summary>
public sealed record SeriesInfo(string Name, Unit Unit, string Meaning);
