using static Proxima.Collect.KindsOf.StorageJson;

namespace Proxima.Collect.Tests.Storage;

/// <summary>What <c>proxima parse</c> recognises of storage, each with a good sample.</summary>
internal static class StorageCatalogue
{
    /// <summary>What the names of fields do not say.</summary>
    public static readonly IReadOnlyDictionary<string, string> Units = new Dictionary<string, string>
    {
        ["ZfsPoolStatusList"] = "Absent: `no pools available`, or the ZFS module is not loaded. Times without `Z` are the host's. Logs, caches, "
            + "spares, special and dedup devices are children of `root` with their `class`. `pools` is empty where the program only says that all is well.",
        ["ZfsPoolSpaceList"] = "What the program writes as a dash is null.",
        ["ZfsKstat"] = "Of `values`, `rows` and `state` one is there. Numbers in the unit of the kernel.",
        ["MdArrayList"] = "No arrays is a value with an empty list.",
        ["MdDetailList"] = "Absent: `No md superblock detected`, `No such file or directory`.",
        ["LvmReport"] = "One program tells of one of the three lists; all are empty where it found nothing. Sizes without a unit that are no whole number "
            + "(`--nosuffix`) are null: their unit is unknown. Capitals count 1000 (`--units G`), small letters 1024.",
        ["BlockDeviceList"] = "`parents` are the devices it lies on, where the output tells (tree, JSON, PKNAME).",
        ["KernelLogReport"] = "`events` are the last thousand lines of trouble, `counts` counts all of them. A log without trouble is a value.",
        ["CephStatus"] = "Of `osd stat`, `pg stat`, `mon stat`, `pg dump` and `report` only what they tell. Absent: `Error ENOTSUP`, an unknown command, no configuration.",
        ["CephOther"] = "One of `values` (by path), `rows` and `lines`.",
        ["PveDiskList"] = "`unknown` and `N/A` are null. `lifeLeftPercent` is the API's wearout.",
    };

    public static IEnumerable<KnownFile> All =>
        [.. Zfs(), .. Md(), .. Lvm(), .. Block(), .. Ceph(), .. Btrfs(), .. PveDisks(), KernelLog("dmesg, journalctl -k, syslog, and their JSON", StorageSamples.Dmesg)];

    private static KnownFile KernelLog(string what, string sample)
        => new("kernel-log", what, "any text", Default.KernelLogReport, sample) { Also = ["events.device", "events.uptimeSeconds"] };

    private static IEnumerable<KnownFile> Zfs() =>
    [
        new("zpool-status", "`zpool status`, `zpool import`", "lines `pool:` and `state:`", Default.ZfsPoolStatusList, StorageSamples.PoolDegraded)
            { Also = ["pools.root", "pools.root.state", "pools.root.readErrors", "pools.scan", "pools.scan.percent", "pools.scan.remainingSeconds",
                "pools.scan.startedAt", "pools.status", "pools.action", "pools.see", "pools.dataErrors", "pools.checkpoint", "pools.removal"] },
        new("zpool-status", "`zpool status -j`, and flat lists of text converters", "JSON with `pools`, or an array with `pool` and `state`",
            Default.ZfsPoolStatusList, StorageSamples.PoolJson)
            { Also = ["pools.guid", "pools.root", "pools.root.state", "pools.root.readErrors", "pools.scan", "pools.scan.endedAt", "pools.dataErrors"] },
        new("zpool-status", "`zpool iostat`", "headings `alloc`, `operations` and `bandwidth`", Default.ZfsPoolWorkList, StorageSamples.PoolWork)
            { Also = ["pools.allocatedBytes", "pools.freeBytes", "pools.readsPerSecond", "pools.writtenBytesPerSecond"] },
        new("zpool-list", "`zpool list`, `-v`, `-H`, `-p`, `-j`, `zpool get`", "the heading `NAME SIZE …`, or a health in the line", Default.ZfsPoolSpaceList,
            StorageSamples.PoolSpace) { Also = ["pools.health"] },
        new("zfs-list", "`zfs list`, `-H`, `-p`, `-j`, `zfs get`", "the heading `NAME USED …`, five columns, or name and property", Default.ZfsDatasetList,
            StorageSamples.Datasets) { Also = ["datasets.usedBytes", "datasets.referencedBytes", "snapshots.usedBytes"] },
        new("zfs-kstat", "files of /proc/spl/kstat/zfs", "`name type data`, a table with headings (also without rows), or one word", Default.ZfsKstat, StorageSamples.Kstat)
            { Name = "pool1__io", Also = ["name", "values"] },
    ];

