using Proxima.Collect.Storage.Zfs;
using Proxima.Model.Host;

namespace Proxima.Collect.Tests.Storage;

public sealed class ZfsTests
{
    private static readonly ZfsPoolStatus Degraded = ZpoolStatusText.Parse(StorageSamples.PoolDegraded).Value.ShouldNotBeNull().Pools.Single();

    [Fact]
    public void A_pool_has_state_reason_advice_and_address()
    {
        Degraded.State.ShouldBe("DEGRADED");
        Degraded.Status.ShouldBe("One or more devices has experienced an unrecoverable error.  An attempt was made to correct the error.");
        Degraded.Action.ShouldNotBeNull().ShouldStartWith("Determine if the device needs to be replaced");
        Degraded.See.ShouldBe("https://openzfs.github.io/openzfs-docs/msg/ZFS-8000-9P");
        Degraded.Checkpoint.ShouldBe("created Fri Feb  9 10:00:00 2024, consumes 27.7M");
        Degraded.Removal.ShouldNotBeNull().ShouldStartWith("Removal of vdev 1");
    }

    [Fact]
    public void Damaged_files_are_counted_and_named()
    {
        Degraded.DataErrors.ShouldBe(2);
        Degraded.DamagedFiles.ShouldBe(["<metadata>:<0x3d>", "tank/vm@daily:/disk one.raw"]);
    }

    [Fact]
    public void A_running_scrub_has_progress_speed_and_what_is_left()
    {
        var scan = Degraded.Scan.ShouldNotBeNull();

        (scan.Function, scan.State, scan.Percent, scan.Errors).ShouldBe(("scrub", "running", 15.18, null));
        scan.StartedAt.ShouldBe(new DateTime(2024, 2, 11, 11, 54, 20, DateTimeKind.Unspecified));
        scan.ScannedBytes.ShouldBe(704L << 30);
        scan.IssuedBytes.ShouldBe(258L << 30);
        scan.TotalBytes.ShouldBe(1825189302108);
        scan.RepairedBytes.ShouldBe(8192);
        scan.RemainingSeconds.ShouldBe(86400 + 7384);
        scan.BytesPerSecond.ShouldBe(70464307);
    }

    [Fact]
    public void The_tree_of_devices_keeps_groups_classes_counters_and_notes()
    {
        var root = Degraded.Root.ShouldNotBeNull();

        root.Children.Select(child => (child.Name, child.Type, child.Class))
            .ShouldBe([("mirror-0", "mirror", "normal"), ("special", "special", "special"), ("logs", "logs", "log"), ("spares", "spares", "spare")]);
        var faulted = root.Children[0].Children[0];
        (faulted.State, faulted.ReadErrors, faulted.WriteErrors, faulted.SlowIos, faulted.Note).ShouldBe(("FAULTED", 3, 4208, 7, "was /dev/sdb1"));
        root.Children[0].Children[1].Type.ShouldBe("replacing");
        root.Children[0].Children[1].Children[1].Note.ShouldBe("resilvering");
        root.Children[1].Children.Single().Children.Select(child => child.Class).ShouldAllBe(kind => kind == "special");
        root.Children[3].Children.Select(child => (child.State, child.Note)).ShouldBe([("AVAIL", null), ("INUSE", "currently in use")]);
    }

    [Theory]
    [InlineData("scrub repaired 0 in 266h29m with 0 errors on Fri Jun 16 10:25:47 2017", "finished", 959340, 0)]
    [InlineData("scrub repaired 0B in 1 days 02:00:01 with 3 errors on Sat Oct 11 2025 ", "finished", 93601, 3)]
    [InlineData("resilvered 5.00G in 00:01:16 with 0 errors on Thu Jan 19 12:32:16 2023", "finished", 76, 0)]
    [InlineData("scrub completed after 0h7m with 0 errors on Tue Feb  2 13:08:42 2010", "finished", 420, 0)]
    [InlineData("scrub canceled on Sun Mar 22 00:24:01 2026", "cancelled", null, null)]
    [InlineData("scrub paused since Sun Mar 22 00:24:01 2026 scrub started on Sun Mar 22 00:00:00 2026", "paused", null, null)]
    [InlineData("none requested", "none", null, null)]
    public void A_scan_of_any_version_is_understood(string words, string state, int? seconds, int? errors)
    {
        var scan = ZpoolScanText.Parse(words).ShouldNotBeNull();

        (scan.State, scan.DurationSeconds, scan.Errors).ShouldBe((state, seconds, errors));
    }

