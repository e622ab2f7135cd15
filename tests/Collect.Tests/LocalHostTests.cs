using System.Globalization;
using Proxima.Collect.Sources;
using Proxima.Model.Figures;
using Proxima.TestKit;

namespace Proxima.Collect.Tests;

/// <summary>On the very machine the tests run on.</summary>
public sealed class LocalHostTests(ITestOutputHelper output)
{
    private readonly LocalHost _host = new();

    [Fact]
    public async Task This_machine_has_cpu_memory_load_uptime_interfaces_and_a_root()
    {
        using var observer = HostObserver.Local(TimeProvider.System, new HostObserverOptions());

        var look = await observer.LookAsync(HostLookParts.Facts | HostLookParts.Processes, TestContext.Current.CancellationToken);

        look.Sample.Cpu.Value.ShouldNotBeNull().Cores.Count.ShouldBeGreaterThan(0);
        look.Sample.Memory.Value.ShouldNotBeNull().TotalBytes.ShouldBeGreaterThan(look.Sample.Memory.Value.AvailableBytes);
        look.Sample.Load.HasValue.ShouldBeTrue();
        look.Sample.Uptime.HasValue.ShouldBeTrue();
        look.Sample.Interfaces.Value.ShouldNotBeNull().Interfaces.ShouldContain(one => one.Name == "lo" && one.Addresses.Contains("127.0.0.1/8"));
        look.Sample.Filesystems.Value.ShouldNotBeNull().Filesystems.Single(one => one.MountPoint == "/").Space.HasValue.ShouldBeTrue();
        look.Facts.ShouldNotBeNull().Os.Value.ShouldNotBeNull().Kernel.ShouldNotBeEmpty();
        look.Processes.ShouldNotBeNull().Value.ShouldNotBeNull().Processes.ShouldContain(process => process.Pid == Environment.ProcessId);
        look.Collectors.Where(report => report.Outcome == Model.Wire.CollectorOutcome.Failed).ShouldBeEmpty();
    }

    [Fact]
    public void This_process_can_be_shown_in_detail()
    {
        using var observer = HostObserver.Local(TimeProvider.System, new HostObserverOptions());

        var detail = observer.Process(Environment.ProcessId).Value.ShouldNotBeNull();

        detail.Executable.ShouldNotBeNull();
        detail.OpenFiles.ShouldNotBeNull().ShouldBeGreaterThan(0);
        detail.VirtualBytes.ShouldNotBeNull().ShouldBeGreaterThan(detail.Figures.ResidentBytes);
    }

