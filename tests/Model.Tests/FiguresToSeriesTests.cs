using Proxima.Model.Figures;
using Proxima.Model.Fleet;
using Proxima.Model.Host;
using static Proxima.Model.Tests.Observations;

namespace Proxima.Model.Tests;

public sealed class FiguresToSeriesTests
{
    [Fact]
    public void Nothing_known_is_nothing_stored() => Stored(null, Empty).ShouldBeEmpty();

    [Fact]
    public void The_first_sample_stores_gauges_and_no_rates()
    {
        var stored = Stored(null, Cpu(Times(user: 1, idle: 9)) with { Load = Reading.Of(new LoadAverage(0.5, 1, 2, 1, 100)), Disks = Disks(Disk("sda")).Disks });

        stored.ShouldBe(new Dictionary<string, double> { [Series.Load1] = 0.5 });
    }

    [Fact]
    public void Memory_and_swap_are_stored_with_what_is_known()
    {
        var stored = Stored(null, Empty with { Memory = Reading.Of(Memory(1000, 600) with { CachedBytes = 50 }), Swap = Reading.Of(new SwapCounters(100, 75, null, null)) });

        stored.ShouldBe(new Dictionary<string, double>
        {
            [Series.MemoryUsed] = 400,
            [Series.MemoryUsedPercent] = 40,
            [Series.MemoryAvailable] = 600,
            [Series.MemoryCached] = 50,
            [Series.SwapUsed] = 25,
        });
    }

    [Fact]
    public void A_disk_is_stored_under_its_name_and_an_unknown_wait_is_a_gap()
    {
        var stored = Stored(Disks(Disk("sda")), Disks(Disk("sda", reads: 5, readBytes: 1000, readMilliseconds: 10, busy: 1000)));

        stored["disk.read:sda"].ShouldBe(100);
        stored["disk.read_await:sda"].ShouldBe(2);
        stored["disk.busy:sda"].ShouldBe(10);
        stored.ShouldNotContainKey("disk.write_await:sda");
    }

    [Fact]
    public void A_file_system_is_stored_by_mount_point_and_a_failed_one_not()
    {
        var stored = Stored(null, Empty with
        {
            Filesystems = Reading.Of(new FilesystemList(
            [
                Mount("/var", Reading.Of(new FilesystemSpace(1000, 300, 100, 50, 10))),
                Mount("/boot", Reading.Of(new FilesystemSpace(1000, 250, 750, null, null))),
                Mount("/nas", Reading.Failed<FilesystemSpace>("nas:/x did not answer in 2 s")),
            ])),
        });

        stored.ShouldBe(new Dictionary<string, double>
        {
            ["filesystem.used:/var"] = 300,
            ["filesystem.used_percent:/var"] = 75,
            ["filesystem.inodes_percent:/var"] = 20,
            ["filesystem.used:/boot"] = 250,
            ["filesystem.used_percent:/boot"] = 25,
        });
    }

    [Fact]
    public void Totals_are_over_physical_cards_and_guests_ends_are_left_to_guests()
    {
        var stored = Stored(
            Cards(Card("eno1", InterfaceRole.Physical), Card("eno2", InterfaceRole.Physical), Card("vmbr0", InterfaceRole.Bridge),
            Card("tap1", InterfaceRole.Guest), Card("lo", InterfaceRole.Loopback)),
            Cards(
                Card("eno1", InterfaceRole.Physical, 100, 200, 1, 2), Card("eno2", InterfaceRole.Physical, 300, 400), Card("vmbr0", InterfaceRole.Bridge, 100, 200),
                Card("tap1", InterfaceRole.Guest, 5, 5), Card("lo", InterfaceRole.Loopback, 9, 9)));

        stored[Series.NetworkReceivedTotal].ShouldBe(40);
        stored[Series.NetworkSentTotal].ShouldBe(60);
        stored["network.received:vmbr0"].ShouldBe(10);
        stored["network.errors:eno1"].ShouldBe(0.6, 0.0001);
        stored.Keys.ShouldNotContain(key => key.EndsWith(":tap1", StringComparison.Ordinal) || key.EndsWith(":lo", StringComparison.Ordinal));
    }

    [Fact]
    public void A_total_that_lacks_a_card_is_a_gap()
        => Stored(Cards(Card("eno1", InterfaceRole.Physical)), Cards(Card("eno1", InterfaceRole.Physical, 100), Card("eno2", InterfaceRole.Physical, 100)))
            .ShouldNotContainKey(Series.NetworkReceivedTotal);

    [Fact]
    public void Sensors_are_stored_by_id_and_a_broken_one_is_a_gap()
        => Stored(null, Empty with
        {
            Sensors = Reading.Of(new SensorList(
            [
                Sensor("k10temp-pci-00c3/temp1", SensorKind.Temperature, Reading.Of(new SensorValue(45.5))),
                Sensor("it87-isa-0a30/fan1", SensorKind.Fan, Reading.Of(new SensorValue(900))),
                Sensor("it87-isa-0a30/temp2", SensorKind.Temperature, Reading.Failed<SensorValue>("EIO")),
                Sensor("it87-isa-0a30/in0", SensorKind.Voltage, Reading.Of(new SensorValue(1.1))),
            ])),
        }).ShouldBe(new Dictionary<string, double> { ["temperature:k10temp-pci-00c3/temp1"] = 45.5, ["fan.speed:it87-isa-0a30/fan1"] = 900 });

    [Fact]
    public void Cpu_and_pressure_are_stored_as_shares()
    {
        var pressure = Reading.Of(new PressureCounters { IoSome = new PressureLine(0, 0, 0, 0) });
        var later = Reading.Of(new PressureCounters { IoSome = new PressureLine(0, 0, 0, 5_000_000) });

        var stored = Stored(Cpu(Times()) with { Pressure = pressure }, Cpu(Times(user: 30, system: 10, idle: 50, iowait: 5, steal: 5)) with { Pressure = later });

        stored.ShouldBe(new Dictionary<string, double>
        {
            [Series.CpuBusy] = 45,
            [Series.CpuUser] = 30,
            [Series.CpuSystem] = 10,
            [Series.CpuIoWait] = 5,
            [Series.CpuSteal] = 5,
            [Series.PressureIo] = 50,
        });
    }

    private static Dictionary<string, double> Stored(HostSample? before, HostSample now)
        => FiguresToSeries.SeriesOf(FiguresOf.Host(before is null ? null : At(0, before), At(10, now))).ToDictionary(one => one.Series, one => one.Value);

    private static FilesystemGauges Mount(string mountPoint, Reading<FilesystemSpace> space)
        => new() { MountPoint = mountPoint, Source = "s", Type = "ext4", IsReadOnly = false, IsRemote = false, Space = space };

    private static SensorGauge Sensor(string id, SensorKind kind, Reading<SensorValue> value) => new() { Id = id, Chip = "c", Label = "l", Kind = kind, Value = value };
}