    [Theory]
    [InlineData("7,34T scanned out of 10,1T at 57,4M/s, 14h12m to go     0 repaired, 72,38% done", 72.38, 51120)]
    [InlineData("461G scanned at 120M/s, 258G issued at 67.2M/s, 496G total 0B repaired, 52.05% done, 01:01:21 to go", 52.05, 3681)]
    [InlineData("704G / 1.66T scanned at 5.67G/s, 0B / 1.66T issued 0B repaired, 0.00% done, no estimated completion time", 0.0, null)]
    public void Progress_is_read_whatever_the_locale_writes(string rest, double percent, int? seconds)
    {
        var scan = ZpoolScanText.Parse("scrub in progress since Mon Jul 17 10:25:47 2017 " + rest).ShouldNotBeNull();

        (scan.State, scan.Percent, scan.RemainingSeconds).ShouldBe(("running", percent, seconds));
    }

    [Fact]
    public void Json_tells_the_same_as_text_but_for_the_number_of_the_pool()
    {
        var text = ZpoolStatusText.Parse(StorageSamples.PoolText).Value.ShouldNotBeNull().Pools.Single();
        var json = ZpoolStatusJson.Parse(StorageSamples.PoolJson).Value.ShouldNotBeNull().Pools.Single();

        json.Guid.ShouldBe("3920273586464696295");
        json.Scan.ShouldBe(text.Scan);
        Flat(json.Root).ShouldBe(Flat(text.Root));
        (json.Name, json.State, json.DataErrors).ShouldBe((text.Name, text.State, text.DataErrors));
    }

    [Theory]
    [InlineData("  pool: \n state: ONLINE\n")]
    [InlineData("  pool: tank\nconfig:\n\n\ttank ONLINE 0 0 0\n")]
    [InlineData("  pool: tank\n state: ONLINE\nconfig:\n\n\tNAME STATE READ WRITE CKSUM\n\ttank online x y z\n")]
    public void A_pool_that_does_not_parse_is_a_failure(string text) => ZpoolStatusText.Parse(text).Failed.ShouldNotBeNull();

    [Fact]
    public void All_pools_healthy_is_a_value_without_pools()
    {
        var list = ZpoolStatusText.Parse("all pools are healthy\n").Value.ShouldNotBeNull();

        (list.Pools.Count, list.Summary).ShouldBe((0, "all pools are healthy"));
    }

    [Fact]
    public void Space_of_pools_has_no_number_where_there_is_a_dash()
    {
        var pools = ZpoolListText.Parse(StorageSamples.PoolSpace).Value.ShouldNotBeNull().Pools;

        pools[1].ShouldBe(new ZfsPoolSpace
        {
            Name = "tank", SizeBytes = 9961575347650, AllocatedBytes = 8466239533875, FreeBytes = 1495335813775, CheckpointBytes = 29045555,
            ExpandableBytes = 512L << 30, FragmentationPercent = 41, CapacityPercent = 85, DedupRatio = 1.25, Health = "DEGRADED", AltRoot = "/mnt",
            Devices = pools[1].Devices,
        });
        (pools[2].SizeBytes, pools[2].Health).ShouldBe((null, "FAULTED"));
    }

