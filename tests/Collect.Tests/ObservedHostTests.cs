using System.Globalization;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Host;
using Proxima.Model.Wire;
using Proxima.TestKit;

namespace Proxima.Collect.Tests;

/// <summary>From the text of the kernel to the figures people see: two looks at a host whose files say what happened between them.</summary>
public sealed class ObservedHostTests : IDisposable
{
    private const string Boot = "5a8bc9fd-1323-4db9-8851-2053bd70d7fe";
    private static readonly NodeId Node = NodeId.New();
    private readonly FakeKernel _kernel = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public async Task Ten_seconds_of_work_are_rates()
    {
        var figures = await BetweenAsync(
            new Files { Cpu = "100 0 100 1000 0 0 0 0 0 0", Disk = "10 0 800 5 20 0 1600 9 0 100 40", Card = "1000 10 0 0" },
            new Files { Cpu = "300 0 200 1600 100 0 0 0 0 0", Disk = "20 0 1800 25 20 0 1600 9 2 5100 20040", Card = "11000 30 5 1" });

        figures.WindowSeconds.ShouldBe(10);
        var cpu = figures.Cpu.Value.ShouldNotBeNull().Total;
        (cpu.Busy, cpu.User, cpu.System, cpu.IoWait).ShouldBe((30, 20, 10, 10));
        var disk = figures.Disks.Value.ShouldNotBeNull().Disks.Single();
        (disk.ReadBytesPerSecond, disk.ReadsPerSecond, disk.ReadAwaitMilliseconds, disk.BusyPercent,
            disk.QueueLength).ShouldBe((51200, 1, 2, 50, 2));
        disk.WriteAwaitMilliseconds.ShouldBeNull("nothing was written, so nothing waited");
        var card = figures.Interfaces.Value.ShouldNotBeNull().Interfaces.Single();
        (card.ReceivedBytesPerSecond, card.ErrorsPerSecond).ShouldBe((1000, 0.5));
    }

    [Fact]
    public async Task Time_of_guests_is_part_of_user_and_not_counted_twice()
    {
        var cpu = (await BetweenAsync(new Files { Cpu = "100 0 0 1000 0 0 0 0 50 0" },
            new Files { Cpu = "600 0 0 1500 0 0 0 0 550 0" })).Cpu.Value.ShouldNotBeNull().Total;

        (cpu.Busy, cpu.User, cpu.Guest).ShouldBe((50, 50, 50));
    }

    [Fact]
    public async Task Time_taken_by_the_hypervisor_is_busy_and_told_apart()
    {
        var cpu = (await BetweenAsync(new Files { Cpu = "0 0 0 1000 0 0 0 0 0 0" },
            new Files { Cpu = "100 0 0 1700 0 0 0 200 0 0" })).Cpu.Value.ShouldNotBeNull().Total;

        (cpu.Busy, cpu.Steal, cpu.User).ShouldBe((30, 20, 10));
    }

    [Fact]
    public async Task Waiting_that_went_back_is_no_reset()
    {
        var cpu = (await BetweenAsync(new Files { Cpu = "0 0 0 1000 500 0 0 0 0 0" },
            new Files { Cpu = "500 0 0 1500 400 0 0 0 0 0" })).Cpu.Value.ShouldNotBeNull().Total;

        (cpu.Busy, cpu.IoWait).ShouldBe((50, 0));
    }

    [Fact]
    public async Task Counters_that_start_again_give_no_rate_and_no_spike()
    {
        var figures = await BetweenAsync(
            new Files { Cpu = "9000 0 0 9000 0 0 0 0 0 0", Disk = "900 0 800 5 20 0 1600 9 0 100 40", Card = "4294967290 10 0 0" },
            new Files { Cpu = "10 0 0 20 0 0 0 0 0 0", Disk = "1 0 8 5 20 0 1600 9 0 100 40", Card = "5 1 0 0" });

        figures.Cpu.Absent.ShouldBe("CPU counters were reset");
        figures.Disks.Value.ShouldNotBeNull().Disks[0].ReadBytesPerSecond.ShouldBeNull();
        figures.Interfaces.Value.ShouldNotBeNull().Interfaces[0].ReceivedBytesPerSecond.ShouldBeNull();
    }

