using Proxima.Collect.Storage.Btrfs;
using Proxima.Collect.Storage.Ceph;
using Proxima.Collect.Storage.KernelLog;
using Proxima.Model.Host;

namespace Proxima.Collect.Tests.Storage;

public sealed class CephLogAndBtrfsTests
{
    [Fact]
    public void The_text_of_a_cluster_has_its_figures()
    {
        var status = CephStatusText.Status(StorageSamples.CephStatus);

        status.Health.ShouldNotBeNull().Checks.Select(check => check.Summary)
            .ShouldBe(["1 osds down", "Degraded data redundancy: 12/300 objects degraded (4.000%), 3 pgs degraded"]);
        (status.Monitors, status.Manager, status.StandbyManagers, status.Osds, status.OsdsUp, status.OsdsIn).ShouldBe((3, "pve1", 2, 6, 5, 6));
        (status.Pools, status.PlacementGroups, status.Objects, status.DegradedPercent, status.MisplacedPercent).ShouldBe((4, 129, 2380, 4, 2.333));
        status.PlacementGroupStates.ShouldBe(new Dictionary<string, int> { ["active+clean"] = 126, ["active+undersized+degraded"] = 3 });
        (status.UsedBytes, status.AvailableBytes, status.TotalBytes, status.DataBytes).ShouldBe((27L << 30, 273L << 30, 300L << 30, 8804682956));
        (status.ReadBytesPerSecond, status.WrittenBytesPerSecond, status.RecoveringBytesPerSecond).ShouldBe((853, 52224, 9751756));
    }

    [Fact]
    public void The_text_of_a_cluster_before_luminous_has_them_too()
    {
        var status = CephStatusText.Status(StorageSamples.CephStatusOld);

        (status.Fsid, status.Health?.Status, status.Monitors, status.Osds, status.OsdsUp).ShouldBe(("68a9ca14-e297-11e8-843c-00163e64b0c0", "HEALTH_ERR", 1, 9, 8));
        status.Quorum.ShouldBe(["pve1"]);
        (status.PlacementGroups, status.UsedBytes, status.WrittenBytesPerSecond).ShouldBe((192, 9532L << 20, 85L << 20));
        status.PlacementGroupStates.ShouldBe(new Dictionary<string, int> { ["creating"] = 113, ["active+clean"] = 79 });
    }

    [Fact]
    public void Reasons_have_codes_details_and_may_be_muted()
    {
        var checks = CephStatusText.Health(StorageSamples.CephHealth).Value.ShouldNotBeNull().Checks;

        checks.Select(check => (check.Code, check.Severity, check.IsMuted))
            .ShouldBe([("OSD_FULL", "HEALTH_ERR", false), ("MON_DISK_LOW", "HEALTH_WARN", true)]);
        checks[0].Details.ShouldBe(["osd.3 is full", "osd.3 was full before"]);
    }

    [Fact]
    public void A_tree_of_osds_has_parents_and_states()
    {
        var nodes = CephTableText.Osds([.. StorageSamples.CephTree.Split('\n')]).Value.ShouldNotBeNull().Nodes;

        nodes.Select(node => (node.Name, node.Type, node.Parent, node.Status)).ShouldBe(
        [
            ("default", "root", null, null), ("pve1", "host", "default", null), ("osd.1", "osd", "pve1", "up"),
            ("pve2", "host", "default", null), ("osd.2", "osd", "pve2", "down"),
        ]);
    }

    [Fact]
    public void Space_of_pools_whose_names_have_blanks()
    {
        var df = CephTableText.Df([.. StorageSamples.CephDf.Split('\n')]).Value.ShouldNotBeNull();

        (df.TotalBytes, df.UsedBytes, df.Classes.Single().Class).ShouldBe((300L << 30, 3L << 30, "ssd"));
        df.Pools.Select(pool => (pool.Name, pool.Objects, pool.MaximumAvailableBytes)).ShouldBe([("vm pool", 0, 94L << 30), ("glance", 2380, 94L << 30)]);
    }

    [Fact]
    public void An_answer_of_the_api_is_the_json_inside_it()
        => Kinds.Parse("ceph", """{"data":{"fsid":"x","health":{"status":"HEALTH_OK","checks":{}},"osdmap":{"num_osds":3}}}""", null).Json
            .ShouldBe("""{"fsid":"x","health":{"status":"HEALTH_OK","checks":[]},"osds":3}""");

    [Fact]
    public void Lines_of_trouble_have_family_severity_and_device()
    {
        var log = KernelLogText.Parse(StorageSamples.Dmesg).Value.ShouldNotBeNull();

        log.Events.Select(one => (one.Line, one.Family, one.Severity, one.Device)).ShouldBe(
        [
            (3, "ata-link", "warning", "ata3"), (4, "failed-command", "error", "ata3"), (5, "ata-link", "warning", "ata3"),
            (6, "failed-command", "error", "sdc"), (7, "block-io", "error", "sdc"), (8, "block-io", "error", "sdc1"),
            (9, "filesystem", "error", "sdc1"), (10, "hung-task", "error", "jbd2/sdc1-8"), (11, "out-of-memory", "critical", "kvm"),
            (12, "segfault", "warning", "nginx"), (13, "network", "warning", "eno1"),
        ]);
        log.Events[0].UptimeSeconds.ShouldBe(1234.5);
        log.Counts.Single(count => count is { Family: "ata-link", Device: "ata3" }).ShouldBe(new KernelEventCount("ata-link", "ata3", 2, 3, 5, "warning"));
    }

