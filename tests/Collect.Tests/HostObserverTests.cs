using Proxima.Collect.Sources;
using Proxima.Model.Host;
using Proxima.Model.Wire;
using Proxima.TestKit;

namespace Proxima.Collect.Tests;

public sealed class HostObserverTests : IDisposable
{
    private readonly FakeKernel _kernel = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public async Task A_recorded_host_is_read_as_a_whole()
    {
        var look = await LookAsync(Recorded(), HostLookParts.Facts | HostLookParts.Processes);

        look.TakenAt.ShouldBe(_clock.GetUtcNow());
        look.BootTimeMilliseconds.ShouldBe(1_000_000);
        look.BootId.ShouldBe("5a8bc9fd-1323-4db9-8851-2053bd70d7fe");
        var sample = look.Sample;
        sample.Cpu.HasValue.ShouldBeTrue();
        sample.Load.Value.ShouldNotBeNull().OneMinute.ShouldBe(0.02);
        sample.Pressure.Value.ShouldNotBeNull().IoFull.ShouldNotBeNull().TotalMicroseconds.ShouldBe(77);
        sample.Memory.HasValue.ShouldBeTrue();
        sample.Swap.HasValue.ShouldBeTrue();
        sample.Disks.Value.ShouldNotBeNull().Disks.Count.ShouldBe(3);
        sample.Filesystems.Value.ShouldNotBeNull().Filesystems.Count.ShouldBe(5);
        sample.Interfaces.Value.ShouldNotBeNull().Interfaces.Count.ShouldBe(4);
        sample.Sensors.Absent.ShouldNotBeNull();
        sample.Cgroup.Absent.ShouldBe("not in a container with limits");
        sample.Uptime.Value.ShouldBe(new UptimeGauges(350735.47));
        look.Facts.ShouldNotBeNull().HostName.ShouldBe("pve1");
        look.Processes.ShouldNotBeNull().Value.ShouldNotBeNull().Total.ShouldBe(1);
    }

    [Fact]
    public async Task Facts_and_processes_are_only_read_when_asked_for()
    {
        var look = await LookAsync(Recorded());

        look.Facts.ShouldBeNull();
        look.Processes.ShouldBeNull();
        look.Collectors.ShouldNotContain(report => report.Name == "facts" || report.Name == "processes");
    }

    [Fact]
    public async Task Every_collector_reports_its_name_outcome_and_reason()
    {
        var look = await LookAsync(Recorded().With("/proc/loadavg", FileText.Denied("/proc/loadavg")));

        look.Collectors.Select(report => report.Name).Order(StringComparer.Ordinal)
            .ShouldBe(["cgroup", "cpu", "disks", "filesystems", "interfaces", "load", "memory", "pressure", "sensors", "swap", "uptime"]);
        look.Collectors.Single(report => report.Name == "cpu").ShouldBe(new CollectorReport("cpu", CollectorOutcome.Value, 0, null));
        look.Collectors.Single(report => report.Name == "load").ShouldBe(new CollectorReport("load", CollectorOutcome.Failed, 0, "/proc/loadavg: permission denied"));
        look.Collectors.Single(report => report.Name == "sensors").Outcome.ShouldBe(CollectorOutcome.Absent);
    }

    [Fact]
    public async Task An_empty_host_has_no_invented_figure()
    {
        var sample = (await LookAsync(new RecordedHost(new Dictionary<string, string>()))).Sample;

        new[] { sample.Cpu.HasValue, sample.Load.HasValue, sample.Pressure.HasValue, sample.Memory.HasValue,
            sample.Swap.HasValue, sample.Disks.HasValue, sample.Interfaces.HasValue, sample.Uptime.HasValue }
            .ShouldAllBe(has => !has);
        sample.Cpu.Failed.ShouldBe("/proc/stat: no such file");
        sample.Pressure.Absent.ShouldBe("the kernel has no pressure stall information");
        sample.Disks.Absent.ShouldBe("the kernel offers no disk statistics");
    }

    [Fact]
    public async Task Pressure_that_is_switched_off_is_absent_and_says_how_to_switch_it_on()
    {
        var host = Recorded();
        foreach (var file in (string[])["cpu", "memory", "io"]) host = host.With($"/proc/pressure/{file}", FileText.Failed($"/proc/pressure/{file}", "Operation not supported"));

        (await LookAsync(host)).Sample.Pressure.Absent.ShouldNotBeNull().ShouldContain("psi=1");
    }

    [Fact]
    public async Task A_collector_that_throws_costs_its_own_reading_and_not_the_look()
    {
        var look = await LookAsync(new BrokenHost(Recorded(), "/proc/loadavg"));

        look.Sample.Load.Failed.ShouldBe("load: InvalidOperationException: broken on purpose");
        look.Sample.Cpu.HasValue.ShouldBeTrue();
    }

