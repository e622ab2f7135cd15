using Proxima.Model;
using Proxima.Model.Fleet;
using Proxima.Model.Health;
using Proxima.Model.Host;
using Proxima.Server.Features.Fleet;
using Proxima.Server.Features.History;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Fleet;

public sealed class DoorTests
{
    [Theory]
    [EngineData]
    public async Task An_accepted_sample_is_kept_and_shown(Engine engine)
    {
        await using var fleet = await FleetStack.CreateAsync(engine);
        var host = await fleet.NodeAsync();

        await fleet.BeatsAsync(host, 1, 2);

        fleet.History.Points.Count.ShouldBe(2);
        fleet.History.Points[1].Subject.ShouldBe(SubjectId.Of(host.Node));
        fleet.History.Points[1].At.ShouldBe(fleet.Clock.GetUtcNow());
        fleet.History.Value(1, Series.CpuBusy).ShouldBe(25);
        fleet.History.Value(1, Series.NodeState).ShouldBe((double)Severity.Ok);
        var state = fleet.State(host);
        state.Figures?.Cpu.Value?.Total.Busy.ShouldBe(25);
        state.SampledAt.ShouldBe(fleet.Clock.GetUtcNow());
        state.IsAnswering.ShouldBeTrue();
        state.Severity.ShouldBe(Severity.Ok);
        state.Origins.Keys.ShouldBe([Model.Wire.Origin.Agent]);
    }

    [Fact]
    public async Task A_report_of_a_disk_is_kept_once_under_the_name_of_the_disk_and_its_own_time()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        var at = fleet.Clock.GetUtcNow().AddMinutes(-3);

        (await fleet.AcceptAsync(host.Tell(1) with { Storage = Disk("wwn-5000c500b335fb73", at, 31) })).Outcome.ShouldBe(AcceptOutcome.Accepted);
        await fleet.AcceptAsync(host.Tell(2) with { Storage = Disk("wwn-5000c500b335fb73", at, 31) });
        await fleet.AcceptAsync(host.Tell(3) with { Storage = Disk("place-usb1", at.AddMinutes(1), 40) });

