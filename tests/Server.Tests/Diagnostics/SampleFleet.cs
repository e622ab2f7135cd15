using System.Collections.Immutable;
using System.Globalization;
using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Health;
using Proxima.Model.Host;
using Proxima.Model.Wire;
using Proxima.Server.Features.Fleet;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Tests.Diagnostics;

/// <summary>A live state made by hand.</summary>
internal sealed class SampleFleet(params NodeState[] nodes) : IFleet, IFleetSight
{
    public static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly NodeId Id = NodeId.Parse("0190aaaaaaaaaaaaaaaaaaaaaaaaaaaa", CultureInfo.InvariantCulture);

    public FleetState Current { get; } = new(1, Noon, nodes.ToImmutableSortedDictionary(node => node.Id.ToString(), node => node));

    public FleetState Seen(Bounds bounds) => Current;

    public Task<AcceptResult> AcceptAsync(HostObservation observation, CancellationToken cancellationToken)
        => throw new NotSupportedException("a scrape accepts nothing");

    public IAsyncEnumerable<FleetState> ChangesAsync(long afterVersion, CancellationToken cancellationToken)
        => throw new NotSupportedException("a scrape waits for nothing");

    public static NodeState Node(HostFigures? figures = null, string name = "pve1", NodeId? id = null) => new()
    {
        Id = id ?? Id,
        Name = name,
        Version = 1,
        Facts = new HostFacts
        {
            HostName = name,
            Os = Reading.Of(new OsFacts("Debian GNU/Linux 12 (bookworm)", "debian", "12", "6.8.12-4-pve", "x86_64")),
            Cpu = Reading.Of(new CpuFacts("AMD Ryzen 5", 1, 6, 12, 4400)),
            Board = Reading.Absent<BoardFacts>("no DMI"),
            Identity = Reading.Of(new IdentityFacts("very-secret-machine-id", "very-secret-uuid")),
        },
        Figures = figures ?? Figures(),
        Collectors =
        [
            new("cpu", CollectorOutcome.Value, 120, null),
            new("zfs", CollectorOutcome.Absent, 3, "no ZFS"),
            new("hwmon", CollectorOutcome.Failed, 9, "EIO"),
        ],
        Cost = new HostCost { CpuSeconds = 12.5, ResidentBytes = 80_000_000, WrittenBytes = 4096, ProgramsStarted = 0, DisksWoken = 0, RunningSeconds = 60 },
        SampledAt = Noon.AddSeconds(-4),
        IsAnswering = true,
        Origins = ImmutableSortedDictionary<Origin, DateTimeOffset>.Empty.Add(Origin.Local, Noon),
        Findings = [Finding(Severity.Warning, "a"), Finding(Severity.Warning, "b"), Finding(Severity.Critical, "c")],
        Severity = Severity.Critical,
    };

    public static HostFigures Figures() => new()
    {
        WindowSeconds = 10,
        Cpu = Reading.Of(new CpuFigures
        {
            Total = new CpuShares(25, 20, 5, 2.5, 0, 0),
            Cores = [new CoreFigures(0, 50), new CoreFigures(1, null)],
            ContextSwitchesPerSecond = 1000,
        }),
        Load = Reading.Of(new LoadAverage(0.5, 0.25, 0.125, 1, 200)),
        Pressure = Reading.Absent<PressureFigures>("kernel has no PSI"),
        Memory = Reading.Of(new MemoryFigures
        {
            TotalBytes = 16_000_000_000,
            UsedBytes = 4_000_000_000,
            UsedPercent = 25,
            AvailableBytes = 12_000_000_000,
            Gauges = new MemoryGauges { TotalBytes = 16_000_000_000, FreeBytes = 1_000_000_000, AvailableBytes = 12_000_000_000 },
        }),
        Swap = Reading.Failed<SwapFigures>("/proc/meminfo: EIO"),
        Disks = Reading.Of(
            new DiskFiguresList([new DiskFigures { Name = "sda", ReadBytesPerSecond = 4096, BusyPercent = 1, ReadAwaitMilliseconds = 2 }])),
        Filesystems = Reading.Of(new FilesystemList(
        [
            Filesystem("/", Reading.Of(new FilesystemSpace(100, 60, 30, 10, 5))),
            Filesystem("/mnt/nas", Reading.Failed<FilesystemSpace>("no answer within 2 s")),
        ])),
        Interfaces = Reading.Of(new InterfaceFiguresList([Interface("eno1", "up", 1_000_000_000), Interface("tap100i0", "unknown", null)])),
        Sensors = Reading.Of(new SensorList(
        [
            new SensorGauge { Id = "coretemp-isa-0000/temp1", Chip = "coretemp", Label = "Package id 0", Kind = SensorKind.Temperature, Value = Reading.Of(new SensorValue(45, 80, 100)) },
            new SensorGauge { Id = "nct6775/fan1", Chip = "nct6775", Label = "fan1", Kind = SensorKind.Fan, Value = Reading.Failed<SensorValue>("EIO") },
        ])),
        Cgroup = Reading.Absent<CgroupFigures>("not in a container"),
        Uptime = Reading.Of(new UptimeGauges(3600)),
    };

    public static FilesystemGauges Filesystem(string mountPoint, Reading<FilesystemSpace> space) => new()
    {
        MountPoint = mountPoint,
        Source = "/dev/sda1",
        Type = "ext4",
        IsReadOnly = false,
        IsRemote = false,
        Space = space,
    };

    private static InterfaceFigures Interface(string name, string state, long? speed) => new()
    {
        Counters = new InterfaceCounters
        {
            Name = name,
            Role = InterfaceRole.Physical,
            State = state,
            ReceivedBytes = 1000,
            ReceivedPackets = 10,
            ReceiveErrors = 0,
            ReceiveDrops = 0,
            SentBytes = 2000,
            SentPackets = 20,
            SendErrors = 0,
            SendDrops = 0,
            SpeedBitsPerSecond = speed,
        },
        ReceivedBytesPerSecond = 100,
    };

    private static Finding Finding(Severity severity, string part) => new()
    {
        Key = $"rule:{part}",
        Rule = "rule",
        Category = HealthCategory.Cpu,
        Severity = severity,
        Node = Id,
        Part = part,
        Text = "something",
        Arguments = new Dictionary<string, string>(StringComparer.Ordinal),
        Source = "/proc/stat",
        FirstSeen = Noon,
        LastSeen = Noon,
    };
}
