using Microsoft.Extensions.Options;
using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Health;
using Proxima.Model.Host;
using Proxima.Server.Features.Health;

namespace Proxima.Server.Tests.Health;

/// <summary>A host in good health; a test makes one thing of it bad.</summary>
internal static class Patient
{
    public static readonly NodeId Node = NodeId.Parse("0190a1b2c3d4e5f60718293a4b5c6d7e", null);
    public static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static HostFigures Healthy() => new()
    {
        WindowSeconds = 10,
        Cpu = Cpu(20),
        Load = Load(0.5),
        Pressure = Reading.Of(new PressureFigures(1, 0, 0, 0, 2, 1)),
        Memory = Memory(50),
        Swap = Reading.Of(new SwapFigures(1000, 0, 0, 0, 0)),
        Disks = Reading.Of(new DiskFiguresList([])),
        Filesystems = Mounts(Mount("/", 40)),
        Interfaces = Interfaces(0),
        Sensors = Sensors(Sensor(45)),
        Cgroup = Reading.Absent<CgroupFigures>("not in a container"),
        Uptime = Reading.Of(new UptimeGauges(1000)),
    };

    public static HealthInput Input(HostFigures? figures, double ageSeconds = 0) => new()
    {
        Node = Node,
        Now = Noon,
        Figures = figures,
        SampledAt = figures is null ? null : Noon.AddSeconds(-ageSeconds),
        Age = figures is null ? null : TimeSpan.FromSeconds(ageSeconds),
        StaleAfter = TimeSpan.FromSeconds(30),
    };

    public static IReadOnlyList<Finding> Examine(HostFigures figures) => Examine(Input(figures));

    public static IReadOnlyList<Finding> Examine(HealthInput input, HealthOptions? options = null)
        => new RuleBook(Options.Create(options ?? new HealthOptions())).Evaluate(input);

    public static Reading<CpuFigures> Cpu(double busy, int threads = 4) => Reading.Of(new CpuFigures
    {
        Total = new CpuShares(busy, busy, 0, 0, 0, 0),
        Cores = [.. Enumerable.Range(0, threads).Select(core => new CoreFigures(core, busy))],
    });

    public static Reading<LoadAverage> Load(double fiveMinutes)
        => Reading.Of(new LoadAverage(fiveMinutes, fiveMinutes, fiveMinutes, 1, 100));

    public static Reading<MemoryFigures> Memory(double percent) => Reading.Of(new MemoryFigures
    {
        TotalBytes = 100_000,
        UsedBytes = (long)(percent * 1000),
        UsedPercent = percent,
        AvailableBytes = 100_000 - (long)(percent * 1000),
        Gauges = new MemoryGauges { TotalBytes = 100_000, FreeBytes = 0, AvailableBytes = 0 },
    });

    public static Reading<FilesystemList> Mounts(params FilesystemGauges[] mounts) => Reading.Of(new FilesystemList(mounts));

    /// <summary>Used percent of 1000 bytes that users can get; root keeps another 50.</summary>
    public static FilesystemGauges Mount(
        string at, double percent, string type = "ext4", long? inodes = null, long? usedInodes = null) => new()
    {
        MountPoint = at,
        Source = "/dev/mapper/pve-root",
        Type = type,
        IsReadOnly = false,
        IsRemote = false,
        Space = Reading.Of(new FilesystemSpace(1050, (long)(percent * 10), 1000 - (long)(percent * 10), inodes, usedInodes)),
    };

    public static Reading<InterfaceFiguresList> Interfaces(double? errors) => Reading.Of(new InterfaceFiguresList(
    [
        new InterfaceFigures { Counters = Fleet.HostStory.Interface("eno1", 0), ErrorsPerSecond = errors },
    ]));

    public static Reading<SensorList> Sensors(params SensorGauge[] sensors) => Reading.Of(new SensorList(sensors));

    public static SensorGauge Sensor(
        double value, double? high = null, double? critical = null, string chip = "coretemp",
        SensorKind kind = SensorKind.Temperature) => new()
    {
        Id = $"{chip}/temp1",
        Chip = chip,
        Label = "Package id 0",
        Kind = kind,
        Value = Reading.Of(new SensorValue(value, high, critical)),
    };
}
