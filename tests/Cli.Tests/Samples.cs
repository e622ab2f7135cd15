using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Health;
using Proxima.Model.Host;
using Proxima.Model.Wire;
using Proxima.Server.Features.Fleet;

namespace Proxima.Cli.Tests;

/// <summary>Answers a server could give.</summary>
internal static class Samples
{
    public const string NodeId = "0190aaaabbbbccccddddeeeeffff0001";

    private static readonly DateTimeOffset Now = FakeServer.Now;

    public static FleetOverview Fleet(Severity severity, int nodes = 1, int answering = 1, params IReadOnlyList<Finding> findings) => new()
    {
        Version = 7,
        At = Now,
        Severity = severity,
        Nodes = nodes,
        NodesAnswering = answering,
        Problems = findings.Count(f => f.Severity >= Severity.Warning),
        Findings = findings,
        Evidence = new EvidenceCount(3, 2, 4, 12, 0),
        OldestSampleAt = answering > 0 ? Now.AddSeconds(-4) : null,
        Totals = new FleetTotals { Threads = 8, CpuBusyPercent = 3.21, MemoryTotalBytes = 8L << 30, MemoryUsedBytes = 2L << 30 },
        Cost = new CostFigures { ProgramsStarted = 0, DisksWoken = 0 },
    };

    public static Finding Finding(Severity severity, string text, string? advice = null) => new()
    {
        Key = "k",
        Rule = "filesystem-full",
        Category = HealthCategory.Storage,
        Severity = severity,
        Node = Model.NodeId.Parse(NodeId, null),
        Text = text,
        Arguments = new Dictionary<string, string>(StringComparer.Ordinal),
        Advice = advice,
        Source = "/proc/self/mountinfo",
        FirstSeen = Now.AddMinutes(-90),
        LastSeen = Now,
    };

    public static NodeSummary Node(string name, string id = NodeId, Severity severity = Severity.Ok, string? cause = null) => new()
    {
        Id = id,
        Name = name,
        Version = 7,
        Severity = severity,
        Cause = cause,
        Problems = 0,
        SampledAt = Now.AddSeconds(-4),
        Origins = [Origin.Local],
        CpuBusyPercent = 3.21,
        MemoryUsedPercent = 25,
        FullestPercent = 61.4,
        ReceivedBytesPerSecond = 2048,
        SentBytesPerSecond = 512,
        UptimeSeconds = 90_061,
    };

    public static NodePage Page(params IReadOnlyList<NodeSummary> nodes) => new(nodes, nodes.Count, 0, 100, 7);

    public static NodeDetail Detail(NodeSummary summary, HostFigures? figures = null, HostFacts? facts = null, params IReadOnlyList<Finding> findings) => new()
    {
        Summary = summary,
        Figures = figures,
        Facts = facts,
        Findings = findings,
        Collectors = [],
    };

    public static HostFacts Facts() => new()
    {
        HostName = "pve1",
        Os = Reading.Of(new OsFacts("Debian GNU/Linux 12 (bookworm)", "debian", "12", "6.8.12-4-pve", "x86_64")),
        Cpu = Reading.Of(new CpuFacts("AMD Ryzen 7", 1, 8, 16, null)),
        Board = Reading.Absent<BoardFacts>("no DMI on this machine"),
        Identity = Reading.Failed<IdentityFacts>("not for you"),
    };

    public static HostFigures Figures() => new()
    {
        Cpu = Reading.Of(new CpuFigures { Total = new CpuShares(12.5, 8, 4, 1, 0, 0), Cores = [] }),
        Load = Reading.Of(new LoadAverage(0.5, 0.25, 1, 1, 100)),
        Pressure = Reading.Absent<PressureFigures>("the kernel has no PSI"),
        Memory = Reading.Failed<MemoryFigures>("/proc/meminfo: line MemTotal does not parse"),
        Swap = Reading.Of(new SwapFigures(1L << 30, 0, 0, null, null)),
        Disks = Reading.Of(new DiskFiguresList([new DiskFigures { Name = "sda", ReadBytesPerSecond = 1536, WriteAwaitMilliseconds = 1.25 }])),
        Filesystems = Reading.Of(new FilesystemList(
        [
            Mount("/", "/dev/mapper/pve-root", "ext4", Reading.Of(new FilesystemSpace(100L << 30, 60L << 30, 35L << 30, 1000, 500))),
            Mount("/mnt/nas", "nas:/export", "nfs4", Reading.Failed<FilesystemSpace>("nas:/export did not answer in 2 s")),
        ])),
        Interfaces = Reading.Of(new InterfaceFiguresList([new InterfaceFigures { Counters = Interface(), ReceivedBytesPerSecond = 1e6 }])),
        Sensors = Reading.Of(new SensorList(
        [
            Sensor("Package id 0", SensorKind.Temperature, Reading.Of(new SensorValue(91, High: 80, Critical: 100))),
            Sensor("fan2", SensorKind.Fan, Reading.Failed<SensorValue>("fan2_input: I/O error")),
        ])),
        Cgroup = Reading.Absent<CgroupFigures>("not in a container with limits"),
        Uptime = Reading.Of(new UptimeGauges(90_061)),
    };

    private static FilesystemGauges Mount(string point, string source, string type, Reading<FilesystemSpace> space)
        => new() { MountPoint = point, Source = source, Type = type, IsReadOnly = false, IsRemote = type == "nfs4", Space = space };

    private static SensorGauge Sensor(string label, SensorKind kind, Reading<SensorValue> value)
        => new() { Id = $"chip/{label}", Chip = "coretemp", Label = label, Kind = kind, Value = value };

    private static InterfaceCounters Interface() => new()
    {
        Name = "vmbr0",
        Role = InterfaceRole.Bridge,
        State = "up",
        ReceivedBytes = 1,
        ReceivedPackets = 1,
        ReceiveErrors = 0,
        ReceiveDrops = 0,
        SentBytes = 1,
        SentPackets = 1,
        SendErrors = 0,
        SendDrops = 0,
        SpeedBitsPerSecond = 10_000_000_000,
        Addresses = ["192.0.2.10/24", "2001:db8::10/64"],
    };
}