    [Fact]
    public async Task Twenty_looks_start_no_process()
    {
        using var observer = HostObserver.Local(TimeProvider.System, new HostObserverOptions());
        var before = Children();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < 20; i++)
        {
            var look = await observer.LookAsync(HostLookParts.Sample, TestContext.Current.CancellationToken);
            look.Cost.ProgramsStarted.ShouldBe(0);
            Children().ShouldBe(before);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"allocated per look: {(GC.GetTotalAllocatedBytes(precise: true) - allocated) / 20} bytes"));
    }

    [Fact]
    public void A_device_is_never_opened() => _host.Read("/dev/null").Error.ShouldBe("/dev/null: devices are never opened");

    [Fact]
    public void A_file_longer_than_the_limit_is_not_read()
    {
        using var folder = new TestFolder();
        using (var file = File.Create(folder.Of("long"))) file.SetLength(LocalHost.LargestFileBytes + 1);

        _host.Read(folder.Of("long")).Error.ShouldNotBeNull().ShouldEndWith("longer than 4 MB");
    }

    [Fact]
    public void A_file_longer_than_the_first_buffer_is_read_whole()
    {
        using var folder = new TestFolder();
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(number => number.ToString(CultureInfo.InvariantCulture)));
        File.WriteAllText(folder.Of("file"), text);

        _host.Read(folder.Of("file")).Text.ShouldBe(text);
    }

    [Fact]
    public void What_is_not_there_is_missing_and_a_folder_is_an_error()
    {
        _host.Read("/proc/nonesuch").State.ShouldBe(FileState.Missing);
        _host.Read("/etc/passwd/x").State.ShouldBe(FileState.Missing);
        _host.Read("/proc").ShouldSatisfyAllConditions(file => file.State.ShouldBe(FileState.Failed), file => file.Error.ShouldNotBeNull().ShouldStartWith("/proc: "));
        _host.List("/proc/nonesuch").ShouldBeEmpty();
        _host.Link("/proc/nonesuch").ShouldBeNull();
    }

    [Fact]
    public void Bytes_that_are_no_text_become_replacement_characters()
    {
        using var folder = new TestFolder();
        File.WriteAllBytes(folder.Of("file"), [0x61, 0xff, 0x62]);

        _host.Read(folder.Of("file")).Text.ShouldBe("a\ufffdb");
    }

    [Fact]
    public void Folders_are_listed_sorted_with_hidden_files_and_links()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.Of("b"), string.Empty);
        File.WriteAllText(folder.Of(".a"), string.Empty);
        File.CreateSymbolicLink(folder.Of("c"), "nowhere");

        _host.List(folder.Path).ShouldBe([".a", "b", "c"]);
        _host.Link(folder.Of("c")).ShouldBe("nowhere");
    }

    [Fact]
    public void The_boot_clock_runs()
    {
        var kernel = new LocalKernel();

        kernel.BootTimeMilliseconds().ShouldBeInRange(1, long.MaxValue);
        kernel.BootTimeMilliseconds().ShouldBeGreaterThanOrEqualTo(kernel.BootTimeMilliseconds() - 60_000);
    }

    [Fact]
    public void Space_of_what_is_not_mounted_fails_with_its_name() => new LocalKernel().Space("/nonesuch").Failed.ShouldNotBeNull().ShouldContain("/nonesuch");

    [Fact]
    public async Task Two_looks_make_figures_of_this_machine()
    {
        using var observer = HostObserver.Local(TimeProvider.System, new HostObserverOptions());
        var first = await observer.LookAsync(HostLookParts.Sample, TestContext.Current.CancellationToken);
        var second = await observer.LookAsync(HostLookParts.Sample, TestContext.Current.CancellationToken);

        var figures = FiguresOf.Host(Observed(first, 1), Observed(second with { BootTimeMilliseconds = first.BootTimeMilliseconds + 1000 }, 2));

        figures.WindowSeconds.ShouldBe(1);
        figures.Memory.Value.ShouldNotBeNull().UsedPercent.ShouldBeInRange(0.1, 100);
        figures.Interfaces.Value.ShouldNotBeNull().Interfaces.ShouldAllBe(one => one.ReceivedBytesPerSecond >= 0);
    }

    private static Model.Wire.HostObservation Observed(HostLook look, long sequence) => new()
    {
        Node = Model.NodeId.Parse(new string('a', 32), CultureInfo.InvariantCulture),
        Origin = Model.Wire.Origin.Local,
        Epoch = "e",
        Sequence = sequence,
        TakenAt = look.TakenAt,
        BootTimeMilliseconds = look.BootTimeMilliseconds,
        BootId = look.BootId,
        Sample = look.Sample,
        Collectors = look.Collectors,
        Cost = look.Cost,
    };

    /// <summary>Children of this process, by the parent each process names: /proc/PID/task/*/children needs a kernel option.</summary>
    private string[] Children()
        => [.. _host.List("/proc").Where(name => name.All(char.IsAsciiDigit)).Where(name => IsChild(_host.Read($"/proc/{name}/stat")))];

    private static bool IsChild(FileText stat)
        => stat.State == FileState.Text && Collect.Linux.Processes.PidStatText.Parse(stat.Text).Value?.ParentPid == Environment.ProcessId;
}