    [Theory]
    [InlineData(299, true)]
    [InlineData(301, false)]
    [InlineData(8 * 3600, false)]
    [InlineData(0, false)]
    [InlineData(-5, false)]
    public async Task A_gap_or_a_suspend_starts_again(int seconds, bool hasRates)
    {
        var figures = await BetweenAsync(new Files(), new Files { Cpu = "300 0 200 1600 100 0 0 0 0 0" }, seconds);

        (figures.WindowSeconds is not null).ShouldBe(hasRates);
        figures.Cpu.HasValue.ShouldBe(hasRates);
        figures.Memory.HasValue.ShouldBeTrue("a gauge needs no window");
    }

    [Fact]
    public async Task A_reboot_that_left_higher_counters_is_seen_all_the_same()
    {
        var figures = await BetweenAsync(new Files(), new Files { Cpu = "900 0 900 9000 0 0 0 0 0 0", BootId = "another" });

        figures.WindowSeconds.ShouldBeNull();
        figures.Cpu.Absent.ShouldBe("needs two samples in a row");
    }

    [Fact]
    public async Task A_disk_and_a_card_that_were_plugged_in_are_listed_without_rates()
    {
        var figures = await BetweenAsync(new Files(), new Files { More = true });

        var disks = figures.Disks.Value.ShouldNotBeNull().Disks;
        disks.Select(disk => (disk.Name, disk.ReadsPerSecond)).ShouldBe([("sda", 0), ("sdb", null)]);
        var cards = figures.Interfaces.Value.ShouldNotBeNull().Interfaces;
        cards.Select(card => (card.Counters.Name, card.ReceivedBytesPerSecond)).ShouldBe([("eno1", 0), ("eno2", null)]);
    }

    [Fact]
    public async Task A_disk_that_was_pulled_out_is_gone_and_not_at_rest()
        => (await BetweenAsync(new Files { More = true },
            new Files())).Disks.Value.ShouldNotBeNull().Disks.Select(disk => disk.Name).ShouldBe(["sda"]);

    [Fact]
    public async Task A_core_that_was_switched_on_is_unknown()
    {
        var cores = (await BetweenAsync(new Files(), new Files { Cpu = "300 0 200 1600 100 0 0 0 0 0",
            More = true })).Cpu.Value.ShouldNotBeNull().Cores;

        cores.Select(core => (core.Core, core.Busy is not null)).ShouldBe([(0, true), (1, false)]);
    }

    [Fact]
    public async Task A_file_that_was_cut_off_once_costs_one_figure_and_no_wrong_one()
    {
        var figures = await BetweenAsync(new Files { CutAt = 40 }, new Files());

        figures.Cpu.HasValue.ShouldBeFalse();
        figures.Cpu.Absent.ShouldBe("needs two samples in a row");
    }

    [Fact]
    public async Task A_folder_that_holds_a_whole_host_is_observed_like_one()
    {
        using var folder = new TestFolder();
        Write(folder, "proc/stat", Samples.Stat);
        Write(folder, "proc/meminfo", Samples.MemInfo);
        Write(folder, "proc/vmstat", Samples.VmStat);
        Write(folder, "proc/spl/kstat/zfs/arcstats", Samples.ArcStats);
        Write(folder, "proc/diskstats", Samples.DiskStats);
        Write(folder, "proc/net/dev", Samples.NetDev);
        Write(folder, "proc/net/if_inet6", Samples.InetSix);
        Write(folder, "proc/self/mountinfo", Samples.MountInfo);
        Write(folder, "proc/cpuinfo", Samples.CpuInfo);
        Write(folder, "proc/loadavg", "0.02 1.04 12.05 1/497 11947\n");
        Write(folder, "proc/uptime", "350735.47 234388.90\n");
        Write(folder, "proc/pressure/cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=5\n");
        Write(folder, "proc/sys/kernel/osrelease", "6.8.12-4-pve\n");
        Write(folder, "proc/sys/kernel/hostname", "pve7\n");
        Write(folder, "etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"\n");
        Write(folder, "sys/class/net/eno1/operstate", "up\n");
        Write(folder, "sys/class/net/eno1/type", "1\n");
        Write(folder, "sys/class/net/eno1/speed", "10000\n");
        Write(folder, "sys/class/net/eno1/device/vendor", "0x8086\n");
        Write(folder, "sys/class/hwmon/hwmon0/name", "k10temp\n");
        Write(folder, "sys/class/hwmon/hwmon0/temp1_input", "45250\n");
        Write(folder, "sys/class/hwmon/hwmon0/temp1_label", "Tctl\n");

        var look = await LookAsync(RecordedHost.FromFolder(folder.Path), HostLookParts.Facts);

        var sample = look.Sample;
        sample.Memory.Value.ShouldNotBeNull().ArcBytes.ShouldBe(4294967296);
        sample.Disks.Value.ShouldNotBeNull().Disks.Select(disk => disk.Name).ShouldBe(["sda", "nvme0n1", "dm-0"]);
        var card = sample.Interfaces.Value.ShouldNotBeNull().Interfaces.Single(one => one.Name == "eno1");
        (card.State, card.SpeedBitsPerSecond, card.Role).ShouldBe(("up", 10_000_000_000, InterfaceRole.Physical));
        card.Addresses.ShouldHaveSingleItem().ShouldEndWith("/64");
        sample.Sensors.Value.ShouldNotBeNull().Sensors.ShouldHaveSingleItem().Value.Value.ShouldBe(new SensorValue(45.25));
        sample.Pressure.Value.ShouldNotBeNull().MemorySome.ShouldBeNull();
        var facts = look.Facts.ShouldNotBeNull();
        facts.HostName.ShouldBe("pve7");
        facts.Os.Value.ShouldBe(new OsFacts("Debian GNU/Linux 12 (bookworm)", "debian", "12", "6.8.12-4-pve", "riscv64"));
        facts.Cpu.Value.ShouldNotBeNull().Sockets.ShouldBe(2);
        look.Collectors.Where(report => report.Outcome == CollectorOutcome.Failed).ShouldBeEmpty();
    }

    private static void Write(TestFolder folder, string path, string text)
    {
        var file = folder.Of(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file).ShouldNotBeNull());
        File.WriteAllText(file, text);
    }

