using Proxima.Model;
using Proxima.Model.Host;
using Proxima.Model.Wire;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Fleet;

/// <summary>A made-up host that tells its story sample by sample: healthy unless said otherwise, a quarter busy.</summary>
internal sealed class HostStory(NodeId node, ManualClock clock)
{
    public const string Epoch = "epoch-one";

    private readonly DateTimeOffset _boot = clock.GetUtcNow().AddDays(-1);

    public NodeId Node { get; } = node;
    public Origin Origin { get; init; } = Origin.Agent;
    public string BootId { get; set; } = "boot-one";

    /// <summary>Sample number <paramref name="sequence"/> as of now; 0 is a live frame.</summary>
    public HostObservation Tell(long sequence, string epoch = Epoch)
    {
        var up = clock.GetUtcNow() - _boot;
        return new HostObservation
        {
            Node = Node,
            Origin = Origin,
            Epoch = epoch,
            Sequence = sequence,
            TakenAt = clock.GetUtcNow(),
            BootTimeMilliseconds = (long)clock.GetElapsedTime(0).TotalMilliseconds + 86_400_000,
            BootId = BootId,
            Sample = Sample((long)(clock.GetElapsedTime(0).TotalSeconds * 100), up.TotalSeconds),
            Collectors = [new CollectorReport("cpu", CollectorOutcome.Value, 120, null)],
            Cost = Cost(clock.GetElapsedTime(0).TotalSeconds),
        };
    }

    public HostObservation TellWithFacts(long sequence, string hostName) => Tell(sequence) with { Facts = Facts(hostName) };

    /// <summary>One core of two is half busy: a quarter in all. Counters rise with the clock.</summary>
    public static HostSample Sample(long ticks, double upSeconds) => new()
    {
        Cpu = Reading.Of(new CpuCounters
        {
            Total = Times(ticks / 2, ticks * 3 / 2),
            Cores = [new CoreTimes(0, Times(ticks / 2, ticks / 2)), new CoreTimes(1, Times(0, ticks))],
            ContextSwitches = ticks * 10,
            Forks = ticks,
        }),
        Load = Reading.Of(new LoadAverage(0.5, 0.4, 0.3, 1, 200)),
        Pressure = Reading.Absent<PressureCounters>("kernel has no PSI"),
        Memory = Reading.Of(new MemoryGauges { TotalBytes = 1000, FreeBytes = 300, AvailableBytes = 600 }),
        Swap = Reading.Absent<SwapCounters>("no swap configured"),
        Disks = Reading.Of(new DiskList([])),
        Filesystems = Reading.Of(new FilesystemList([Mount("/", 40, 60)])),
        Interfaces = Reading.Of(new InterfaceList([Interface("eno1", ticks * 1000)])),
        Sensors = Reading.Of(new SensorList([])),
        Cgroup = Reading.Absent<CgroupCounters>("not in a container"),
        Uptime = Reading.Of(new UptimeGauges(upSeconds)),
    };

    public static FilesystemGauges Mount(string at, long used, long available, string type = "ext4") => new()
    {
        MountPoint = at,
        Source = "/dev/sda1",
        Type = type,
        IsReadOnly = false,
        IsRemote = false,
        Space = Reading.Of(new FilesystemSpace(used + available, used, available, null, null)),
    };

    public static InterfaceCounters Interface(string name, long bytes, InterfaceRole role = InterfaceRole.Physical) => new()
    {
        Name = name,
        Role = role,
        State = "up",
        ReceivedBytes = bytes,
        ReceivedPackets = bytes / 1000,
        ReceiveErrors = 0,
        ReceiveDrops = 0,
        SentBytes = bytes / 2,
        SentPackets = bytes / 2000,
        SendErrors = 0,
        SendDrops = 0,
    };

    public static HostCost Cost(double running) => new()
    {
        CpuSeconds = running / 100,
        ResidentBytes = 50_000_000,
        WrittenBytes = (long)running * 1000,
        ProgramsStarted = 0,
        DisksWoken = 0,
        RunningSeconds = running,
    };

    public static HostFacts Facts(string hostName, string? machine = "m-1", string? product = "p-1") => new()
    {
        HostName = hostName,
        Os = Reading.Of(new OsFacts("Debian GNU/Linux 12", "debian", "12", "6.8.12-4-pve", "x86_64")),
        Cpu = Reading.Of(new CpuFacts("Ryzen 5", 1, 1, 2, 4000)),
        Board = Reading.Absent<BoardFacts>("no DMI"),
        Identity = Reading.Of(new IdentityFacts(machine, product)),
    };

    private static CpuTimes Times(long user, long idle) => new(user, 0, 0, idle, 0, 0, 0, 0, 0, 0);
}
