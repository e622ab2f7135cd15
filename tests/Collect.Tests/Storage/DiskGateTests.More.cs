using Proxima.Collect.Storage.Disks;
using Proxima.Model.Host;

namespace Proxima.Collect.Tests.Storage;

/// <summary>Self-tests, memory, limits and what the gate tells.</summary>
public sealed partial class DiskGateTests
{
    [Fact]
    public async Task A_sleeping_disk_is_not_woken_for_a_self_test()
    {
        var disk = _disks.Add("sda", one => one.IsAsleep = true);
        var gate = Gate();
        await LookAsync(gate);

        var refused = await gate.StartSelfTestAsync("wwn-5000c500b335fb73", new SelfTestAsk("long"), TestContext.Current.CancellationToken);

        refused.Absent.ShouldNotBeNull().ShouldContain("asleep");
        disk.IsAsleep.ShouldBeTrue();
        _disks.Crimes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("offline")]
    [InlineData("short; rm -rf /")]
    public async Task A_test_there_is_none_of_is_refused(string test)
    {
        _disks.Add("sda");

        (await Gate().StartSelfTestAsync("wwn-5000c500b335fb73", new SelfTestAsk(test), TestContext.Current.CancellationToken)).Failed.ShouldNotBeNull();
        _disks.Ran.ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_programs_are_told_which_disks_they_may_touch()
    {
        var used = _disks.Add("sda");
        _disks.Add("sdb", one => (one.IsAsleep, one.Wwid) = (true, "naa.5000c500b335fb74"));
        _disks.Add("sdc", one => (one.IsRotational, one.Wwid) = (false, "naa.5000c500b335fb75"));
        _disks.Add("nvme0n1", one => (one.IsRotational, one.IsSuspended, one.Wwid) = (false, true, "eui.0025385b01400a3e"));
        var gate = Gate();
        await gate.LookAsync(TestContext.Current.CancellationToken);
        _clock.Advance(Minute);
        await gate.LookAsync(TestContext.Current.CancellationToken);
        FakeDisks.Use(used);
        _clock.Advance(Minute);
        await gate.LookAsync(TestContext.Current.CancellationToken);

        gate.Awake().ShouldBe(["sda", "sdc"], ignoreOrder: true);
    }

    [Fact]
    public async Task Looking_at_what_is_known_touches_nothing()
    {
        var disk = _disks.Add("sda");
        var gate = Gate();
        await LookAsync(gate);
        disk.IsAsleep = true;

        for (var i = 0; i < 1000; i++) _ = gate.Last;

        disk.Questions.ShouldBe(1);
    }

    [Fact]
    public async Task The_kernels_temperature_is_read_of_a_disk_in_use_and_kept_with_its_age_while_it_sleeps()
    {
        var disk = _disks.Add("sda", one => one.IsDriveTemp = true);
        var gate = Gate();
        (await LookAsync(gate)).TemperatureCelsius.ShouldBeNull();
        await NextAsync(gate);
        FakeDisks.Use(disk);
        var warm = await NextAsync(gate);
        warm.TemperatureCelsius.ShouldBe(36);
        warm.TemperatureAt.ShouldBe(_clock.GetUtcNow());
        disk.IsAsleep = true;

        for (var i = 0; i < 1000; i++) await NextAsync(gate);

        var last = await NextAsync(gate);
        (last.TemperatureCelsius, last.TemperatureAt).ShouldBe((36, warm.TemperatureAt));
        _disks.Crimes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("-41000", null)]
    [InlineData("warm", null)]
    [InlineData("200000", null)]
    [InlineData("-5000", -5)]
    public void A_temperature_no_disk_can_have_is_none(string text, int? expected)
        => DriveTemperature.Read(new Proxima.Collect.Sources.RecordedHost(new Dictionary<string, string>
        {
            ["/sys/block/sda/device/hwmon/hwmon1/name"] = "drivetemp\n",
            ["/sys/block/sda/device/hwmon/hwmon1/temp1_input"] = text + "\n",
        }), "sda").ShouldBe(expected);

    [Fact]
    public async Task An_nvme_disk_is_asked_by_its_controller()
    {
        _disks.Add("nvme0n1", one => (one.IsRotational, one.Wwid, one.Model) = (false, "eui.0025385b01400a3e", "Samsung SSD 980 PRO 1TB"));
        _disks.Report = _ => DiskSamples.NvmeJson;

        var disk = await LookAsync(Gate());

        _disks.Ran.ShouldBe(["smartctl -j -x -n standby /dev/nvme0"]);
        disk.Kind.ShouldBe(DiskKind.Nvme);
        disk.Smart.Value.ShouldNotBeNull().LifeLeftPercent.ShouldBe(9);
    }

    [Fact]
    public async Task An_unknown_usb_bridge_is_tried_by_type_and_the_one_that_works_is_remembered()
    {
        var disk = _disks.Add("sdb", one => one.Place = "pci0000:00/usb2/2-1/host6");
        _disks.Report = _ => _disks.Ran[^1].Contains("-d sntjmicron", StringComparison.Ordinal)
            ? DiskSamples.NvmeJson
            : """{"smartctl":{"messages":[{"string":"/dev/sdb: Unknown USB bridge [0x1234:0x5678 (0x101)]","severity":"error"}],"exit_status":1}}""";
        var gate = Gate();
        await LookAsync(gate);
        FakeDisks.Use(disk);
        await NextAsync(gate);
        disk.Questions.ShouldBe(4);

        _clock.Advance(TimeSpan.FromHours(6));
        await LookAsync(gate);
        FakeDisks.Use(disk);
        await NextAsync(gate);

        _disks.Ran[^1].ShouldBe("smartctl -j -x -n standby -d sntjmicron /dev/sdb");
        disk.Questions.ShouldBe(5);
    }

    [Theory]
    [InlineData("Samsung SSD 980 PRO 1TB", "3B2QGXA7", true)]
    [InlineData("Samsung SSD 980 PRO 1TB", "5B2QGXA7", false)]
    [InlineData("CT1000MX500SSD1", "M3CR023", true)]
    [InlineData(null, null, false)]
    public void Known_faults_of_firmware_are_quoted(string? model, string? firmware, bool isKnown)
        => (SmartQuirks.Of(model, firmware) is not null).ShouldBe(isKnown);

    private DiskGate Gate(DiskGateOptions? options = null, DiskMemory? memory = null)
    {
        var gate = new DiskGate(_disks, _disks, _clock, options ?? new DiskGateOptions(), memory ?? new DiskMemory(_folder.Of("disks.json")), _meter);
        _gates.Add(gate);
        return gate;
    }

    private static async Task<DiskHealth> LookAsync(DiskGate gate)
        => (await gate.LookAsync(TestContext.Current.CancellationToken)).Disks.Single();

    private Task<DiskHealth> NextAsync(DiskGate gate)
    {
        _clock.Advance(Minute);
        return LookAsync(gate);
    }
}
