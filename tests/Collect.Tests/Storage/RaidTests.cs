using Proxima.Collect.Storage.Nvme;
using Proxima.Collect.Storage.Raid;
using Proxima.Model.Host;

namespace Proxima.Collect.Tests.Storage;

public sealed class RaidTests
{
    [Fact]
    public void MegaCli_lists_drives_with_their_errors()
        => RaidText.Parse(DiskSamples.MegaCliDrives).Value.ShouldNotBeNull().Drives.Single().ShouldBe(new RaidDrive
        {
            Id = "32:4", Model = "BTWL000000WT600TGN INTEL SSDSC2BB600G4 D2010370", Serial = "BTWL000000WT600TGN", State = "Online, Spun Up",
            SizeBytes = 600_126_116_593, IsSolidState = true, TemperatureCelsius = 26, MediaErrors = 94, OtherErrors = 12, PredictiveFailures = 4,
            IsSmartAlert = true,
        });

    [Fact]
    public void MegaCli_lists_volumes_and_batteries()
    {
        RaidText.Parse(DiskSamples.MegaCliVolumes).Value.ShouldNotBeNull().Volumes.Single()
            .ShouldSatisfyAllConditions(volume => volume.State.ShouldBe("Degraded"), volume => volume.WritePolicy.ShouldBe("WriteThrough"));
        RaidText.Parse(DiskSamples.MegaCliBattery).Value.ShouldNotBeNull().Batteries.Single().ShouldBe(new RaidBattery
        {
            Controller = "0", Type = "iBBU", State = "Operational", ChargePercent = 96, TemperatureCelsius = 29, NeedsReplacement = true,
        });
    }

    [Fact]
    public void Storcli_joins_rows_and_details_of_a_drive()
    {
        var report = RaidJson.Parse(DiskSamples.Storcli).Value.ShouldNotBeNull();

        report.Drives.Single().ShouldBe(new RaidDrive
        {
            Id = "252:0", Model = "ST16000NM001G", Serial = "ZL200001", Firmware = "SN03", Wwn = "5000c500e54f4ebb", State = "Onln",
            SizeBytes = 15_998_993_695_768, IsSolidState = false, TemperatureCelsius = 28, MediaErrors = 3, OtherErrors = 0, PredictiveFailures = 0,
            IsSmartAlert = false,
        });
        report.Controllers.Single().TemperatureCelsius.ShouldBe(43);
        report.Volumes.Single().Level.ShouldBe("RAID1");
    }

    [Fact]
    public void Ssacli_counts_in_powers_of_ten_and_its_adapter_is_no_drive()
    {
        var report = RaidText.Parse(DiskSamples.Ssacli).Value.ShouldNotBeNull();

        report.Drives.Single().ShouldSatisfyAllConditions(
            drive => drive.State.ShouldBe("Predictive Failure"), drive => drive.SizeBytes.ShouldBe(1_000_000_000_000),
            drive => drive.Model.ShouldBe("ATA ST1000LM024"));
        report.Controllers.Single().Firmware.ShouldBe("3.56-0");
        report.Batteries.Single().State.ShouldBe("OK");
    }

    [Fact]
    public void Enclosures_are_no_drives()
    {
        RaidText.Parse(DiskSamples.Arcconf).Value.ShouldNotBeNull().Drives.Single().PredictiveFailures.ShouldBe(2);
        RaidText.Parse(DiskSamples.Ircu).Value.ShouldNotBeNull().Drives.Single().State.ShouldBe("Failed (FLD)");
    }

    [Fact]
    public void Rows_of_old_programs_are_read()
    {
        RaidText.Parse(DiskSamples.Mpt).Value.ShouldNotBeNull().Volumes.Single().State.ShouldBe("DEGRADED");
        RaidText.Parse(DiskSamples.TwCli).Value.ShouldNotBeNull().Batteries.Single().State.ShouldBe("WeakBat");
    }

    [Theory]
    [InlineData("Adapter 0: Get BBU Status Failed.\n\nExit Code: 0x22\n")]
    [InlineData("{\"Controllers\": [{\"Command Status\": {\"Status\": \"Failure\", \"Description\": \"No Controller found\"}}]}")]
    public void A_complaint_of_the_program_is_a_message(string text)
        => (text[0] == '{' ? RaidJson.Parse(text) : RaidText.Parse(text)).Value.ShouldNotBeNull().Messages.ShouldNotBeEmpty();

    [Fact]
    public void Nvme_cli_says_the_same_in_json_and_text()
        => SmartPairs.Difference(
            NvmeCliText.Text(DiskSamples.NvmeSmartLogText).Value.ShouldNotBeNull(),
            NvmeCliText.Json(DiskSamples.NvmeSmartLog).Value.ShouldNotBeNull()).ShouldBeEmpty();
}
