using Proxima.Collect.Linux.Processes;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;
using Proxima.TestKit;

namespace Proxima.Collect.Tests.Linux;

public sealed class ProcessTests : IDisposable
{
    private readonly FakeKernel _kernel = new() { BootTime = 1_000_000 };
    private readonly ManualClock _clock = new();

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void A_name_may_hold_blanks_line_ends_and_brackets()
    {
        PidStatText.Parse(Samples.PidStat).Value.ShouldNotBeNull().Name.ShouldBe("my file with\nsp");
        PidStatText.Parse(Stat(7, "a) R 1 (b", 0, 0)).Value.ShouldNotBeNull().Name.ShouldBe("a) R 1 (b");
    }

    [Fact]
    public void Fields_are_counted_from_behind_the_name()
        => PidStatText.Parse(Samples.PidStat).Value.ShouldBe(new PidStat(2001, "my file with\nsp", 'S', 1888, 11, 22, 5, 3, 75513, 115900416, 297));

    [Theory]
    [InlineData("")]
    [InlineData("2001 no brackets S 1")]
    [InlineData(")(")]
    [InlineData("x (name) S 1 2 3")]
    [InlineData("1 (name) S 1 2 3")]
    [InlineData("1 (name) SS 0 0 0 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 17 0 20 154 743 18")]
    public void A_process_that_does_not_parse_fails(string text) => PidStatText.Parse(text).Failed.ShouldNotBeNull();

    [Fact]
    public void The_status_gives_the_real_user_and_swap() => PidStatusText.Parse(Samples.PidStatus).Value.ShouldBe(new PidStatus("vim", 1000, 256 * 1024, 1));

    [Theory]
    [InlineData("")]
    [InlineData("Name:\tvim\n")]
    [InlineData("Name:\tvim\nUid:\tx\n")]
    [InlineData("Name:\tvim\nUid:\t1\nVmSwap:\tx kB\n")]
    public void A_status_that_does_not_parse_fails(string text) => PidStatusText.Parse(text).Failed.ShouldNotBeNull();

    [Fact]
    public void User_names_come_from_passwd_and_the_first_of_two_wins()
    {
        var users = PasswdText.Parse("root:x:0:0:root:/root:/bin/sh\n# note\ntoor:x:0:0::/:/bin/sh\nbroken\nme:x:1000:1000::/:/\n");

        users.ShouldBe(new Dictionary<int, string> { [0] = "root", [1000] = "me" });
    }

    [Theory]
    [InlineData("0::/lxc/101/ns/system.slice/cron.service\n", 101)]
    [InlineData("0::/qemu.slice/100.scope\n", 100)]
    [InlineData("12:cpu:/lxc.payload.205/init.scope\n", 205)]
    [InlineData("0::/system.slice/ssh.service\n", null)]
    [InlineData("0::/lxc/name/ns\n", null)]
    [InlineData("", null)]
    public void The_guest_of_a_process_follows_from_its_cgroup(string text, int? guest) => GuestOf.Cgroup(text).ShouldBe(guest);

    [Theory]
    [InlineData("/usr/bin/kvm\0-id\0" + "104\0-name\0vm", 104)]
    [InlineData("/usr/bin/kvm\0-id", null)]
    [InlineData("/usr/bin/kvm\0-id\0x", null)]
    public void The_guest_of_a_machine_follows_from_its_arguments(string text, int? guest) => GuestOf.CommandLine(text).ShouldBe(guest);

    [Fact]
    public void The_first_scan_knows_memory_and_no_cpu()
    {
        var list = List(Collector(2).Collector.Collect(Host((10, "a", 100, 5), (11, "b", 100, 9), (12, "c", 100, 7))));

        list.WindowSeconds.ShouldBe(0);
        list.Total.ShouldBe(3);
        list.Processes.Select(process => process.Pid).ShouldBe([11, 12]);
        list.Processes.ShouldAllBe(process => process.CpuPercent == null);
    }

    [Fact]
    public void The_second_scan_lists_the_busiest_and_the_largest()
    {
        var list = Twice(2, Host((10, "busy", 100, 1), (11, "idle", 100, 9), (12, "large", 0, 50)), Host((10, "busy", 600, 1), (11, "idle", 100, 9), (12, "large", 0, 50)));

        list.WindowSeconds.ShouldBe(10);
        list.Processes.Select(process => process.Pid).ShouldBe([10, 12, 11]);
        list.Processes[0].CpuPercent.ShouldBe(50);
        list.Processes[0].ResidentBytes.ShouldBe(4096);
    }

