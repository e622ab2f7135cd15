using Proxima.Collect.Storage.Smart;
using Proxima.Model.Host;

namespace Proxima.Collect.Tests.Storage;

public sealed class SmartTests
{
    [Fact]
    public void An_ata_disk_says_what_its_makers_packing_hides()
    {
        var disk = SmartText.Parse(DiskSamples.AtaText).Value.ShouldNotBeNull();

        disk.Wwn.ShouldBe("5000c500b335fb73");
        disk.CapacityBytes.ShouldBe(12_000_138_625_024);
        disk.RotationRpm.ShouldBe(7200);
        disk.IsPassed.ShouldBe(true);
        disk.TemperatureCelsius.ShouldBe(23);
        disk.PowerOnHours.ShouldBe(779);
        disk.WrittenBytes.ShouldBe(125_780_472L * 512);
        disk.LifeLeftPercent.ShouldBeNull("a disk that turns has no rated wear");
        (disk.ReallocatedSectors, disk.PendingSectors, disk.UncorrectableErrors, disk.InterfaceErrors).ShouldBe((8, 2, 1, 17));
        disk.ErrorLogEntries.ShouldBe(0);
        disk.Attributes[0].Count.ShouldBe(2, "two errors in the upper 16 bits, the rest are operations");
        disk.Attributes.Single(attribute => attribute.Id == 190).Failed.ShouldBe(AttributeFailure.Past);
        disk.Attributes.Single(attribute => attribute.Id == 200).ShouldSatisfyAllConditions(
            attribute => attribute.Failed.ShouldBe(AttributeFailure.Now), attribute => attribute.IsPrefail.ShouldBeTrue());
    }

    [Fact]
    public void Its_self_tests_are_told_with_the_one_that_runs()
    {
        var tests = SmartText.Parse(DiskSamples.AtaText).Value?.SelfTests.ShouldNotBeNull();

        tests.ShouldNotBeNull();
        (tests.IsRunning, tests.RemainingPercent, tests.ShortMinutes, tests.ExtendedMinutes).ShouldBe((true, 90, 1, 1077));
        tests.Entries.Select(test => test.IsPassed).ShouldBe([false, true, null]);
        tests.Entries[0].ShouldBe(new SelfTest
        {
            Type = "Extended offline", Status = "Completed: read failure", IsPassed = false, RemainingPercent = 90, PowerOnHours = 682,
            FirstErrorBlock = 65013872,
        });
    }

    [Fact]
    public void An_nvme_disk_says_its_life_the_way_everybody_reads_it()
    {
        var disk = SmartText.Parse(DiskSamples.NvmeText).Value.ShouldNotBeNull();

        disk.LifeLeftPercent.ShouldBe(9);
        disk.IsPassed.ShouldBe(false);
        disk.Nvme.ShouldNotBeNull().CriticalWarning.ShouldBe(1);
        disk.Nvme.SensorsCelsius.ShouldBe([41, 47]);
        disk.WrittenBytes.ShouldBe(1_924_718L * 512_000);
        disk.SelfTests.ShouldNotBeNull().RemainingPercent.ShouldBe(72);
        disk.SelfTests.Entries.Select(test => (test.Type, test.IsPassed, test.PowerOnHours, test.FirstErrorBlock))
            .ShouldBe([("Extended", true, 11600, null), ("Short", false, 10000, 99887766)]);
    }

    [Fact]
    public void A_scsi_disk_sums_what_it_could_not_correct()
    {
        var disk = SmartText.Parse(DiskSamples.ScsiText).Value.ShouldNotBeNull();

        (disk.Vendor, disk.Model, disk.Protocol).ShouldBe(("HGST", "HUH721212AL5204", DiskProtocol.Scsi));
        (disk.UncorrectableErrors, disk.ReallocatedSectors, disk.LifeLeftPercent, disk.PowerOnHours).ShouldBe((3, 3, 96, 16003));
        disk.WrittenBytes.ShouldBe(574_543_134_000_000);
        disk.SelfTests.ShouldNotBeNull().ExtendedMinutes.ShouldBe(571);
        disk.SelfTests.Entries.Select(test => test.IsPassed).ShouldBe([true, false]);
    }

    [Theory]
    [InlineData(DiskSamples.AtaText, DiskSamples.AtaJson)]
    [InlineData(DiskSamples.NvmeText, DiskSamples.NvmeJson)]
    [InlineData(DiskSamples.ScsiText, DiskSamples.ScsiJson)]
    public void Text_and_json_of_one_disk_are_one_record(string text, string json)
        => SmartPairs.Difference(SmartText.Parse(text).Value.ShouldNotBeNull(), SmartJson.Parse(json).Value.ShouldNotBeNull()).ShouldBeEmpty();

    [Theory]
    [InlineData("12,000,138,625,024 bytes", 12_000_138_625_024L)]
    [InlineData("12.000.138.625.024 bytes", 12_000_138_625_024L)]
    [InlineData("12’000’138’625’024 bytes", 12_000_138_625_024L)]
    [InlineData("12'000'138'625'024 bytes", 12_000_138_625_024L)]
    [InlineData("12 000 138 625 024 bytes", 12_000_138_625_024L)]
    [InlineData("12\u202f000\u202f138\u202f625\u202f024 bytes", 12_000_138_625_024L)]
    [InlineData("12\uFFFD000\uFFFD138 bytes", 12_000_138L)]
    [InlineData("3 467 574 [1,77 TB]", 3_467_574L)]
    [InlineData("31%", 31L)]
    [InlineData("1,30", 1L)]
    [InlineData("0x1f", 31L)]
    [InlineData("", null)]
    [InlineData("none", null)]
    [InlineData("99999999999999999999", null)]
    public void Numbers_of_any_locale_are_read(string text, long? number) => SmartFigures.Number(text).ShouldBe(number);

