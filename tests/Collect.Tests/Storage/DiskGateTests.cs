using Proxima.Collect.Linux.Sensors;
using Proxima.Collect.Storage.Disks;
using Proxima.Model.Host;
using Proxima.TestKit;

namespace Proxima.Collect.Tests.Storage;

/// <summary>No sleeping disk is ever woken, and what is known of it stays visible with its age.</summary>
public sealed partial class DiskGateTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualClock _clock = new();
    private readonly FakeDisks _disks = new();
    private readonly CostMeter _meter = new();
    private readonly List<DiskGate> _gates = [];
    private readonly TestFolder _folder = new();

    public void Dispose()
    {
        foreach (var gate in _gates) gate.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_disk_that_is_awake_is_read_once_in_six_hours()
    {
        var disk = _disks.Add("sda");
        var gate = Gate();

        var first = await LookAsync(gate);
        for (var i = 0; i < 359; i++) await NextAsync(gate);
        disk.Questions.ShouldBe(1);
        await NextAsync(gate);
        disk.Questions.ShouldBe(2);

        first.Smart.Value.ShouldNotBeNull().TemperatureCelsius.ShouldBe(23);
        first.SmartAt.ShouldBe(new DateTimeOffset(2025, 6, 1, 12, 0, 0, TimeSpan.Zero));
        first.NextReadAt.ShouldBe(first.SmartAt + TimeSpan.FromHours(6));
    }

    [Fact]
    public async Task A_sleeping_disk_is_not_touched_for_days_and_its_last_report_stays()
    {
        var disk = _disks.Add("sda", one => one.IsDriveTemp = true);
        var gate = Gate();
        var awake = await LookAsync(gate);
        disk.IsAsleep = true;
        var sensors = new SensorsCollector(new SlowBeat(_clock, Minute));

        DiskHealth last = awake;
        for (var i = 0; i < 3 * 24 * 60; i++)
        {
            last = await NextAsync(gate);
            sensors.Collect(_disks);
        }

        _disks.Crimes.ShouldBeEmpty();
        disk.IsAsleep.ShouldBeTrue();
        last.Smart.Value.ShouldBe(awake.Smart.Value);
        last.SmartAt.ShouldBe(awake.SmartAt);
        last.Power.ShouldBe(DiskPower.Asleep);
        last.Waiting.ShouldNotBeNull().ShouldContain("asleep");
        (_meter.DisksWoken, gate.Last.ShouldNotBeNull().Wakes).ShouldBe((0, 0));
        disk.Questions.ShouldBeLessThan(80, "a disk that sleeps is asked once an hour whether it still does");
    }

    [Fact]
    public async Task A_disk_the_kernel_has_suspended_is_not_even_asked()
    {
        var disk = _disks.Add("sda", one => (one.IsAsleep, one.IsSuspended, one.IsManaged) = (true, true, true));
        var gate = Gate();

        for (var i = 0; i < 1000; i++) await NextAsync(gate);

        disk.Questions.ShouldBe(0);
        _disks.Crimes.ShouldBeEmpty();
        gate.Last.ShouldNotBeNull().Disks.Single().Power.ShouldBe(DiskPower.Asleep);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_disk_that_a_question_could_wake_is_read_only_when_somebody_uses_it(bool isUsb, bool isManaged)
    {
        var disk = _disks.Add("sdb", one =>
        {
            (one.IsAsleep, one.IsManaged, one.WakesWhenAsked) = (true, isManaged, true);
            if (isUsb) one.Place = "pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host6/target6:0:0/6:0:0:0";
        });
        var gate = Gate();
        var quiet = await LookAsync(gate);
        for (var i = 0; i < 600; i++) await NextAsync(gate);
        disk.Questions.ShouldBe(0);

        FakeDisks.Use(disk);
        var used = await NextAsync(gate);

        quiet.Waiting.ShouldNotBeNull().ShouldStartWith("quiet");
        quiet.Smart.Absent.ShouldNotBeNull().ShouldStartWith("quiet");
        disk.Questions.ShouldBe(1);
        used.Smart.HasValue.ShouldBeTrue();
        used.IsUsb.ShouldBe(isUsb);
        _meter.DisksWoken.ShouldBe(0);
    }

    [Fact]
    public async Task A_disk_that_slept_is_read_as_soon_as_somebody_else_woke_it()
    {
        var disk = _disks.Add("sda", one => one.IsAsleep = true);
        var gate = Gate();
        (await LookAsync(gate)).Power.ShouldBe(DiskPower.Asleep);
        await NextAsync(gate);

        FakeDisks.Use(disk);
        var used = await NextAsync(gate);

        used.Smart.HasValue.ShouldBeTrue();
        used.Power.ShouldBe(DiskPower.Awake);
        used.Wakes.ShouldBe(0);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_wake_we_cause_is_seen_counted_and_slows_that_disks_clock(bool wakes, bool echoes)
    {
        var disk = _disks.Add("sda", one => (one.IsAsleep, one.WakesWhenAsked, one.EchoesWhenAsked) = (true, wakes, echoes));
        var gate = Gate();
        await LookAsync(gate);

        DiskHealth last = await NextAsync(gate);
        for (var i = 0; i < 61; i++) last = await NextAsync(gate);

        last.Wakes.ShouldBe(1);
        last.LastWakeAt.ShouldNotBeNull();
        _meter.DisksWoken.ShouldBe(1);
        last.NextReadAt.ShouldBe(last.SmartAt + TimeSpan.FromHours(12), "twice the ordinary six hours");
        disk.Questions.ShouldBe(2);
    }

    [Fact]
    public async Task Our_own_reading_is_not_taken_for_somebodys_use()
    {
        var disk = _disks.Add("sdb", one => one.Place = "pci0000:00/usb2/2-1/host6");
        var gate = Gate();
        await LookAsync(gate);
        FakeDisks.Use(disk);
        await NextAsync(gate);
        disk.Questions.ShouldBe(1);

        disk.Reads += 30;
        await NextAsync(gate);

        gate.Awake().ShouldBeEmpty("what moved was the echo of our own question");
    }

    [Theory]
    [InlineData("sda")]
    [InlineData("wwn-5000c500b335fb73")]
    [InlineData("5000c500b335fb73")]
    public async Task A_disk_on_the_list_is_never_touched(string word)
    {
        var disk = _disks.Add("sda", one => one.IsForbidden = true);
        var gate = Gate(new DiskGateOptions { NeverTouch = [word] });

        for (var i = 0; i < 400; i++)
        {
            FakeDisks.Use(disk);
            await NextAsync(gate);
        }

        disk.Questions.ShouldBe(0);
        _disks.Crimes.ShouldBeEmpty();
        (await gate.StartSelfTestAsync("wwn-5000c500b335fb73", new SelfTestAsk("short"), TestContext.Current.CancellationToken)).Absent.ShouldNotBeNull();
        gate.Last.ShouldNotBeNull().Disks.Single().Waiting.ShouldBe("never touched: a setting says so");
    }

    [Fact]
    public async Task A_model_that_may_lose_data_when_asked_is_never_asked()
    {
        var disk = _disks.Add("sda", one => one.Model = "SAMSUNG HD204UI");

        var health = await LookAsync(Gate());

        disk.Questions.ShouldBe(0);
        health.Waiting.ShouldNotBeNull().ShouldContain("lose data");
    }

    [Theory]
    [InlineData("zd16", "", "", "virtual/block")]
    [InlineData("loop7", "", "", "virtual/block")]
    [InlineData("dm-3", "", "", "virtual/block")]
    [InlineData("md127", "", "", "virtual/block")]
    [InlineData("vda", "", "", "pci0000:00/0000:00:05.0/virtio2")]
    [InlineData("sda", "QEMU", "QEMU HARDDISK", "pci0000:00/ata1")]
    [InlineData("sda", "VMware", "Virtual disk", "pci0000:00/host2")]
    [InlineData("sda", "Msft", "Virtual Disk", "vmbus/host0")]
    [InlineData("sda", "DELL", "PERC H710", "pci0000:00/host0")]
    [InlineData("sda", "HP", "LOGICAL VOLUME", "pci0000:00/host0")]
    public async Task What_has_no_smart_of_its_own_is_never_judged(string name, string vendor, string model, string place)
    {
        var disk = _disks.Add(name, one => (one.Vendor, one.Model, one.Place, one.Wwid) = (vendor, model, place, null));
        var gate = Gate();

        var looked = await gate.LookAsync(TestContext.Current.CancellationToken);

        disk.Questions.ShouldBe(0);
        looked.Disks.ShouldAllBe(one => one.Kind == DiskKind.Virtual || one.Kind == DiskKind.RaidVolume);
        looked.Disks.ShouldAllBe(one => one.Smart.Absent != null);
    }

    [Fact]
    public async Task A_disk_is_known_by_its_name_for_the_world_whatever_the_kernel_calls_it()
    {
        var disk = _disks.Add("sda");
        var gate = Gate();
        var before = await LookAsync(gate);
        disk.Name = "sdq";

        var after = await NextAsync(gate);

        after.Id.ShouldBe(before.Id);
        after.Device.ShouldBe("sdq");
        after.Smart.Value.ShouldBe(before.Smart.Value);
        disk.Questions.ShouldBe(1, "its clock goes on");
    }

    [Fact]
    public async Task The_clock_and_the_last_report_outlive_the_program()
    {
        var disk = _disks.Add("sda");
        await LookAsync(Gate());
        _clock.Advance(TimeSpan.FromHours(5));

        var after = await LookAsync(Gate());

        disk.Questions.ShouldBe(1);
        after.Smart.Value.ShouldNotBeNull().Serial.ShouldBe("ZCH00001");
        after.SmartAt.ShouldBe(_clock.GetUtcNow() - TimeSpan.FromHours(5));
    }

    [Fact]
    public async Task A_disk_that_is_gone_stays_visible_with_its_age()
    {
        var disk = _disks.Add("sda");
        var gate = Gate();
        await LookAsync(gate);
        _disks.Remove(disk);

        var gone = await NextAsync(gate);

        gone.IsPresent.ShouldBeFalse();
        gone.Smart.HasValue.ShouldBeTrue();
        _clock.Advance(TimeSpan.FromDays(91));
        (await gate.LookAsync(TestContext.Current.CancellationToken)).Disks.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_memory_is_set_aside_and_not_lost()
    {
        _disks.Add("sda");
        var path = _folder.Of("disks.json");
        await File.WriteAllTextAsync(path, "{ half", TestContext.Current.CancellationToken);
        var memory = new DiskMemory(path);

        await LookAsync(Gate(memory: memory));

        (await File.ReadAllTextAsync(path + ".damaged", TestContext.Current.CancellationToken)).ShouldBe("{ half");
        File.ReadAllText(path).ShouldContain("ZCH00001");
    }

    [Fact]
    public async Task Old_scars_are_no_news_and_growth_is()
    {
        var disk = _disks.Add("sda");
        var gate = Gate();
        (await LookAsync(gate)).Growth.ShouldBeEmpty("eight moved sectors and seventeen cable errors were there at the first look");
        _disks.Report = _ => DiskSamples.AtaJson.Replace("\"raw\": {\"value\": 8, \"string\": \"8\"}", "\"raw\": {\"value\": 11, \"string\": \"11\"}",
            StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromHours(6));

        var grown = await LookAsync(gate);

        grown.Growth.ShouldBe([new SmartGrowth("reallocatedSectors", 8, 11)]);
        (await gate.AcceptBaselineAsync(grown.Id, TestContext.Current.CancellationToken)).ShouldBeTrue();
        gate.Last.ShouldNotBeNull().Disks.Single().Growth.ShouldBeEmpty();
        disk.Questions.ShouldBe(2);
    }

    [Fact]
    public async Task A_missing_smartctl_is_absent_with_the_package_to_install()
    {
        _disks.Add("sda");
        _disks.IsSmartctlMissing = true;

        (await LookAsync(Gate())).Smart.Absent.ShouldBe("smartctl is not installed (Debian package smartmontools)");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("long")]
    public async Task A_self_test_is_started_on_a_disk_that_is_awake(string test)
    {
        var disk = _disks.Add("sda");
        var gate = Gate();
        await LookAsync(gate);

        var started = await gate.StartSelfTestAsync("wwn-5000c500b335fb73", new SelfTestAsk(test), TestContext.Current.CancellationToken);

        started.Value.ShouldBe($"the {test} self-test has begun");
        _disks.Ran[^1].ShouldBe($"smartctl -j -n standby -t {test} /dev/sda");
        disk.IsAsleep.ShouldBeFalse();
    }
}