    private async Task<HostFigures> BetweenAsync(Files before, Files after, int seconds = 10)
    {
        var first = Observation(await LookAsync(before.Host()), 1);
        _kernel.BootTime += seconds * 1000L;
        return FiguresOf.Host(first, Observation(await LookAsync(after.Host()), 2));
    }

    private async Task<HostLook> LookAsync(IHostSource host, HostLookParts parts = HostLookParts.Sample)
    {
        using var observer = new HostObserver(host, _kernel, _clock, new HostObserverOptions());
        return await observer.LookAsync(parts, TestContext.Current.CancellationToken);
    }

    private static HostObservation Observation(HostLook look, long sequence) => new()
    {
        Node = Node,
        Origin = Origin.Local,
        Epoch = "e",
        Sequence = sequence,
        TakenAt = look.TakenAt,
        BootTimeMilliseconds = look.BootTimeMilliseconds,
        BootId = look.BootId,
        Sample = look.Sample,
        Collectors = look.Collectors,
        Cost = look.Cost,
    };

    /// <summary>What the kernel says at one moment.</summary>
    private sealed record Files
    {
        public string Cpu { get; init; } = "100 0 100 1000 0 0 0 0 0 0";
        public string Disk { get; init; } = "10 0 800 5 20 0 1600 9 0 100 40";

        /// <summary>Bytes, packets, errors and drops received.</summary>
        public string Card { get; init; } = "1000 10 0 0";
        public string BootId { get; init; } = Boot;

        /// <summary>A second core, disk and card.</summary>
        public bool More { get; init; }

        /// <summary>Characters of /proc/stat that can be read; 0 for all.</summary>
        public int CutAt { get; init; }

        public RecordedHost Host()
        {
            var stat = $"cpu  {Cpu}\ncpu0 {Cpu}\n{(More ? $"cpu1 {Cpu}\n" : "")}ctxt 5\nprocesses 6\n";
            return new RecordedHost(new Dictionary<string, string>
            {
                ["/proc/stat"] = CutAt > 0 ? stat[..CutAt] : stat,
                ["/proc/meminfo"] = Samples.MemInfo,
                ["/proc/diskstats"] = $"8 0 sda {Disk}\n{(More ? $"8 16 sdb {Disk}\n" : "")}",
                ["/proc/net/dev"] = $"eno1: {Card} 0 0 0 0 0 0 0 0 0 0 0 0\n{(More ? $"eno2: {Card} 0 0 0 0 0 0 0 0 0 0 0 0\n" : "")}",
                ["/proc/sys/kernel/random/boot_id"] = string.Create(CultureInfo.InvariantCulture, $"{BootId}\n"),
            });
        }
    }
}
