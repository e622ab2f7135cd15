using FsCheck;
using FsCheck.Fluent;
using Proxima.Collect.Devices.Firmware;
using Proxima.Collect.Devices.Pci;
using Proxima.Collect.Devices.Sensors;
using Proxima.Collect.Devices.Ups;
using Proxima.Collect.Proxmox;
using Proxima.Collect.Software;
using Proxima.Model.Host;
using Proxima.TestKit;

namespace Proxima.Collect.Tests.HostTools;

public sealed class HostToolTests
{
    private static readonly string[] HostKinds = [.. HostToolCatalogue.All.Concat(InventoryCatalogue.All).Select(file => file.Kind).Distinct()];

    public static TheoryData<string> Names => [.. HostKinds];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_real_sample_is_a_value_or_says_that_it_may_not_ask(string kind)
    {
        var folder = Fixtures.Folder(kind);
        var real = File.ReadLines(Path.Combine(folder, "..", "MANIFEST.tsv")).Select(line => line.Split('\t'))
            .Where(cells => cells[0] == kind && cells[6].StartsWith("[real]", StringComparison.Ordinal)).Select(cells => cells[1]).ToHashSet();
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => real.Contains(kind + "/" + Path.GetRelativePath(folder, path)) && !string.IsNullOrWhiteSpace(File.ReadAllText(path)));

