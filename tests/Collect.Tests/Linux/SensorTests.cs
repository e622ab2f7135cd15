using Proxima.Collect.Linux.Sensors;
using Proxima.Collect.Sources;
using Proxima.Model.Host;
using Proxima.TestKit;

namespace Proxima.Collect.Tests.Linux;

public sealed class SensorTests
{
    private const string Hwmon = "/sys/class/hwmon";
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData("33250\n", SensorKind.Temperature, 33.25)]
    [InlineData("-5000\n", SensorKind.Temperature, -5)]
    [InlineData("1200\n", SensorKind.Fan, 1200)]
    [InlineData("0\n", SensorKind.Fan, 0)]
    [InlineData("1234\n", SensorKind.Voltage, 1.234)]
    [InlineData("15500000\n", SensorKind.Power, 15.5)]
    public void A_value_is_scaled_by_its_kind(string text, SensorKind kind, double expected)
        => SensorText.Parse(text, kind, default, "x").Value.ShouldNotBeNull().Value.ShouldBe(expected);

    [Theory]
    [InlineData("", SensorKind.Temperature)]
    [InlineData("hot\n", SensorKind.Temperature)]
    [InlineData("65261850\n", SensorKind.Temperature)]
    [InlineData("-273150\n", SensorKind.Temperature)]
    [InlineData("-1\n", SensorKind.Fan)]
    public void Nonsense_is_a_failure_and_names_the_file(string text, SensorKind kind)
        => SensorText.Parse(text, kind, default, "temp9_input").Failed.ShouldNotBeNull().ShouldContain("temp9_input");

    [Theory]
    [InlineData("80000", "100000", "5000", 80.0, 100.0, 5.0)]
    [InlineData("65261850", "84850", "-273150", null, 84.85, null)]
    [InlineData("0", "0", "0", null, null, 0.0)]
    [InlineData("-1000", "-5", null, null, null, null)]
    [InlineData("10000", null, "90000", null, null, null)]
    [InlineData("text", "", null, null, null, null)]
    public void Limits_that_make_no_sense_are_dropped(string? high, string? critical, string? low, double? expectedHigh, double? expectedCritical, double? expectedLow)
        => SensorText.Limits(SensorKind.Temperature, high, critical, low).ShouldBe(new SensorLimits(expectedHigh, expectedCritical, expectedLow));

    [Theory]
    [InlineData("coretemp", "coretemp.0", "platform", "coretemp-isa-0000")]
    [InlineData("it8628", "it87.2608", "platform", "it8628-isa-0a30")]
    [InlineData("k10temp", "0000:00:18.3", "pci", "k10temp-pci-00c3")]
    [InlineData("amdgpu", "0000:0b:00.0", "pci", "amdgpu-pci-0b00")]
    [InlineData("acpitz", null, null, "acpitz-virtual-0")]
    [InlineData("jc42", "0-0018", "i2c", "jc42-0-0018")]
    [InlineData("odd", "not:an.address", "pci", "odd-not:an.address")]
    public void A_chip_has_a_name_that_survives_reboots(string chip, string? device, string? bus, string expected) => SensorChip.Id(chip, device, bus).ShouldBe(expected);

    [Fact]
    public void The_collector_lists_sensors_with_label_limits_and_value()
    {
        var sensor = Sensors(Host()).Single(one => one.Id == "k10temp-pci-00c3/temp1");

        sensor.Chip.ShouldBe("k10temp");
        sensor.Label.ShouldBe("Tctl");
        sensor.Kind.ShouldBe(SensorKind.Temperature);
        sensor.Value.Value.ShouldBe(new SensorValue(45.5, 70, 95));
    }

    [Fact]
    public void A_sensor_without_label_is_called_by_its_input() => Sensors(Host()).Single(one => one.Kind == SensorKind.Fan).Label.ShouldBe("fan2");

    [Fact]
    public void An_nvme_drive_is_named_by_its_slot_and_not_by_its_number()
        => Sensors(Host()).ShouldContain(one => one.Id == "nvme-pci-0100/temp1");

    [Fact]
    public void Two_chips_of_one_name_are_told_apart()
        => Sensors(new RecordedHost(new Dictionary<string, string>
        {
            [$"{Hwmon}/hwmon0/name"] = "acpitz\n",
            [$"{Hwmon}/hwmon0/temp1_input"] = "1000\n",
            [$"{Hwmon}/hwmon1/name"] = "acpitz\n",
            [$"{Hwmon}/hwmon1/temp1_input"] = "2000\n",
        })).Select(one => one.Id).ShouldBe(["acpitz-virtual-0/temp1", "acpitz-virtual-0-2/temp1"]);

    [Fact]
    public void A_chip_that_answers_an_error_fails_alone()
    {
        const string path = $"{Hwmon}/hwmon1/temp1_input";

        var sensors = Sensors(Host().With(path, FileText.Failed(path, "Input/output error")));

        sensors.Single(one => one.Id == "k10temp-pci-00c3/temp1").Value.Failed.ShouldBe($"{path}: Input/output error");
        sensors.Single(one => one.Kind == SensorKind.Fan).Value.HasValue.ShouldBeTrue();
    }

    [Fact]
    public void A_radio_that_is_switched_off_has_no_reading_and_no_fault()
    {
        const string path = $"{Hwmon}/hwmon1/temp1_input";

        Sensors(Host().With(path, FileText.Failed(path, "Network is down"))).Single(one => one.Id == "k10temp-pci-00c3/temp1").Value.Absent.ShouldNotBeNull();
    }

    [Fact]
    public void A_sensor_whose_chip_reports_a_fault_has_no_value()
        => Sensors(Host().With($"{Hwmon}/hwmon1/temp1_fault", FileText.Of("1\n"))).Single(one => one.Id == "k10temp-pci-00c3/temp1").Value.Failed.ShouldNotBeNull();

    [Fact]
    public void The_temperature_of_a_disk_is_not_read_because_that_could_wake_it()
    {
        const string path = $"{Hwmon}/hwmon2/temp1_input";

        var sensor = Sensors(Host().With(path, FileText.Failed(path, "must not be read"))).Single(one => one.Chip == "drivetemp");

        sensor.Value.Absent.ShouldNotBeNull().ShouldContain("wake");
    }

    [Fact]
    public void A_device_that_sleeps_is_left_asleep()
    {
        var host = Host().With($"{Hwmon}/hwmon1/device/power/runtime_status", FileText.Of("suspended\n"));

        Sensors(host).Single(one => one.Id == "k10temp-pci-00c3/temp1").Value.Absent.ShouldBe("not read: the device sleeps");
    }

    [Fact]
    public void A_host_without_sensors_says_so() => Collector().Collect(new RecordedHost(new Dictionary<string, string>())).Absent.ShouldNotBeNull().ShouldStartWith("no sensors");

    [Fact]
    public void A_chip_that_appears_is_found_at_once_and_a_limit_that_changed_after_a_minute()
    {
        var collector = Collector();
        SensorGauge First(RecordedHost host) => collector.Collect(host).Value.ShouldNotBeNull().Sensors.Single(one => one.Id == "k10temp-pci-00c3/temp1");
        First(Host());
        var changed = Host().With($"{Hwmon}/hwmon1/temp1_crit", FileText.Of("99000\n"));

        First(changed).Value.Value.ShouldNotBeNull().Critical.ShouldBe(95);
        _clock.Advance(TimeSpan.FromMinutes(1));
        First(changed).Value.Value.ShouldNotBeNull().Critical.ShouldBe(99);
        var plugged = changed.With($"{Hwmon}/hwmon9/name", FileText.Of("new\n")).With($"{Hwmon}/hwmon9/temp1_input", FileText.Of("1000\n"));
        collector.Collect(plugged).Value.ShouldNotBeNull().Sensors.ShouldContain(one => one.Chip == "new");
    }

    private static RecordedHost Host() => new(
        new Dictionary<string, string>
        {
            [$"{Hwmon}/hwmon0/name"] = "nvme\n",
            [$"{Hwmon}/hwmon0/temp1_input"] = "36850\n",
            [$"{Hwmon}/hwmon1/name"] = "k10temp\n",
            [$"{Hwmon}/hwmon1/temp1_input"] = "45500\n",
            [$"{Hwmon}/hwmon1/temp1_label"] = "Tctl\n",
            [$"{Hwmon}/hwmon1/temp1_max"] = "70000\n",
            [$"{Hwmon}/hwmon1/temp1_crit"] = "95000\n",
            [$"{Hwmon}/hwmon1/fan2_input"] = "1200\n",
            [$"{Hwmon}/hwmon2/name"] = "drivetemp\n",
            [$"{Hwmon}/hwmon2/temp1_input"] = "33000\n",
        },
        new Dictionary<string, string>
        {
            [$"{Hwmon}/hwmon0/device"] = "../../nvme0",
            [$"{Hwmon}/hwmon0/device/subsystem"] = "../../../../class/nvme",
            [$"{Hwmon}/hwmon0/device/device"] = "../../../0000:01:00.0",
            [$"{Hwmon}/hwmon0/device/device/subsystem"] = "../../../bus/pci",
            [$"{Hwmon}/hwmon1/device"] = "../../../0000:00:18.3",
            [$"{Hwmon}/hwmon1/device/subsystem"] = "../../../bus/pci",
        });

    private IReadOnlyList<SensorGauge> Sensors(RecordedHost host) => Collector().Collect(host).Value.ShouldNotBeNull().Sensors;

    private SensorsCollector Collector() => new(new SlowBeat(_clock, TimeSpan.FromMinutes(1)));
}
