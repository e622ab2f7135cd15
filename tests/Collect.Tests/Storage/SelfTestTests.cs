using Proxima.Collect.Storage.Disks;
using Proxima.Model.Host;
using Proxima.TestKit;

namespace Proxima.Collect.Tests.Storage;

/// <summary>Self-tests by hand and by the schedule: one at a time, never on a sleeping disk unless somebody said so.</summary>
public sealed class SelfTestTests : IDisposable
{
    private const string First = "wwn-5000c500b335fb73";
    private const string Second = "wwn-5000c500b335fb74";
    private readonly ManualClock _clock = new();
    private readonly FakeDisks _disks = new();
    private readonly List<DiskGate> _gates = [];
    private readonly TestFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var gate in _gates) gate.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_dry_run_tells_the_command_and_touches_nothing()
    {
        _disks.Add("sda");
        var gate = Gate();
        await gate.LookAsync(Stop);

        var told = await gate.StartSelfTestAsync(First, new SelfTestAsk("long", IsDryRun: true), Stop);

        told.Value.ShouldNotBeNull().ShouldStartWith("would run: smartctl -j -n standby -t long /dev/sda. The disk tests itself for about ");
        _disks.Ran.ShouldBe(["smartctl -j -x -n standby /dev/sda"]);
        gate.Last.ShouldNotBeNull().Disks.Single().Tests.ShouldNotBeNull().LastAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_sleeping_disk_is_woken_only_when_somebody_says_so()
    {
        var disk = _disks.Add("sda", one => one.IsAsleep = true);
        var gate = Gate();
        await gate.LookAsync(Stop);

        (await gate.StartSelfTestAsync(First, new SelfTestAsk("short"), Stop)).Absent.ShouldBe("asleep: it is not touched");
        (await gate.StartSelfTestAsync(First, new SelfTestAsk("short", MayWake: true, IsDryRun: true), Stop)).Value.ShouldNotBeNull()
            .ShouldEndWith("this wakes it.");
        _disks.Crimes.ShouldBeEmpty();
        disk.IsAsleep.ShouldBeTrue();

        await gate.StartSelfTestAsync(First, new SelfTestAsk("short", MayWake: true), Stop);
        _disks.Ran[^1].ShouldBe("smartctl -j -t short /dev/sda");
    }

    [Fact]
    public async Task A_disk_that_is_never_touched_is_not_tested_whoever_asks()
    {
        _disks.Add("sda");
        var gate = Gate(new DiskGateOptions { NeverTouch = ["sda"] });
        await gate.LookAsync(Stop);

        (await gate.StartSelfTestAsync(First, new SelfTestAsk("short", MayWake: true), Stop)).Absent.ShouldBe("never touched: a setting says so");
        _disks.Ran.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_disks_never_test_themselves_at_once()
    {
        _disks.Add("sda");
        _disks.Add("sdb", one => one.Wwid = "naa.5000c500b335fb74");
        var gate = Gate();
        await gate.LookAsync(Stop);

        (await gate.StartSelfTestAsync(First, new SelfTestAsk("short"), Stop)).HasValue.ShouldBeTrue();
        (await gate.StartSelfTestAsync(Second, new SelfTestAsk("short"), Stop)).Absent.ShouldNotBeNull().ShouldStartWith("sda tests itself until about ");
        (await gate.StartSelfTestAsync(First, new SelfTestAsk("long"), Stop)).HasValue.ShouldBeFalse();

        _clock.Advance(TimeSpan.FromMinutes(10));
        await gate.LookAsync(Stop);
        (await gate.StartSelfTestAsync(Second, new SelfTestAsk("short"), Stop)).HasValue.ShouldBeTrue();
    }

    [Fact]
    public async Task The_schedule_starts_one_test_in_its_window_and_says_why_it_passed_a_disk_over()
    {
        _disks.Add("sda");
        _disks.Add("sdb", one => one.Wwid = "naa.5000c500b335fb74");
        var gate = Gate(new DiskGateOptions { Tests = new SelfTestSchedule { ShortEveryDays = 7, From = new(1, 0), To = new(5, 0) } });
        await gate.LookAsync(Stop);
        (await gate.RunScheduleAsync(Stop)).ShouldBeNull();

        // Seven days and thirteen hours later it is one o'clock at night.
        _clock.Advance(TimeSpan.FromHours((7 * 24) + 12));
        (await gate.RunScheduleAsync(Stop)).ShouldBeNull();
        _clock.Advance(TimeSpan.FromHours(1));
        await gate.LookAsync(Stop);

        (await gate.RunScheduleAsync(Stop)).ShouldBe(new ScheduledTest(First, "sda", "short"));

        var disks = gate.Last.ShouldNotBeNull().Disks.ToDictionary(disk => disk.Device);
        disks["sda"].Tests.ShouldNotBeNull().LastTest.ShouldBe("short");
        disks["sda"].Tests.ShouldNotBeNull().Skipped.ShouldBeNull();
        disks["sdb"].Tests.ShouldNotBeNull().Skipped.ShouldBe("another disk tests itself: one at a time");
        _disks.Ran.Count(line => line.Contains("-t short", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task The_schedule_leaves_a_sleeping_disk_asleep_and_takes_it_another_night()
    {
        var disk = _disks.Add("sda");
        var options = new DiskGateOptions { Tests = new SelfTestSchedule { LongEveryDays = 30, From = new(0, 0), To = new(0, 0) } };
        var gate = Gate(options);
        await gate.LookAsync(Stop);
        _clock.Advance(TimeSpan.FromDays(30));
        disk.IsAsleep = true;
        await gate.LookAsync(Stop);

        (await gate.RunScheduleAsync(Stop)).ShouldBeNull();
        gate.Last.ShouldNotBeNull().Disks.Single().Tests.ShouldNotBeNull().Skipped.ShouldBe("asleep: it is not touched");
        _disks.Crimes.ShouldBeEmpty();

        FakeDisks.Use(disk);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await gate.LookAsync(Stop);
        (await gate.RunScheduleAsync(Stop)).ShouldNotBeNull().Test.ShouldBe("long");

        // The memory survives a restart: it is not due again.
        var again = Gate(options);
        await again.LookAsync(Stop);
        (await again.RunScheduleAsync(Stop)).ShouldBeNull();
        again.Last.ShouldNotBeNull().Disks.Single().Tests.ShouldNotBeNull().NextAt.ShouldBe(_clock.GetUtcNow() + TimeSpan.FromDays(30));
    }

    [Theory]
    [InlineData("01:00", "05:00", "00:59", false)]
    [InlineData("01:00", "05:00", "01:00", true)]
    [InlineData("22:00", "04:00", "23:30", true)]
    [InlineData("22:00", "04:00", "12:00", false)]
    [InlineData("00:00", "00:00", "12:00", true)]
    public void A_window_may_lie_over_midnight(string from, string to, string now, bool isOpen)
        => new SelfTestSchedule { From = TimeOnly.ParseExact(from, "HH:mm", null), To = TimeOnly.ParseExact(to, "HH:mm", null) }
            .IsOpen(new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero) + TimeOnly.ParseExact(now, "HH:mm", null).ToTimeSpan()).ShouldBe(isOpen);

    [Fact]
    public void Changes_are_kept_with_their_first_and_last_sight_and_sameness_is_not()
    {
        var at = new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);
        var healthy = Report(0, true);
        var hurt = Report(8, true);

        DiskObservations.Follow([], null, healthy, at).ShouldBeEmpty();
        DiskObservations.Follow([], healthy, healthy, at).ShouldBeEmpty();
        var once = DiskObservations.Follow([], healthy, hurt, at);
        once.ShouldBe([new DiskObservation("reallocatedSectors", "0", "8", at, at)]);
        var later = DiskObservations.Follow(once, hurt, hurt, at.AddHours(6));
        later.ShouldBe([new DiskObservation("reallocatedSectors", "0", "8", at, at.AddHours(6))]);
        DiskObservations.Follow(later, hurt, Report(8, false), at.AddHours(12)).ShouldBe([
            new DiskObservation("reallocatedSectors", "0", "8", at, at.AddHours(12)),
            new DiskObservation("health", "passed", "failed", at.AddHours(12), at.AddHours(12)),
        ]);
    }

    [Fact]
    public async Task A_disk_that_is_named_anew_is_the_same_disk_and_says_so()
    {
        var disk = _disks.Add("sda");
        var gate = Gate();
        await gate.LookAsync(Stop);
        disk.Name = "sdc";

        var seen = (await gate.LookAsync(Stop)).Disks.Single();

        seen.Id.ShouldBe(First);
        seen.Observations.ShouldBe([new DiskObservation("device", "sda", "sdc", _clock.GetUtcNow(), _clock.GetUtcNow())]);
    }

    [Fact]
    public async Task Each_wake_stands_in_the_ledger_with_its_time()
    {
        var disk = _disks.Add("sda", one => one.EchoesWhenAsked = true);
        var gate = Gate();
        await gate.LookAsync(Stop);
        disk.IsAsleep = true;
        _clock.Advance(TimeSpan.FromHours(6));
        await gate.LookAsync(Stop);
        _clock.Advance(TimeSpan.FromSeconds(20));
        var list = await gate.LookAsync(Stop);

        list.Wakes.ShouldBe(1);
        list.Disks.Single().Observations.Single().ShouldBe(new DiskObservation("wake", null, "sda", _clock.GetUtcNow(), _clock.GetUtcNow()));
    }

    private DiskGate Gate(DiskGateOptions? options = null)
    {
        var gate = new DiskGate(
            _disks, _disks, _clock, options ?? new DiskGateOptions(), new DiskMemory(_folder.Of("disks.json")), new CostMeter());
        _gates.Add(gate);
        return gate;
    }

    private static SmartReport Report(long reallocated, bool isPassed)
        => new() { ReallocatedSectors = reallocated, IsPassed = isPassed, Attributes = [], Messages = [] };
}