        files.Select(path => (path, Kinds.Parse(kind, File.ReadAllText(path), path))).Where(one => one.Item2.Json is null && one.Item2.Absent is not "dmidecode answers root alone")
            .Select(one => $"{one.path}: {one.Item2.Absent ?? one.Item2.Failed}").ShouldBeEmpty();
    }

    [Fact]
    public void No_kind_throws_on_a_damaged_sample()
        => Prop.ForAll(Damaged().ToArbitrary(), damaged => new[] { "", damaged.Text }.All(text => IsOne(Kinds.Parse(damaged.Kind, text, null))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [MemberData(nameof(Names))]
    public void Binary_and_gigantic_text_has_one_outcome(string kind)
    {
        var bytes = new byte[64 * 1024];
        new System.Random(7).NextBytes(bytes);

        Kinds.Parse(kind, System.Text.Encoding.UTF8.GetString(bytes), null).Json.ShouldBeNull();
        foreach (var text in (string[])[new string('x', 4_000_000), new string('[', 500_000), string.Concat(Enumerable.Repeat("a: b\n", 400_000))])
            IsOne(Kinds.Parse(kind, text, null)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("apt-upgradable", "Package: x\n", "  word\n")]
    [InlineData("net", "3: vmbr0: <UP> mtu 1500\n", "    inet 127.0.0.1/8 scope host lo\n")]
    [InlineData("sensors-text", "nct-isa-0290\nAdapter: ISA adapter\n", "in1: +1.00 V\n")]
    [InlineData("lspci", "Slot:\t00:1f.2\n", "Module:\tahci\n")]
    public void A_long_text_costs_its_length_and_not_its_square(string kind, string head, string line)
    {
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();

        IsOne(Kinds.Parse(kind, head + string.Concat(Enumerable.Repeat(line, 150_000)), null)).ShouldBeTrue();

        System.Diagnostics.Stopwatch.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_supply_on_battery_says_so_in_nut_and_apcupsd()
    {
        var nut = UpsText.Parse(HostToolSamples.Upsc).Value.ShouldNotBeNull();
        (nut.IsOnBattery, nut.IsBatteryLow, nut.ChargePercent, nut.RuntimeSeconds, nut.Serial).ShouldBe((true, true, 87, 3420, null));
        nut.Values["battery.date"].ShouldBe("2624/00/02");

        var apc = UpsText.Parse(HostToolSamples.Apcaccess).Value.ShouldNotBeNull();
        apc.Status.ShouldBe(["OB", "LB"]);
        (apc.IsOnBattery, apc.RuntimeSeconds, apc.LoadPercent, apc.InputVolts).ShouldBe((true, 7800, 9.3, 235.3));
    }

    [Theory]
    [InlineData("Error: Unknown UPS\n", true)]
    [InlineData("Error: Data stale\n", false)]
    [InlineData("Error: Connection failure: Connection refused\n", false)]
    public void A_supply_that_is_not_there_is_absent_and_one_that_is_silent_a_failure(string text, bool isAbsent)
        => (Kinds.Parse("upsc", text, null).Absent is not null).ShouldBe(isAbsent);

    [Fact]
    public void Sensors_are_one_record_from_text_and_json()
    {
        var text = SensorsText.Parse(HostToolSamples.SensorsText).Value.ShouldNotBeNull().Chips;
        var json = SensorsJson.Parse(HostToolSamples.SensorsJson).Value.ShouldNotBeNull().Chips;

        text[0].Sensors[0].ShouldBe(json[0].Sensors[0] with { Value = 1.02, Maximum = 1.74 });
        (text[0].Sensors[2].Value, json[0].Sensors[2].Value, text[0].Sensors[2].Critical).ShouldBe((45, 45, 100));
        (text[0].Sensors[3].Unit, text[0].Sensors[3].Value).ShouldBe(("watt", 0.2505));
        (text[1].Sensors.Single().Minimum, text[1].Sensors.Single().Critical).ShouldBe((-0.1, 79.8));
    }

    [Fact]
    public void Updates_know_those_of_security()
        => AptText.Upgradable(HostToolSamples.Apt).Value.ShouldNotBeNull().Packages.Select(package => (package.Name, package.IsSecurity))
            .ShouldBe([("bash", false), ("bind9-libs", true)]);

    [Fact]
    public void A_jail_has_its_bans()
    {
        var jail = Fail2BanText.Parse(HostToolSamples.Fail2Ban).Value.ShouldNotBeNull().Jails.Single();

        (jail.CurrentlyFailed, jail.TotalBanned).ShouldBe((5, 10));
        jail.BannedAddresses.ShouldBe(["192.168.0.1", "2001:db8::5"]);
    }

    [Fact]
    public void A_log_of_backups_tells_what_became_of_each_guest()
    {
        var log = VzdumpText.Parse(HostToolSamples.Vzdump).Value.ShouldNotBeNull();

        log.Guests[0].ShouldBe(new BackupLogGuest
        {
            Id = 100, Kind = "qemu", Name = "web one", Mode = "snapshot", Archive = "/mnt/dump/vzdump-qemu-100-2024_04_11-12_24_10.vma.zst",
            ArchiveBytes = 5905580032, StartedAt = new DateTime(2024, 4, 11, 12, 24, 10, DateTimeKind.Unspecified), DurationSeconds = 109, State = "finished",
        });
        (log.Guests[1].State, log.Guests[1].Error).ShouldBe(("failed", "unable to open file - No space left on device"));
        (log.IsSuccess, log.Warnings.Single()).ShouldBe((false, "something odd"));
    }

    [Fact]
    public void Quorum_counts_votes_members_and_the_device()
    {
        var quorum = ClusterText.Quorum(HostToolSamples.Quorum).Value.ShouldNotBeNull();

        (quorum.Name, quorum.IsQuorate, quorum.ExpectedVotes, quorum.Quorum, quorum.HasQdevice).ShouldBe(("lab", true, 3, 2, true));
        quorum.Members.Select(member => (member.Name, member.IsLocal, member.Qdevice))
            .ShouldBe([("192.168.10.201", true, "A,V,NMW"), ("192.168.10.202", false, "A,V,NMW"), ("Qdevice", false, null)]);
    }

    [Fact]
    public void A_link_that_is_faulty_is_seen()
        => ClusterText.Quorum("Printing ring status.\nLocal node ID 1\nRING ID 0\n\tid\t= 10.0.0.1\n\tstatus\t= Marking ringid 0 interface 10.0.0.1 FAULTY\n")
            .Value.ShouldNotBeNull().Links.Single().IsFaulty.ShouldBeTrue();

    [Fact]
    public void The_journal_may_write_a_message_as_bytes()
        => JournalJson.Parse("{\"MESSAGE\":[104,105,255],\"__REALTIME_TIMESTAMP\":\"5\"}\n").Value.ShouldNotBeNull().Entries.Single().Message.ShouldStartWith("hi");

    [Fact]
    public void A_machine_has_processors_and_memory_and_no_serial_where_the_maker_wrote_none()
    {
        var dmi = DmiText.Parse(InventoryCatalogue.Dmi).Value.ShouldNotBeNull();

        (dmi.System?.Product, dmi.System?.Serial, dmi.Processors.Single().Threads).ShouldBe(("X11", null, 16));
        dmi.Memory.Select(slot => (slot.Slot, slot.SizeBytes, slot.MegatransfersPerSecond)).ShouldBe([("DIMM A1", 16L << 30, 2666), ("DIMM A2", null, null)]);
    }

    [Fact]
    public void A_device_of_the_bus_has_class_name_numbers_and_driver()
    {
        var device = LspciText.Parse(InventoryCatalogue.Lspci).Value.ShouldNotBeNull().Devices.Single();

        (device.Slot, device.Class, device.Name, device.Ids, device.Revision, device.Driver)
            .ShouldBe(("00:1f.2", "SATA controller [0106]", "Intel Corporation 82801IR", "8086:2922", "02", "ahci"));
        device.Modules.ShouldBe(["ahci", "libata"]);
    }

    private static bool IsOne(KindResult result) => new[] { result.Json, result.Absent, result.Failed }.Count(text => text is not null) == 1;

    private static Gen<(string Kind, string Text)> Damaged()
        => from file in Gen.Elements(HostToolCatalogue.All.Concat(InventoryCatalogue.All).ToArray())
           from start in Gen.Choose(0, file.Sample.Length)
           from length in Gen.Choose(0, 40)
           from patch in Gen.Elements(string.Empty, "\0", "-", "99999999999999999999999", "(", ")", ":", "\n", " ", "NaN", "\ud800", "1e9", "\"", "{", "]", file.Sample)
           select (file.Kind, string.Concat(file.Sample.AsSpan(0, start), patch, file.Sample.AsSpan(Math.Min(file.Sample.Length, start + length))));
}
