using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Health;
using Proxima.Model.Host;
using Proxima.Model.Wire;
using Proxima.Server.Features.Fleet;

namespace Proxima.Server.Tests.Fleet;

/// <summary>Rows, details and the answer to "is everything okay?".</summary>
public sealed class ViewTests
{
    [Fact]
    public async Task A_row_shows_what_is_known()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        await fleet.BeatsAsync(host, 1, 2);

        var row = NodeViews.Summary(fleet.State(host));

        row.Name.ShouldBe("pve1");
        row.CpuBusyPercent.ShouldBe(25);
        row.MemoryUsedPercent.ShouldBe(40);
        row.FullestMount.ShouldBe("/");
        row.FullestPercent.ShouldBe(40);
        row.ReceivedBytesPerSecond.ShouldBe(100_000);
        row.SentBytesPerSecond.ShouldBe(50_000);
        row.Threads.ShouldBe(2);
        row.Kernel.ShouldBe("6.8.12-4-pve");
        row.HottestCelsius.ShouldBeNull();
        row.Cause.ShouldBeNull();
        row.Problems.ShouldBe(0);
    }

    [Fact]
    public async Task A_silent_node_shows_no_figure_as_if_it_were_current()
    {
        await using var fleet = await FleetStack.CreateAsync();
        using var loop = fleet.Staleness();
        var host = await fleet.NodeAsync();
        await fleet.BeatsAsync(host, 1, 2);
        fleet.Clock.Advance(TimeSpan.FromSeconds(30));
        loop.Sweep();

        var row = NodeViews.Summary(fleet.State(host));

        row.Severity.ShouldBe(Severity.Unknown);
        row.CpuBusyPercent.ShouldBeNull();
        row.MemoryUsedPercent.ShouldBeNull();
        row.FullestPercent.ShouldBeNull();
        row.SampledAt.ShouldNotBeNull();
        row.Kernel.ShouldNotBeNull("what the host is does not change with its silence");
        row.Cause.ShouldNotBeNull().ShouldStartWith("No sample since 2025-");
        var whole = FleetViews.Overview(fleet.Door.Current);
        whole.Severity.ShouldBe(Severity.Unknown);
        whole.NodesAnswering.ShouldBe(0);
        whole.Totals.CpuBusyPercent.ShouldBeNull();
        whole.Totals.MemoryTotalBytes.ShouldBeNull();
        whole.Evidence.Filesystems.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_at_all_is_not_okay()
    {
        await using var fleet = await FleetStack.CreateAsync();

        var whole = FleetViews.Overview(fleet.Door.Current);

        whole.Severity.ShouldBe(Severity.Unknown);
        whole.Nodes.ShouldBe(0);
        whole.OldestSampleAt.ShouldBeNull();
        whole.Cost.CpuSecondsPerMinute.ShouldBeNull();
    }

    [Fact]
    public async Task The_worst_node_decides_and_one_that_says_nothing_counts()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var fine = await fleet.NodeAsync("fine");
        await fleet.BeatsAsync(fine, 1, 1);
        FleetViews.Overview(fleet.Door.Current).Severity.ShouldBe(Severity.Ok);

        await fleet.NodeAsync("silent");
        FleetViews.Overview(fleet.Door.Current).Severity.ShouldBe(Severity.Unknown);

        var full = await fleet.NodeAsync("full");
        await FilesystemsAsync(fleet, full, HostStory.Mount("/var", 97, 3), HostStory.Mount("/srv", 90, 10));
        var whole = FleetViews.Overview(fleet.Door.Current);
        whole.Severity.ShouldBe(Severity.Critical);
        whole.Problems.ShouldBe(2);
        whole.Nodes.ShouldBe(3);
        whole.NodesAnswering.ShouldBe(2);
        whole.Findings.Select(finding => finding.Severity).ShouldBe([Severity.Critical, Severity.Warning, Severity.Unknown]);
    }

    [Fact]
    public async Task The_overview_lists_at_most_twenty_findings()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();

        await FilesystemsAsync(fleet, host, [.. Enumerable.Range(0, 50).Select(i => HostStory.Mount($"/srv/{i}", 97, 3))]);

        var whole = FleetViews.Overview(fleet.Door.Current);
        whole.Findings.Count.ShouldBe(FleetViews.MostFindings);
        whole.Problems.ShouldBe(50);
    }

    [Fact]
    public async Task Evidence_counts_what_was_read_and_what_failed()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        var dead = HostStory.Mount("/mnt/nas", 1, 1, "nfs4") with
        {
            Space = Reading.Failed<FilesystemSpace>("nas:/x did not answer in 2 s"),
        };

        await FilesystemsAsync(fleet, host, HostStory.Mount("/", 1, 9), dead);

        var evidence = FleetViews.Overview(fleet.Door.Current).Evidence;
        evidence.Filesystems.ShouldBe(1);
        evidence.Interfaces.ShouldBe(1);
        evidence.FailedReadings.ShouldBe(1);
        FleetViews.Overview(fleet.Door.Current).Severity.ShouldBe(Severity.Unknown);
    }

    [Fact]
    public async Task Storage_counts_a_device_once_and_a_pool_as_one()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();

        await FilesystemsAsync(
            fleet,
            host,
            HostStory.Mount("/", 40, 60),
            HostStory.Mount("/mnt/again", 40, 60),
            HostStory.Mount("/rpool", 10, 500, "zfs") with { Source = "rpool" },
            HostStory.Mount("/rpool/data", 30, 500, "zfs") with { Source = "rpool/data" },
            HostStory.Mount("/mnt/nas", 999, 999, "nfs4") with { Source = "nas:/x", IsRemote = true },
            HostStory.Mount("/snap/core", 77, 0, "squashfs") with { Source = "/dev/loop0" });

        var totals = FleetViews.Overview(fleet.Door.Current).Totals;
        totals.StorageTotalBytes.ShouldBe(100 + 540);
        totals.StorageUsedBytes.ShouldBe(40 + 40);
    }

    [Fact]
    public async Task A_detail_holds_everything_but_the_evidence_of_identity()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        await fleet.AcceptAsync(host.TellWithFacts(1, "pve1"));

        var detail = NodeViews.Detail(fleet.State(host));

        detail.Facts.ShouldNotBeNull().Identity.Value.ShouldBeNull();
        detail.Figures.ShouldNotBeNull();
        detail.Collectors.ShouldHaveSingleItem();
        detail.Cost.ShouldNotBeNull();
    }

    [Fact]
    public void Inside_a_container_all_but_loopback_counts_as_traffic()
    {
        InterfaceFigures[] inside =
        [
            new() { Counters = HostStory.Interface("lo", 0, InterfaceRole.Loopback), ReceivedBytesPerSecond = 1000 },
            new() { Counters = HostStory.Interface("eth0", 0, InterfaceRole.Other), ReceivedBytesPerSecond = 7 },
        ];
        InterfaceFigures[] outside =
            [.. inside, new() { Counters = HostStory.Interface("eno1", 0), ReceivedBytesPerSecond = 5 }];

        NodeViews.Traffic(Figures(inside), item => item.ReceivedBytesPerSecond).ShouldBe(7);
        NodeViews.Traffic(Figures(outside), item => item.ReceivedBytesPerSecond).ShouldBe(5);
        NodeViews.Traffic(Figures(outside), item => item.SentBytesPerSecond).ShouldBeNull();
        NodeViews.Traffic(null, item => item.SentBytesPerSecond).ShouldBeNull();
    }

    [Fact]
    public void Cost_leaves_out_the_start_and_follows_the_last_hour()
    {
        var window = CostWindow.Empty;
        window = window.Next(Cost(10, cpu: 50));
        window.Rate(Cost(10, cpu: 50)).ShouldBeNull();
        window = window.Next(Cost(60, cpu: 60));
        window.Rate(Cost(100, cpu: 61)).ShouldBeNull("too short to tell");

        window.Rate(Cost(660, cpu: 70)).ShouldNotBeNull().CpuSecondsPerMinute.ShouldBe(1);

        for (var running = 660; running <= 20_000; running += 10)
        {
            window = window.Next(Cost(running, cpu: 70));
        }

        window.Rate(Cost(20_000, cpu: 70)).ShouldNotBeNull().CpuSecondsPerMinute.ShouldBe(0, "the busy time is long ago");
    }

    [Fact]
    public void Cost_starts_again_with_the_collecting_program()
    {
        var window = CostWindow.Empty.Next(Cost(100, 10)).Next(Cost(5000, 20));

        window = window.Next(Cost(3, 0));

        window.ShouldBe(CostWindow.Empty);
        window.Next(Cost(100, 1)).Rate(Cost(160, 2)).ShouldNotBeNull().CpuSecondsPerMinute.ShouldBe(1);
    }

    [Fact]
    public void Cost_without_written_bytes_stays_unknown()
    {
        var window = CostWindow.Empty.Next(Cost(100, 10) with { WrittenBytes = null });

        window.Rate(Cost(200, 11)).ShouldNotBeNull().WrittenBytesPerDay.ShouldBeNull();
    }

    private static HostCost Cost(double running, double cpu) => HostStory.Cost(running) with { CpuSeconds = cpu };

    private static HostFigures Figures(IReadOnlyList<InterfaceFigures> interfaces) => new()
    {
        Cpu = Reading.Absent<CpuFigures>("-"),
        Load = Reading.Absent<LoadAverage>("-"),
        Pressure = Reading.Absent<PressureFigures>("-"),
        Memory = Reading.Absent<MemoryFigures>("-"),
        Swap = Reading.Absent<SwapFigures>("-"),
        Disks = Reading.Absent<DiskFiguresList>("-"),
        Filesystems = Reading.Absent<FilesystemList>("-"),
        Interfaces = Reading.Of(new InterfaceFiguresList(interfaces)),
        Sensors = Reading.Absent<SensorList>("-"),
        Cgroup = Reading.Absent<CgroupFigures>("-"),
        Uptime = Reading.Absent<UptimeGauges>("-"),
    };

    private static async Task FilesystemsAsync(FleetStack fleet, HostStory host, params FilesystemGauges[] mounts)
    {
        var sample = host.Tell(1);
        await fleet.AcceptAsync(sample with { Sample = sample.Sample with { Filesystems = Reading.Of(new FilesystemList(mounts)) } });
    }
}
