using Proxima.Collect.Sources;
using Proxima.Collect.Storage;
using Proxima.Model.Host;
using Proxima.TestKit;

namespace Proxima.Collect.Tests.Storage;

public sealed class StorageObserverTests
{
    private const string StatusLine = "zpool status -LP";
    private const string SpaceLine = "zpool list -Hp";
    private const string FillLine = "dmsetup status --target thin-pool --noflush";
    private readonly ManualClock _clock = new();

    private static Dictionary<string, string> Files => new(StringComparer.Ordinal)
    {
        ["/proc/self/mountinfo"] = "36 35 8:1 / / rw - ext4 /dev/sda1 rw\n40 36 0:50 / /mnt/nas rw - nfs4 nas:/export rw\n",
        ["/proc/diskstats"] = "   8       0 sda 100 5 2000 50 200 6 4000 90 3 120 140\n   8      16 sdb 1 0 8 0 0 0 0 0 0 0 0\n",
    };

    [Fact]
    public async Task A_host_without_any_of_it_starts_no_program_but_dmesg()
    {
        var programs = new RecordedPrograms(new Dictionary<string, string> { ["dmesg --kernel --time-format iso"] = StorageSamples.Dmesg });

        var look = await Observer(Files, programs).LookAsync(TestContext.Current.CancellationToken);

        programs.Asked.ShouldBe(["dmesg --kernel --time-format iso"]);
        look.MdRaid.Reading.Absent.ShouldBe("the kernel has no software RAID loaded");
        look.Btrfs.Reading.Absent.ShouldBe("no btrfs is mounted");
        look.Zfs.Reading.Absent.ShouldBe("the ZFS kernel module is not loaded");
        look.Lvm.Reading.Absent.ShouldBe("no LVM volumes are active");
        look.Ceph.Reading.Absent.ShouldBe("no Ceph configuration on this host");
        look.KernelLog.Reading.Value.ShouldNotBeNull().Events.Count.ShouldBe(11);
        look.RemoteMounts.Reading.Value.ShouldNotBeNull().Mounts.Single().Source.ShouldBe("nas:/export");
    }