    [Fact]
    public void A_number_that_was_given_to_a_new_process_has_no_cpu_yet()
        => Twice(5, Host((10, "old", 100, 1)), Host((10, "new", 600, 1)).With("/proc/10/stat", FileText.Of(Stat(10, "new", 600, 1, start: 999))))
            .Processes.Single().CpuPercent.ShouldBeNull();

    [Fact]
    public void Two_scans_too_far_apart_give_no_cpu()
    {
        var list = Twice(5, Host((10, "a", 100, 1)), Host((10, "a", 600, 1)), seconds: 301);

        list.WindowSeconds.ShouldBe(0);
        list.Processes.Single().CpuPercent.ShouldBeNull();
    }

    [Fact]
    public void A_process_has_user_guest_and_age()
    {
        var host = Host((10, "kvm", 0, 1))
            .With("/proc/10/status", FileText.Of("Name:\tkvm\nUid:\t0\t0\t0\t0\n"))
            .With("/proc/10/cmdline", FileText.Of("/usr/bin/kvm\0-id\0" + "104\0"))
            .With("/etc/passwd", FileText.Of("root:x:0:0::/:\n"));

        var process = List(Collector(5, host).Collector.Collect(host)).Processes.Single();

        process.User.ShouldBe("root");
        process.GuestId.ShouldBe(104);
        process.AgeSeconds.ShouldBe(999.5);
    }

    [Fact]
    public void Detail_shows_what_may_be_read_and_leaves_the_rest_unknown()
    {
        var host = Host((10, "vim", 33, 2))
            .With("/proc/10/cmdline", FileText.Of("vim\0--password=hunter2\0"))
            .With("/proc/10/cgroup", FileText.Of("0::/user.slice\n"))
            .With("/proc/10/io", FileText.Of("rchar: 1\nread_bytes: 1024\nwrite_bytes: 2048\ncancelled_write_bytes: -1024\n"))
            .With("/proc/10/status", FileText.Denied("/proc/10/status"));

        var detail = Collector(5, host).Collector.Detail(10).Value.ShouldNotBeNull();

        detail.CommandLine.ShouldBe("vim --password=***");
        detail.Cgroup.ShouldBe("/user.slice");
        detail.ReadBytes.ShouldBe(1024);
        detail.WrittenBytes.ShouldBe(2048);
        detail.SwapBytes.ShouldBeNull();
        detail.OpenFiles.ShouldBeNull();
        detail.Executable.ShouldBeNull();
        detail.StartedAt.ShouldBe(_clock.GetUtcNow() - TimeSpan.FromSeconds(999.5));
        detail.Figures.UserId.ShouldBeNull();
    }

    [Theory]
    [InlineData(99)]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_process_that_is_not_there_is_absent(int pid) => Collector(5, Host()).Collector.Detail(pid).Absent.ShouldNotBeNull().ShouldContain($"{pid}");

    [Fact]
    public void A_host_without_any_process_failed_to_be_read() => Collector(5).Collector.Collect(Host()).Failed.ShouldNotBeNull();

    private static ProcessList List(Reading<ProcessList> reading) => reading.Value.ShouldNotBeNull();

    private static string Stat(int pid, string name, long ticks, long pages, long start = 50)
        => $"{pid} ({name}) S 1 1 1 0 -1 0 0 0 0 0 {ticks} 0 0 0 20 0 1 0 {start} 4096 {pages} 18446744073709551615";

    private static RecordedHost Host(params (int Pid, string Name, long Ticks, long Pages)[] processes)
        => new(processes.ToDictionary(p => $"/proc/{p.Pid}/stat", p => Stat(p.Pid, p.Name, p.Ticks, p.Pages)));

    private ProcessList Twice(int top, RecordedHost first, RecordedHost second, int seconds = 10)
    {
        var host = new SwitchedHost(first);
        var collector = Collector(top, host).Collector;
        collector.Collect(host);
        _kernel.BootTime += seconds * 1000;
        host.Current = second;
        return List(collector.Collect(host));
    }

    private (ProcessesCollector Collector, IHostSource Host) Collector(int top, IHostSource? host = null)
    {
        var source = host ?? Host((10, "a", 100, 5), (11, "b", 100, 9), (12, "c", 100, 7));
        return (new ProcessesCollector(_kernel, _clock, new HostObserverOptions { TopProcesses = top }, new ProcessFiles(source, _kernel)), source);
    }

    /// <summary>A host that changes between two looks.</summary>
    private sealed class SwitchedHost(IHostSource first) : IHostSource
    {
        public IHostSource Current { get; set; } = first;

        public FileText Read(string path) => Current.Read(path);

        public IReadOnlyList<string> List(string directory) => Current.List(directory);

        public string? Link(string path) => Current.Link(path);
    }
}