    private static IEnumerable<KnownFile> Md() =>
    [
        new("mdstat", "/proc/mdstat", "`Personalities :` or `md0 : active …`", Default.MdArrayList, StorageSamples.MdStat)
            { Also = ["arrays.metadata", "arrays.sizeBytes", "arrays.members.number"] },
        new("mdadm", "`mdadm --detail`, `--examine`, `--query`, `--scan`, `--export`, and their JSON of text converters", "`/dev/md0:` and keys, "
            + "`ARRAY …`, `MD_…=`; /proc/mdstat too", Default.MdDetailList, StorageSamples.MdDetail)
            { Also = ["items.level", "items.state", "items.uuid", "items.sizeBytes", "items.raidDevices", "items.syncPercent"] },
    ];

    private static IEnumerable<KnownFile> Lvm() =>
    [
        new("lvm", "`lvs`, `lvdisplay`, `lvscan`", "headings, pairs (`LVM2_LV_NAME=`), bare rows, JSON", Default.LvmReport, StorageSamples.Lvs)
            { Also = ["logicalVolumes.group", "logicalVolumes.kind", "logicalVolumes.sizeBytes", "logicalVolumes.isActive", "logicalVolumes.health"] },
        new("lvm", "`vgs`, `vgdisplay`, `vgscan`", "as lvs", Default.LvmReport, StorageSamples.Vgs)
            { Also = ["volumeGroups.sizeBytes", "volumeGroups.freeBytes", "volumeGroups.isPartial", "volumeGroups.physicalVolumes"] },
        new("lvm", "`pvs`, `pvdisplay`, `pvscan`", "as lvs", Default.LvmReport, StorageSamples.Pvs)
            { Also = ["physicalVolumes.group", "physicalVolumes.sizeBytes", "physicalVolumes.isMissing"] },
    ];

    private static IEnumerable<KnownFile> Block() =>
    [
        new("lsblk", "`lsblk`, tree with or without headings, any `-o`, `-t`, `-D`, `-f`; `blockdev --report`, `fdisk -l`", "headings, or a type in each line",
            Default.BlockDeviceList, StorageSamples.Lsblk) { Also = ["devices.number", "devices.type", "devices.sizeBytes", "devices.isReadOnly"] },
        new("lsblk", "`lsblk -J`", "JSON with `blockdevices`", Default.BlockDeviceList, StorageSamples.LsblkJson)
            { Also = ["devices.number", "devices.type", "devices.sizeBytes"] },
        new("lsblk", "`lsblk -P`", "`NAME=\"…\"`", Default.BlockDeviceList, StorageSamples.LsblkPairs) { Also = ["devices.type", "devices.sizeBytes"] },
        new("lsblk", "`blkid`, `-o udev`, and JSON of text converters", "`/dev/sda2: UUID=\"…\"`, `ID_FS_…=`", Default.BlockIdList, StorageSamples.Blkid)
            { Also = ["items.device", "items.type"] },
        new("lsblk", "`udevadm info`, inventories with `blockdev`", "`E: …`, `DEVNAME=`", Default.UdevDeviceList, StorageSamples.Udev)
            { Also = ["devices.model", "devices.serial", "devices.rpm"] },
        new("lsblk", "`df`, and JSON of text converters", "the heading `Filesystem … Mounted on`", Default.DfTable, StorageSamples.Df)
            { Also = ["filesystems.totalBytes", "filesystems.usedBytes", "filesystems.availableBytes"] },
        new("lsblk", "`findmnt`, `-J`, `mount`", "the heading `TARGET …`, `source on target type …`", Default.FoundMountList, StorageSamples.Findmnt)
            { Also = ["mounts.source", "mounts.type", "mounts.isReadOnly"] },
        new("lsblk", "`losetup -a`, `-l`", "`/dev/loop0: … (file)`", Default.LoopDeviceList, StorageSamples.Losetup) { Also = ["loops.backingFile"] },
    ];