    [Fact]
    public async Task Each_part_is_read_on_its_own_clock_and_says_when()
    {
        var programs = new RecordedPrograms(new Dictionary<string, string>());
        var observer = Observer(Files, programs);
        var start = _clock.GetUtcNow();

        await observer.LookAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(30));
        var second = await observer.LookAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(30));
        var third = await observer.LookAsync(TestContext.Current.CancellationToken);

        (second.KernelLog.ReadAt, third.KernelLog.ReadAt).ShouldBe((start, start.AddSeconds(60)));
        second.MdRaid.ReadAt.ShouldBe(start.AddSeconds(30));
        programs.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Datasets_are_not_listed_while_a_disk_of_the_pool_may_sleep()
    {
        var programs = Zfs();
        var observer = Observer(WithPool(rotates: "1"), programs);

        var zfs = (await observer.LookAsync(TestContext.Current.CancellationToken)).Zfs.Reading.Value.ShouldNotBeNull();

        zfs.States.ShouldBe([new ZfsPoolState("tank", "ONLINE")]);
        zfs.Status.Value.ShouldNotBeNull().Pools.Single().Name.ShouldBe("tank");
        zfs.Datasets.Absent.ShouldBe("not read: the disk of sdb1 may be asleep");
        programs.Asked.ShouldNotContain(line => line.StartsWith("zfs list", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Datasets_are_listed_on_disks_that_never_sleep()
    {
        var programs = Zfs();

        var zfs = (await Observer(WithPool(rotates: "0"), programs).LookAsync(TestContext.Current.CancellationToken)).Zfs.Reading.Value.ShouldNotBeNull();

        zfs.Datasets.Value.ShouldNotBeNull().Snapshots.Single().Count.ShouldBe(2);
    }

    [Fact]
    public void A_disk_is_awake_while_others_use_it()
    {
        var rest = new DiskActivity();
        var files = WithPool(rotates: "1");
        var before = new RecordedHost(files, Links);
        var after = before.With("/proc/diskstats", FileText.Of(files["/proc/diskstats"].Replace("sdb 1 0", "sdb 2 0", StringComparison.Ordinal)));

        rest.Look(before);
        rest.IsAwake(before, "sdb1").ShouldBeFalse("nothing is known yet");
        rest.Look(after);
        rest.IsAwake(after, "sdb1").ShouldBeTrue();
        rest.Look(after);
        rest.IsAwake(after, "sdb1").ShouldBeFalse("nobody used it since");
        rest.IsAwake(after, "sdz").ShouldBeFalse("of an unknown disk nothing is known");
    }

    [Fact]
    public async Task Thin_pools_have_both_fills_without_a_scan_of_sleeping_disks()
    {
        var files = Files;
        files["/sys/block/dm-0/dm/name"] = "pve-root\n";
        files["/sys/block/dm-0/dm/uuid"] = "LVM-" + new string('a', 64) + "\n";
        files["/sys/block/dm-0/size"] = "2048\n";
        files["/sys/block/dm-0/slaves/sdb1/size"] = "1\n";
        files["/sys/block/dm-1/dm/name"] = "pve-data\n";
        files["/sys/block/dm-1/dm/uuid"] = "LVM-" + new string('b', 64) + "\n";
        files["/sys/block/dm-1/size"] = "4096\n";
        files["/sys/block/dm-2/dm/name"] = "pve-data-tpool\n";
        files["/sys/block/dm-2/dm/uuid"] = "LVM-" + new string('b', 64) + "-tpool\n";
        files["/sys/block/sdb/queue/rotational"] = "1\n";
        var programs = new RecordedPrograms(new Dictionary<string, string> { [FillLine] = "pve-data-tpool: 0 4096 thin-pool 5 1024/4096 750/1000 - rw x - 1024\n" });

        var report = (await Observer(files, programs).LookAsync(TestContext.Current.CancellationToken)).Lvm.Reading.Value.ShouldNotBeNull();

        report.LogicalVolumes.Select(volume => (volume.Group, volume.Name, volume.SizeBytes, volume.DataPercent, volume.MetadataPercent))
            .ShouldBe([("pve", "root", 2048L * 512, null, null), ("pve", "data", 4096L * 512, 75, 25)]);
        report.PhysicalVolumes.Select(device => device.Device).ShouldBe(["/dev/sdb1"]);
        programs.Asked.ShouldNotContain(line => line.StartsWith("vgs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mounts_of_running_containers_are_asked_through_their_first_process()
    {
        var files = Files;
        files["/sys/fs/cgroup/lxc/101/ns/init.scope/cgroup.procs"] = "4711\n4800\n";
        files["/proc/4711/mountinfo"] = "1 0 0:1 / / rw - zfs rpool/subvol rw\n2 1 0:9 / /media ro - cifs //nas/media rw\n3 1 0:8 / /proc/cpuinfo rw - fuse.lxcfs lxcfs rw\n";
        var kernel = new FakeKernel();

        var list = (await Observer(files, new RecordedPrograms(new Dictionary<string, string>()), kernel)
            .LookAsync(TestContext.Current.CancellationToken)).RemoteMounts.Reading.Value.ShouldNotBeNull();

        list.Mounts.Select(mount => (mount.Container, mount.MountPoint, mount.Source, mount.IsReadOnly))
            .ShouldBe([(null, "/mnt/nas", "nas:/export", false), (101, "/media", "//nas/media", true)]);
    }

    [Fact]
    public async Task A_btrfs_is_read_from_the_kernel_with_its_errors()
    {
        const string folder = "/sys/fs/btrfs/9442fa63-705d-463a-924a-ec4ca64a7227";
        var files = Files;
        files[folder + "/label"] = "tank\n";
        files[folder + "/allocation/data/total_bytes"] = "1000\n";
        files[folder + "/allocation/data/bytes_used"] = "400\n";
        files[folder + "/allocation/data/raid1/total_bytes"] = "1000\n";
        files[folder + "/devinfo/1/error_stats"] = "write_errs 0\nread_errs 3\nflush_errs 0\ncorruption_errs 1\ngeneration_errs 0\n";
        files[folder + "/devinfo/1/missing"] = "0\n";
        files[folder + "/devinfo/2/missing"] = "1\n";

        var one = (await Observer(files, new RecordedPrograms(new Dictionary<string, string>())).LookAsync(TestContext.Current.CancellationToken))
            .Btrfs.Reading.Value.ShouldNotBeNull().Filesystems.Single();

        (one.Label, one.UsedBytes, one.WantedDevices).ShouldBe(("tank", 400, 2));
        one.Spaces.Single().ShouldBe(new BtrfsSpace("data", "RAID1", 1000, 400));
        (one.Devices[0].ReadErrors, one.Devices[0].CorruptionErrors, one.Devices[1].IsMissing).ShouldBe((3, 1, true));
    }

    private static Dictionary<string, string> Links => new(StringComparer.Ordinal)
    {
        ["/sys/class/block/sdb1"] = "../../devices/pci0000:00/ata2/block/sdb/sdb1",
        ["/sys/class/block/sda"] = "../../devices/pci0000:00/ata1/block/sda",
    };

    private static Dictionary<string, string> WithPool(string rotates)
    {
        var files = Files;
        files["/proc/spl/kstat/zfs/tank/state"] = "ONLINE\n";
        files["/sys/block/sdb/queue/rotational"] = rotates + "\n";
        return files;
    }

    private static RecordedPrograms Zfs() => new(new Dictionary<string, string>
    {
        [StatusLine] = "  pool: tank\n state: ONLINE\nconfig:\n\n\tNAME         STATE     READ WRITE CKSUM\n\ttank         ONLINE       0     0     0\n"
            + "\t  /dev/sdb1  ONLINE       0     0     0\n\nerrors: No known data errors\n",
        [SpaceLine] = "tank\t1000\t100\t900\t-\t-\t1\t10\t1.00\tONLINE\t-\n",
        ["zfs list -Hp -t filesystem,volume,snapshot -o name,type,used,available,referenced,usedbysnapshots,volsize,creation,compressratio,mountpoint"]
            = StorageSamples.DatasetsBare,
    });

    private StorageObserver Observer(Dictionary<string, string> files, RecordedPrograms programs, IHostKernel? kernel = null)
        => new(new RecordedHost(files, Links), kernel ?? new FakeKernel(), programs, _clock, new HostObserverOptions());
}
