using System.Globalization;
using Proxima.Model.Host;
using Proxima.Model.Wire;

namespace Proxima.Model.Tests;

/// <summary>Makes observations of one host, everything absent but what a test sets.</summary>
internal static class Observations
{
    public static NodeId Node { get; } = NodeId.Parse(new string('a', 32), CultureInfo.InvariantCulture);

    public static HostSample Empty { get; } = new()
    {
        Cpu = Reading.Absent<CpuCounters>("none"),
        Load = Reading.Absent<LoadAverage>("none"),
        Pressure = Reading.Absent<PressureCounters>("none"),
        Memory = Reading.Absent<MemoryGauges>("none"),
        Swap = Reading.Absent<SwapCounters>("none"),
        Disks = Reading.Absent<DiskList>("none"),
        Filesystems = Reading.Absent<FilesystemList>("none"),
        Interfaces = Reading.Absent<InterfaceList>("none"),
        Sensors = Reading.Absent<SensorList>("none"),
        Cgroup = Reading.Absent<CgroupCounters>("none"),
        Uptime = Reading.Absent<UptimeGauges>("none"),
    };

    public static HostObservation At(double seconds, HostSample sample, string bootId = "boot", string epoch = "epoch") => new()
    {
        Node = Node,
        Origin = Origin.Local,
        Epoch = epoch,
        Sequence = 1,
        TakenAt = DateTimeOffset.UnixEpoch,
        BootTimeMilliseconds = (long)(seconds * 1000),
        BootId = bootId,
        Sample = sample,
        Collectors = [],
        Cost = new HostCost { CpuSeconds = 1, ResidentBytes = 1, ProgramsStarted = 0, DisksWoken = 0, RunningSeconds = 1 },
    };

    public static CpuTimes Times(
        long user = 0, long nice = 0, long system = 0, long idle = 0, long iowait = 0, long irq = 0, long softIrq = 0, long steal = 0, long guest = 0, long guestNice = 0)
        => new(user, nice, system, idle, iowait, irq, softIrq, steal, guest, guestNice);

    public static HostSample Cpu(CpuTimes total, params CoreTimes[] cores)
        => Empty with { Cpu = Reading.Of(new CpuCounters { Total = total, Cores = cores, ContextSwitches = total.User, Forks = total.System, Running = 3 }) };

    public static DiskCounters Disk(
        string name, long reads = 0, long readBytes = 0, long readMilliseconds = 0, long writes = 0, long writtenBytes = 0, long writeMilliseconds = 0, long busy = 0, long weighted = 0)
        => new()
        {
            Name = name,
            Reads = reads,
            ReadsMerged = 0,
            ReadBytes = readBytes,
            ReadMilliseconds = readMilliseconds,
            Writes = writes,
            WritesMerged = 0,
            WrittenBytes = writtenBytes,
            WriteMilliseconds = writeMilliseconds,
            InFlight = 0,
            BusyMilliseconds = busy,
            WeightedMilliseconds = weighted,
        };

    public static HostSample Disks(params DiskCounters[] disks) => Empty with { Disks = Reading.Of(new DiskList(disks)) };

    public static InterfaceCounters Card(string name, InterfaceRole role, long received = 0, long sent = 0, long errors = 0, long drops = 0) => new()
    {
        Name = name,
        Role = role,
        State = "up",
        ReceivedBytes = received,
        ReceivedPackets = received / 10,
        ReceiveErrors = errors,
        ReceiveDrops = drops,
        SentBytes = sent,
        SentPackets = sent / 10,
        SendErrors = errors,
        SendDrops = drops,
    };

    public static HostSample Cards(params InterfaceCounters[] cards) => Empty with { Interfaces = Reading.Of(new InterfaceList(cards)) };

    public static MemoryGauges Memory(long total, long available, long? arc = null, long? arcMinimum = null)
        => new() { TotalBytes = total, FreeBytes = available / 2, AvailableBytes = available, ArcBytes = arc, ArcMinimumBytes = arcMinimum };
}