    [Theory]
    [InlineData(9, "2988", false, 2988L)]
    [InlineData(9, "657h+29m", false, 657L)]
    [InlineData(9, "8444h+55m+09s", false, 8444L)]
    [InlineData(9, "9515h+00m+00.000s", false, 9515L)]
    [InlineData(9, "50842 (109 155 0)", true, 50842L)]
    [InlineData(9, "25769809570", true, 5794L)]
    [InlineData(9, "1310745700", false, null)]
    [InlineData(1, "141598974", true, 0L)]
    [InlineData(1, "141598974", false, 141598974L)]
    [InlineData(1, "2765/13191816", true, 2765L)]
    [InlineData(7, "8590461987", true, 2L)]
    [InlineData(188, "4295032833", true, 1L)]
    [InlineData(190, "33 (Min/Max 20/45)", true, 33L)]
    [InlineData(194, "150323855396", true, 36L)]
    [InlineData(240, "41467909250778", true, 7898L)]
    [InlineData(230, "0x2f4d01502f4d", false, 0x2f4d01502f4dL)]
    [InlineData(5, "", false, null)]
    [InlineData(5, "n/a", false, null)]
    public void Raw_values_are_unpacked(int id, string raw, bool isSeagate, long? count)
        => SmartCount.Of(
            new SmartAttribute { Id = id, Name = "x", IsPrefail = false, Failed = AttributeFailure.Never, Raw = raw }, isSeagate).ShouldBe(count);

    [Theory]
    [InlineData("Wear_Leveling_Count", 97, 97)]
    [InlineData("SSD_Life_Left", 40, 40)]
    [InlineData("Percent_Lifetime_Remain", 91, 91)]
    [InlineData("Media_Wearout_Indicator", 9, 9)]
    [InlineData("Temperature_Celsius", 99, null)]
    [InlineData("Wear_Leveling_Count", 253, null)]
    public void Life_left_is_known_by_the_attributes_name(string name, int value, int? percent)
        => SmartVendor.LifeLeftPercent(
            [new SmartAttribute { Id = 231, Name = name, Value = value, IsPrefail = false, Failed = AttributeFailure.Never, Raw = "0" }]).ShouldBe(percent);

    [Fact]
    public void A_disk_without_smart_says_so_and_is_not_failed()
    {
        var disk = SmartText.Parse("smartctl 5.43 2012-06-30 r3573\n\nVendor: Cisco\nProduct: UCSC-MRAID12G\nDevice does not support SMART\n").Value.ShouldNotBeNull();

        disk.IsSmartAvailable.ShouldBe(false);
        disk.IsPassed.ShouldBeNull();
    }

    [Theory]
    [InlineData("/dev/sdb: Unable to detect device type\n")]
    [InlineData("Smartctl open device: /dev/sdb failed: Permission denied\n")]
    [InlineData("Device is in STANDBY mode, exit(2)\n")]
    [InlineData("SMART Disabled. Use option -s with argument 'on' to enable it.\n")]
    public void What_smartctl_complains_of_is_kept(string complaint)
        => SmartText.Parse("smartctl 7.3 2022-02-28 r5338 [x86_64-linux]\n\n" + complaint).Value.ShouldNotBeNull().Messages.ShouldBe([complaint.Trim()]);

    [Fact]
    public void A_raw_value_that_may_have_lost_digits_is_not_taken()
    {
        var cut = "  5 Reallocated_Sector_Ct   0x0033   009   009   010    Pre-fail  Always   FAILING_NOW 74";

        var attribute = SmartText.Parse(cut).Value.ShouldNotBeNull().Attributes.Single();

        attribute.Count.ShouldBeNull();
        attribute.Failed.ShouldBe(AttributeFailure.Now);
    }

    [Theory]
    [InlineData("/dev/sg2 [SAT]: Device of type 'sat' [ATA] opened", "sat", DiskProtocol.Ata)]
    [InlineData("/dev/nvme0: Device of type 'nvme' [NVMe] detected", "nvme", DiskProtocol.Nvme)]
    [InlineData("/dev/sda: Device of type 'scsi' [SCSI] opened", "scsi", DiskProtocol.Scsi)]
    public void A_probed_type_is_known(string line, string type, DiskProtocol protocol)
        => SmartText.Parse(line + "\n").Value.ShouldNotBeNull().ShouldSatisfyAllConditions(
            disk => disk.DeviceType.ShouldBe(type), disk => disk.Protocol.ShouldBe(protocol));

    [Fact]
    public void A_scan_names_devices_types_and_troubles()
    {
        var scan = SmartScanText.Parse(DiskSamples.ScanText).ShouldNotBeNull();

        scan.Devices.ShouldBe(
        [
            new("/dev/sda", "sat", DiskProtocol.Ata, null),
            new("/dev/nvme0", "nvme", DiskProtocol.Nvme, "open failed: Permission denied"),
            new("/dev/bus/6", "megaraid,8", DiskProtocol.Scsi, null),
        ]);
    }

    [Theory]
    [InlineData("{\"smartctl\": {")]
    [InlineData("{\"smartctl\": {}, \"model_name\": \"\\ud800\"")]
    [InlineData("{]")]
    public void Json_that_is_none_fails_with_its_place(string text)
        => SmartJson.Parse(text).Failed.ShouldNotBeNull().ShouldContain("line 1");
}