    private static IEnumerable<KnownFile> Ceph() =>
    [
        new("ceph", "`ceph status`, JSON and text, Hammer to Tentacle", "`cluster:`, JSON with `health` or `osdmap`", Default.CephStatus, StorageSamples.CephStatus)
            { Also = ["fsid", "health", "monitors", "osds", "osdsUp", "osdsIn", "placementGroups", "placementGroupStates", "usedBytes", "totalBytes"] },
        new("ceph", "`ceph health [detail]`", "begins with `HEALTH_`; JSON with `status` and `checks`", Default.CephHealth, StorageSamples.CephHealth)
            { Also = ["checks.code", "checks.severity"] },
        new("ceph", "`ceph df`", "`RAW STORAGE`, `GLOBAL:`; JSON with `stats`", Default.CephDf, StorageSamples.CephDf)
            { Also = ["totalBytes", "usedBytes", "pools.storedBytes", "pools.usedPercent", "pools.maximumAvailableBytes"] },
        new("ceph", "`ceph osd tree`, `osd df`, `osd df tree`", "the heading `ID … WEIGHT`; JSON with `nodes`", Default.CephOsdTree, StorageSamples.CephTree)
            { Also = ["nodes.name", "nodes.type"] },
        new("ceph", "`ceph versions`", "JSON with `ceph version …` as names", Default.CephVersions, """{"mon":{"ceph version 18.2.4 (e7ad534) reef (stable)":3}}"""),
        new("ceph", "`ceph osd dump`, `osd pool ls detail`", "`pool 1 'rbd' …`; JSON with `pool_name` or `osd` and `up`", Default.CephOsdMap,
            "pool 1 'rbd' replicated size 3 min_size 2 crush_rule 0 pg_num 32 pgp_num 32 autoscale_mode on\n") { Also = ["pools.size", "pools.minimumSize", "pools.placementGroups"] },
        new("ceph", "`ceph osd perf`", "the heading `osd commit_latency(ms)`; JSON with `osd_perf_infos`", Default.CephLatencyList,
            "osd  commit_latency(ms)  apply_latency(ms)\n  2                   3                  1\n"),
        new("ceph", "other output", "JSON, a table, names, a configuration", Default.CephOther, "default\nec-profile\n") { Also = ["lines"] },
    ];

    private static IEnumerable<KnownFile> Btrfs() =>
    [
        new("btrfs", "`btrfs filesystem show`, `device stats`, and its JSON", "`Total devices`, `[/dev/sda].write_io_errs`", Default.BtrfsList, StorageSamples.BtrfsShow)
            { Also = ["filesystems.usedBytes", "filesystems.wantedDevices", "filesystems.devices.sizeBytes"] },
        new("btrfs", "`btrfs filesystem usage`, `df`, and its JSON", "`Device size:`, `Data, RAID1: total=`", Default.BtrfsUsage, StorageSamples.BtrfsUsage)
            { Also = ["sizeBytes", "usedBytes", "freeBytes", "spaces.profile"] },
        new("btrfs", "`btrfs scrub status`, `-R`", "`Scrub started:`", Default.BtrfsScrub, StorageSamples.BtrfsScrub)
            { Also = ["uuid", "startedAt", "durationSeconds", "errors", "uncorrectableErrors"] },
    ];

    private static IEnumerable<KnownFile> PveDisks() =>
    [
        new("pve-disks", "/nodes/{node}/disks/list, names in /sys/block", "`devpath`, or a name a line", Default.PveDiskList, StorageSamples.PveDiskList)
            { Also = ["disks.model", "disks.sizeBytes"] },
        new("pve-disks", "/nodes/{node}/disks/smart", "`health` with `attributes` or `text`", Default.PveSmart, StorageSamples.PveSmart)
            { Also = ["health", "type", "attributes.value", "attributes.raw"] },
        new("pve-disks", "/nodes/{node}/disks/lvm, lvmthin", "`leaf` and `children`; `lv` and `lv_size`", Default.LvmReport,
            """[{"lv":"data","vg":"pve","lv_size":1000,"used":500,"metadata_size":100,"metadata_used":25}]""")
            { Also = ["logicalVolumes.dataPercent", "logicalVolumes.metadataPercent"] },
        new("pve-disks", "/nodes/{node}/disks/zfs", "`alloc` and `frag`; `state` and `children`", Default.ZfsPoolSpaceList,
            """[{"name":"rpool","size":100,"alloc":10,"free":90,"frag":1,"dedup":1.0,"health":"ONLINE"}]""") { Also = ["pools.sizeBytes", "pools.health"] },
        new("pve-disks", "/nodes/{node}/disks/directory, mounts", "`unitfile` and `path`; `/dev/sda1 /mnt`", Default.FoundMountList, "/dev/sda /mountpoint1\n")
            { Also = ["mounts.source"] },
    ];
}