        var disks = fleet.History.Points.Where(point => point.Subject.Kind == SubjectKind.Disk).ToList();
        disks.Select(point => point.Subject.Id).ShouldBe(["wwn-5000c500b335fb73", $"{host.Node}-place-usb1"]);
        disks[0].At.ShouldBe(at);
        disks[0].Values.ShouldContain(new SeriesValue(Series.DiskTemperature, 31));
        disks[0].Values.ShouldContain(new SeriesValue("disk.attribute:5", 8));
    }

    private static Dated<T> Nothing<T>()
        where T : class
        => new(Reading.Absent<T>("there is none"), null);

    private static StorageSections Disk(string id, DateTimeOffset at, int celsius) => new()
    {
        Pools = new StorageLook
        {
            MdRaid = Nothing<MdArrayList>(), Btrfs = Nothing<BtrfsList>(), Zfs = Nothing<ZfsFacts>(), Lvm = Nothing<LvmReport>(),
            Ceph = Nothing<CephFacts>(), RemoteMounts = Nothing<RemoteMountList>(), KernelLog = Nothing<KernelLogReport>(),
        },
        Disks = new(Reading.Of(new DiskHealthList
        {
            Wakes = 0,
            Disks = [new DiskHealth
            {
                Id = id, Device = "sda", Kind = DiskKind.HardDisk, Power = DiskPower.Awake, SmartAt = at,
                Smart = Reading.Of(new SmartReport { TemperatureCelsius = celsius, Messages = [],
                    Attributes = [new SmartAttribute { Id = 5, Name = "Reallocated_Sector_Ct", Raw = "8", Count = 8, Failed = AttributeFailure.Never, IsPrefail = true }] }),
            }],
        }), at),
    };

    [Fact]
    public async Task The_first_sample_has_gauges_but_no_rates()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();

        await fleet.BeatsAsync(host, 1, 1);

        fleet.History.Value(0, Series.CpuBusy).ShouldBeNull();
        fleet.History.Value(0, Series.MemoryUsedPercent).ShouldBe(40);
        fleet.State(host).Figures?.Cpu.HasValue.ShouldBeFalse();
    }

    [Theory]
    [EngineData]
    public async Task A_duplicate_changes_nothing_even_after_a_restart(Engine engine)
    {
        await using var fleet = await FleetStack.CreateAsync(engine);
        var host = await fleet.NodeAsync();
        await fleet.BeatsAsync(host, 1, 3);
        var before = fleet.Door.Current;

        (await fleet.AcceptAsync(host.Tell(2))).Outcome.ShouldBe(AcceptOutcome.Duplicate);
        fleet.Door.Current.ShouldBeSameAs(before);

        await fleet.RestartAsync();
        (await fleet.AcceptAsync(host.Tell(3))).Outcome.ShouldBe(AcceptOutcome.Duplicate);
        (await fleet.AcceptAsync(host.Tell(4))).Outcome.ShouldBe(AcceptOutcome.Accepted);
        fleet.History.Points.Count.ShouldBe(4);
    }

    [Theory]
    [EngineData]
    public async Task A_number_that_comes_late_is_kept_once_and_not_shown(Engine engine)
    {
        await using var fleet = await FleetStack.CreateAsync(engine);
        var host = await fleet.NodeAsync();
        await fleet.BeatsAsync(host, 1, 1);
        fleet.Clock.Advance(TimeSpan.FromSeconds(10));
        var late = host.Tell(2);
        await fleet.BeatsAsync(host, 3, 3);
        await fleet.RestartAsync();
        await fleet.BeatsAsync(host, 4, 4);
        var shown = fleet.State(host).SampledAt;

        (await fleet.AcceptAsync(late)).Outcome.ShouldBe(AcceptOutcome.Accepted);
        (await fleet.AcceptAsync(late)).Outcome.ShouldBe(AcceptOutcome.Duplicate);

        fleet.State(host).SampledAt.ShouldBe(shown);
        fleet.History.Points.Count.ShouldBe(4);
        fleet.History.Points[^1].At.ShouldBe(late.TakenAt);
        fleet.History.Value(3, Series.CpuBusy).ShouldBeNull("rates across a wrong order would be wrong");
    }

    [Fact]
    public async Task A_new_epoch_starts_the_numbers_again()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        await fleet.BeatsAsync(host, 1, 5);
        fleet.Clock.Advance(TimeSpan.FromSeconds(10));

        (await fleet.AcceptAsync(host.Tell(1, "epoch-two"))).Outcome.ShouldBe(AcceptOutcome.Accepted);

        fleet.History.Value(5, Series.CpuBusy).ShouldBe(25, "the host did not restart, only what collects did");
    }

    [Theory]
    [EngineData]
    public async Task Epochs_of_an_origin_are_bounded(Engine engine)
    {
        await using var fleet = await FleetStack.CreateAsync(engine);
        var host = await fleet.NodeAsync();

        for (var epoch = 0; epoch < OriginTrack.MostEpochs + 4; epoch++)
        {
            fleet.Clock.Advance(TimeSpan.FromSeconds(1));
            (await fleet.AcceptAsync(host.Tell(1, $"epoch-{epoch}"))).Outcome.ShouldBe(AcceptOutcome.Accepted);
        }

        (await fleet.Store.MarksAsync(TestContext.Current.CancellationToken)).Count.ShouldBe(OriginTrack.MostEpochs);
    }

    [Fact]
    public async Task What_cannot_be_kept_is_not_accepted_and_can_be_sent_again()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        await fleet.BeatsAsync(host, 1, 1);
        var before = fleet.Door.Current;
        fleet.History.Failure = new IOException("No space left on device");
        fleet.Clock.Advance(TimeSpan.FromSeconds(10));
        var sample = host.Tell(2);

        (await Should.ThrowAsync<IOException>(fleet.AcceptAsync(sample))).Message.ShouldContain("No space");
        fleet.Door.Current.ShouldBeSameAs(before);

        fleet.History.Failure = null;
        (await fleet.AcceptAsync(sample)).Outcome.ShouldBe(AcceptOutcome.Accepted);
    }

    [Fact]
    public async Task A_database_that_hangs_does_not_hold_the_sender_for_ever()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        fleet.History.Hangs = true;

        var accepting = fleet.AcceptAsync(host.Tell(1));
        await Eventually.IsTrueAsync(() => fleet.Clock.WaitingTimers > 0, "the write has a time limit");
        fleet.Clock.Advance(FleetDoor.LongestWrite);

        (await Should.ThrowAsync<TimeoutException>(accepting)).Message.ShouldContain("did not write in 10 s");
    }

    [Fact]
    public async Task A_live_frame_moves_the_page_and_is_not_kept()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        await fleet.BeatsAsync(host, 1, 2);
        fleet.Clock.Advance(TimeSpan.FromSeconds(1));

        (await fleet.AcceptAsync(host.Tell(0))).Outcome.ShouldBe(AcceptOutcome.Accepted);

        fleet.History.Points.Count.ShouldBe(2);
        fleet.State(host).SampledAt.ShouldBe(fleet.Clock.GetUtcNow());
        fleet.State(host).Figures?.WindowSeconds.ShouldBe(1);
        await fleet.BeatsAsync(host, 3, 3);
        fleet.State(host).Figures?.WindowSeconds.ShouldBe(10);
        fleet.History.Value(2, Series.CpuBusy).ShouldBe(25);
    }

    [Fact]
    public async Task History_rates_reach_over_live_frames()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        await fleet.BeatsAsync(host, 1, 1);
        fleet.Clock.Advance(TimeSpan.FromSeconds(9));
        var frame = host.Tell(0);
        await fleet.AcceptAsync(frame with { Sample = frame.Sample with { Cpu = Reading.Failed<CpuCounters>("/proc/stat: EIO") } });
        fleet.Clock.Advance(TimeSpan.FromSeconds(1));

        await fleet.AcceptAsync(host.Tell(2));

        fleet.History.Value(1, Series.CpuBusy).ShouldBe(25, "between two numbered samples");
        fleet.State(host).Figures?.Cpu.HasValue.ShouldBeFalse("since the last frame nothing is known");
    }

    [Fact]
    public async Task Between_beats_a_verdict_stays_and_the_next_beat_changes_it()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        await fleet.BeatsAsync(host, 1, 2);
        fleet.Clock.Advance(TimeSpan.FromSeconds(1));
        var full = Reading.Of(new FilesystemList([HostStory.Mount("/var", 97, 3)]));

        var live = host.Tell(0);
        await fleet.AcceptAsync(live with { Sample = live.Sample with { Filesystems = full } });
        fleet.State(host).Severity.ShouldBe(Severity.Ok);

        fleet.Clock.Advance(TimeSpan.FromSeconds(9));
        var beat = host.Tell(3);
        await fleet.AcceptAsync(beat with { Sample = beat.Sample with { Filesystems = full } });
        fleet.State(host).Severity.ShouldBe(Severity.Critical);
        fleet.History.Value(2, Series.NodeState).ShouldBe((double)Severity.Critical);
    }

    [Fact]
    public async Task A_reboot_starts_rates_again_without_a_spike()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        await fleet.BeatsAsync(host, 1, 2);
        host.BootId = "boot-two";

        await fleet.BeatsAsync(host, 3, 4);

        fleet.History.Value(2, Series.CpuBusy).ShouldBeNull();
        fleet.History.Value(3, Series.CpuBusy).ShouldBe(25);
    }

    [Fact]
    public async Task Samples_that_arrive_at_once_are_each_kept_once()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        var samples = Enumerable.Range(1, 20).SelectMany(sequence => new[] { host.Tell(sequence), host.Tell(sequence) });

        var results = await Task.WhenAll(samples.Select(sample => Task.Run(() => fleet.AcceptAsync(sample))));

        results.Count(result => result.Outcome == AcceptOutcome.Accepted).ShouldBe(20);
        results.Count(result => result.Outcome == AcceptOutcome.Duplicate).ShouldBe(20);
        fleet.History.Points.Count.ShouldBe(20);
    }

    [Fact]
    public async Task A_removed_node_is_refused_and_forgotten()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        await fleet.BeatsAsync(host, 1, 1);

        (await fleet.Nodes.RemoveAsync(host.Node, TestContext.Current.CancellationToken)).ShouldBeTrue();

        fleet.Door.Current.Nodes.ShouldBeEmpty();
        fleet.Door.Current.Gone.ShouldContain((host.Node.ToString(), fleet.Door.Current.Version));
        (await fleet.AcceptAsync(host.Tell(2))).Outcome.ShouldBe(AcceptOutcome.Refused);
        await fleet.RestartAsync();
        fleet.Door.Current.Nodes.ShouldBeEmpty();
    }
}