    [Theory]
    [InlineData("zroot\tONLINE\t67108864000\t11959578624\t55149285376\t4\t17\t1.00\n", 67108864000, 17.0)]
    [InlineData("rpool\t920G\t2.73G\t917G\t-\t-\t0%\t1%\t1.00x\tONLINE\t-\n", 920L << 30, 1.0)]
    [InlineData("rpool\t1000\t100\t900\t12\t1.00\tONLINE\n", 1000, 12.0)]
    public void Without_headings_a_cell_is_known_by_its_form(string line, long size, double capacity)
    {
        var pool = ZpoolListText.Parse(line).Value.ShouldNotBeNull().Pools.Single();

        (pool.SizeBytes, pool.CapacityPercent, pool.Health, pool.DedupRatio).ShouldBe((size, capacity, "ONLINE", 1));
    }

    [Fact]
    public void Snapshots_are_counted_by_dataset_with_age_and_space()
    {
        var list = ZfsListText.Parse(StorageSamples.DatasetsBare).Value.ShouldNotBeNull();

        list.Snapshots.Single().ShouldBe(new ZfsSnapshotCount(
            "rpool/vm", 2, 123904, DateTime.UnixEpoch.AddSeconds(1707580000), DateTime.UnixEpoch.AddSeconds(1707590000)));
        list.Datasets.Select(dataset => dataset.Type).ShouldBe(["filesystem", "volume", "snapshot", "snapshot"]);
        (list.Datasets[1].VolumeBytes, list.Datasets[1].Mountpoint, list.Datasets[1].UsedBySnapshotsBytes).ShouldBe((34359738368, null, 1024));
    }

    [Fact]
    public void A_list_with_headings_takes_its_columns_in_any_order()
    {
        var list = ZfsListText.Parse("NAME      MOUNTPOINT  USED  CREATION\nrpool/a   /with blank  1.5G  Fri Feb  9 10:00 2024\n").Value.ShouldNotBeNull();

        list.Datasets.Single().ShouldBe(new ZfsDataset
        {
            Name = "rpool/a", Type = "filesystem", Mountpoint = "/with blank", UsedBytes = 3L << 29,
            CreatedAt = new DateTime(2024, 2, 9, 10, 0, 0, DateTimeKind.Unspecified),
        });
    }

    [Theory]
    [InlineData("name type data\nneedcopy 4 18446744073709537686\n", 18446744073709537686.0)]
    [InlineData("name type data\nneedcopy 3 -5\n", -5.0)]
    public void A_kstat_may_be_larger_than_a_signed_number(string text, double value)
        => ((double)ZfsKstatText.Parse(text, null).Value.ShouldNotBeNull().Values.ShouldNotBeNull()["needcopy"]).ShouldBe(value);

    [Fact]
    public void Other_shapes_of_kstat_are_a_table_a_state_and_pairs()
    {
        ZfsKstatText.Parse("SUSPENDED\n", "state").Value.ShouldNotBeNull().State.ShouldBe("SUSPENDED");
        ZfsKstatText.Parse("txg state ndirty\n5 C 0\n6 O 12\n", "txgs").Value.ShouldNotBeNull().Rows.ShouldNotBeNull()[1]["ndirty"].ShouldBe("12");
        ZfsKstatText.Parse("sse 1\navx 0\n", "simd").Value.ShouldNotBeNull().Values.ShouldNotBeNull()["avx"].ShouldBe(0);
        ZfsKstatText.Parse("name type data\ndataset_name 7 pool/a\nreads 4 2\n", "objset-1").Value.ShouldNotBeNull().Dataset.ShouldBe("pool/a");
        ZfsKstatText.Parse("name type data\nreads 4 many\n", "objset-1").Failed.ShouldNotBeNull().ShouldContain("many");
    }

    private static IEnumerable<string> Flat(ZfsVdev? vdev)
        => vdev is null ? [] : vdev.Children.SelectMany(Flat).Prepend($"{vdev.Name} {vdev.State} {vdev.Type} {vdev.Class} {vdev.ChecksumErrors}");
}