    [Fact]
    public async Task A_mount_table_that_throws_costs_the_file_systems_and_not_the_look()
        => (await LookAsync(new BrokenHost(Recorded(), "/proc/self/mountinfo"))).Sample.Filesystems.Failed.ShouldNotBeNull().ShouldContain("broken on purpose");

    [Fact]
    public async Task A_hung_mount_does_not_keep_the_other_readings_away()
    {
        _kernel.Hang("/mnt/pve/nas");
        using var observer = Observer(Recorded());

        var looking = observer.LookAsync(HostLookParts.Sample, TestContext.Current.CancellationToken);
        looking.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(200));
        var look = await looking;

        look.Sample.Cpu.HasValue.ShouldBeTrue();
        look.Sample.Filesystems.Value.ShouldNotBeNull().Filesystems.Single(one => one.MountPoint == "/mnt/pve/nas").Space.Failed.ShouldBe("nas:/x has not answered yet");
    }

    [Fact]
    public async Task A_look_that_waits_for_a_mount_ends_with_the_observer()
    {
        _kernel.Hang("/mnt/pve/nas");
        var observer = Observer(Recorded());

        var looking = observer.LookAsync(HostLookParts.Sample, TestContext.Current.CancellationToken);
        observer.Dispose();

        await Should.ThrowAsync<OperationCanceledException>(looking);
    }

    [Fact]
    public async Task A_cancelled_look_does_not_begin()
    {
        using var observer = Observer(Recorded());

        await Should.ThrowAsync<OperationCanceledException>(observer.LookAsync(HostLookParts.Sample, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_host_without_boot_id_is_still_looked_at()
        => (await LookAsync(new RecordedHost(new Dictionary<string, string> { ["/proc/stat"] = Samples.Stat }))).BootId.ShouldBe("unknown");

    [Fact]
    public async Task Nothing_is_started_and_no_disk_is_woken()
    {
        var cost = (await LookAsync(Recorded())).Cost;

        cost.ProgramsStarted.ShouldBe(0);
        cost.DisksWoken.ShouldBe(0);
        cost.CpuSeconds.ShouldBeGreaterThan(0);
        cost.ResidentBytes.ShouldBeGreaterThan(1_000_000);
        cost.RunningSeconds.ShouldBeGreaterThan(cost.CpuSeconds / (2 * Environment.ProcessorCount));
    }

    [Fact]
    public async Task A_folder_of_files_is_a_host_too()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.Of("proc/sys/kernel"));
        await File.WriteAllTextAsync(folder.Of("proc/stat"), Samples.Stat, TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(folder.Of("proc/self"), "1234");

        var host = RecordedHost.FromFolder(folder.Path);

        (await LookAsync(host)).Sample.Cpu.HasValue.ShouldBeTrue();
        host.Link("/proc/self").ShouldBe("1234");
        host.List("/proc").ShouldBe(["self", "stat"]);
    }

    private static RecordedHost Recorded() => new(new Dictionary<string, string>
    {
        ["/proc/stat"] = Samples.Stat,
        ["/proc/loadavg"] = "0.02 1.04 12.05 1/497 11947\n",
        ["/proc/pressure/cpu"] = Samples.Pressure,
        ["/proc/pressure/memory"] = Samples.Pressure,
        ["/proc/pressure/io"] = Samples.Pressure,
        ["/proc/meminfo"] = Samples.MemInfo,
        ["/proc/vmstat"] = Samples.VmStat,
        ["/proc/diskstats"] = Samples.DiskStats,
        ["/proc/self/mountinfo"] = Samples.MountInfo,
        ["/proc/net/dev"] = Samples.NetDev,
        ["/proc/uptime"] = "350735.47 234388.90\n",
        ["/proc/sys/kernel/random/boot_id"] = "5a8bc9fd-1323-4db9-8851-2053bd70d7fe\n",
        ["/proc/sys/kernel/hostname"] = "pve1\n",
        ["/proc/2001/stat"] = Samples.PidStat,
    });

    private HostObserver Observer(IHostSource host) => new(host, _kernel, _clock, new HostObserverOptions());

    private async Task<HostLook> LookAsync(IHostSource host, HostLookParts parts = HostLookParts.Sample)
    {
        using var observer = Observer(host);
        return await observer.LookAsync(parts, TestContext.Current.CancellationToken);
    }

    private sealed class BrokenHost(IHostSource host, string broken) : IHostSource
    {
        public FileText Read(string path) => path == broken ? throw new InvalidOperationException("broken on purpose") : host.Read(path);

        public IReadOnlyList<string> List(string directory) => host.List(directory);

        public string? Link(string path) => host.Link(path);
    }
}