    [Theory]
    [InlineData("Oct 12 23:25:16 pve1 kernel: [  12.5] Buffer I/O error on dev sda1, logical block 0\n", null, 12.5)]
    [InlineData("2026-03-04T12:00:00.123456+02:00 pve1 kernel: Buffer I/O error on dev sda1, logical block 0\n", "2026-03-04T10:00:00.1234560Z", null)]
    [InlineData("2026-03-04T12:00:00,123456+02:00 Buffer I/O error on dev sda1, logical block 0\n", "2026-03-04T10:00:00.1234560Z", null)]
    [InlineData("[Wed Mar  4 12:00:00 2026] Buffer I/O error on dev sda1, logical block 0\n", "2026-03-04T12:00:00.0000000", null)]
    [InlineData("kern  :err   : [  12.5] Buffer I/O error on dev sda1, logical block 0\n", null, 12.5)]
    [InlineData("<3>[  12.5][  T42] Buffer I/O error on dev sda1, logical block 0\n", null, 12.5)]
    [InlineData("[  +0.000123] Buffer I/O error on dev sda1, logical block 0\n", null, null)]
    [InlineData("{\"MESSAGE\":\"Buffer I/O error on dev sda1, logical block 0\",\"_TRANSPORT\":\"kernel\",\"__REALTIME_TIMESTAMP\":\"1772618400000000\"}\n",
        "2026-03-04T10:00:00.0000000Z", null)]
    [InlineData("{\"dmesg\":[{\"pri\":3,\"time\":12.5,\"msg\":\"Buffer I/O error on dev sda1, logical block 0\"}]}", null, 12.5)]
    public void A_line_is_judged_whatever_stands_before_it(string text, string? at, double? uptime)
    {
        var one = KernelLogText.Parse(text).Value.ShouldNotBeNull().Events.Single();

        (one.Family, one.Device, one.UptimeSeconds).ShouldBe(("block-io", "sda1", uptime));
        (one.At?.ToString("O")).ShouldBe(at);
    }

    [Theory]
    [InlineData("Oct 12 23:25:16 pve1 myapp[12]: Buffer I/O error on dev sda1, logical block 0\n")]
    [InlineData("[    0.500000] EDAC MC: Ver: 3.0.0\n")]
    [InlineData("[    0.600000] pcieport 0000:00:02.0: AER: enabled with IRQ 24\n")]
    public void What_is_of_another_program_or_harmless_is_no_trouble(string text) => KernelLogText.Parse(text).Value.ShouldNotBeNull().Events.ShouldBeEmpty();

    [Fact]
    public void Of_a_storm_all_lines_are_counted_and_the_last_thousand_kept()
    {
        var log = KernelLogText.Parse(string.Concat(Enumerable.Range(0, 5000).Select(i => $"[{i}.0] Buffer I/O error on dev sda1, logical block {i}\n")))
            .Value.ShouldNotBeNull();

        (log.Lines, log.Events.Count, log.Events[0].Line, log.Counts.Single().Count).ShouldBe((5000, 1000, 4001, 5000));
    }

    [Fact]
    public void A_btrfs_tells_of_missing_devices_space_and_scrub()
    {
        var one = BtrfsText.Show(StorageSamples.BtrfsShow).Value.ShouldNotBeNull().Filesystems.Single();
        (one.Label, one.WantedDevices, one.Devices[2].IsMissing, one.Devices[0].SizeBytes).ShouldBe(("tank", 3, true, 300L << 20));

        var usage = BtrfsUsageText.Usage(StorageSamples.BtrfsUsage).Value.ShouldNotBeNull();
        (usage.SizeBytes, usage.UsedBytes, usage.FreeBytes).ShouldBe((629145600, 42303488, 250000000));
        usage.Spaces.ShouldBe([new BtrfsSpace("data", "RAID1", 67108864, 20971520), new BtrfsSpace("metadata", "RAID1", 33554432, 163840)]);

        BtrfsUsageText.Scrub(StorageSamples.BtrfsScrub).Value.ShouldBe(new BtrfsScrub
        {
            Uuid = "9442fa63-705d-463a-924a-ec4ca64a7227", State = "running", StartedAt = new DateTime(2026, 11, 28, 19, 53, 34, DateTimeKind.Unspecified),
            DurationSeconds = 65, RemainingSeconds = 120, TotalBytes = 43336220016, ScrubbedBytes = 20L << 30, BytesPerSecond = 320L << 20, Errors = 4,
            CorrectedErrors = 2, UncorrectableErrors = 2,
        });
    }

    [Fact]
    public void Errors_of_devices_are_one_record_from_text_and_json()
    {
        var text = Kinds.Parse("btrfs", "[/dev/sda].write_io_errs    0\n[/dev/sda].read_io_errs     5\n[/dev/sda].flush_io_errs    0\n"
            + "[/dev/sda].corruption_errs  7\n[/dev/sda].generation_errs  0\n", null).Json;
        var json = Kinds.Parse("btrfs", """
            {"__header":{"version":"1"},"device-stats":[{"device":"/dev/sda","devid":"1","write_io_errs":"0","read_io_errs":"5","flush_io_errs":"0",
            "corruption_errs":"7","generation_errs":"0"}]}
            """, null).Json;

        text.ShouldNotBeNull().ShouldContain("\"corruptionErrors\":7");
        text.ShouldBe(json);
    }
}
