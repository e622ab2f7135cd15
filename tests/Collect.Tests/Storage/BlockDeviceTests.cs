using Proxima.Collect.ProgramText;
using Proxima.Collect.Storage.BlockDevices;
using Proxima.Model.Host;

namespace Proxima.Collect.Tests.Storage;

public sealed class BlockDeviceTests
{
    [Fact]
    public void A_tree_gives_each_device_once_with_all_it_lies_on()
    {
        var devices = LsblkText.Parse([.. StorageSamples.Lsblk.Split('\n')]).Value.ShouldNotBeNull().Devices;

        devices.Select(device => device.Name).ShouldBe(["sda", "sda1", "sda3", "pve-root", "sdb", "md0", "sdc"]);
        devices[0].Model.ShouldBe("Samsung SSD 850 PRO");
        devices[3].Parents.ShouldBe(["sda3"]);
        devices[3].Mountpoints.ShouldBe(["/", "/var"]);
        devices[5].Parents.ShouldBe(["sdb", "sdc"]);
        devices[5].SizeBytes.ShouldBe(ByteSize.OrNull("931.4G"));
    }

    [Fact]
    public void Json_and_pairs_give_the_same_fields()
    {
        var json = Kinds.Parse("lsblk", StorageSamples.LsblkJson, null).Json.ShouldNotBeNull();
        json.ShouldContain("""{"name":"pve-root","number":"252:1","type":"lvm","sizeBytes":103079215104,"mountpoints":["/","/var"],"isReadOnly":false,"isRemovable":false,"parents":["sda"]}""");

        var pairs = LsblkText.Parse([.. StorageSamples.LsblkPairs.Split('\n')]).Value.ShouldNotBeNull().Devices;
        (pairs[0].Model, pairs[0].PhysicalSectorBytes, pairs[0].IsRotating).ShouldBe(("PERC H710P", 4096, true));
        (pairs[1].Number, pairs[1].Label, pairs[1].Parents[0]).ShouldBe(("252:1", "root \"one\"", "sda"));
    }

    [Theory]
    [InlineData("nvme0n1     931.5G disk\n├─nvme0n1p1  1007K part\n└─nvme0n1p3   930G part zfs_member\n\n=== more ===\n", 3)]
    [InlineData("NAME   MAJ:MIN RM  SIZE RO MOUNTPOINT\nsda      8:0    0   20G  0 \n|-sda1   8:1    0    1G  0 /boot\n`-sda2   8:2    0   19G  0 [SWAP]\n", 3)]
    [InlineData("lsblk: dm-0: failed to get device path\nNAME=\"sda\" SIZE=\"1G\" TYPE=\"disk\"\n", 1)]
    [InlineData("RO    RA   SSZ   BSZ   StartSec            Size   Device\nrw   256   512  4096          0    322122547200   /dev/vda\n", 1)]
    [InlineData("Disk /dev/sda: 1 TiB, 1099511627776 bytes, 2147483648 sectors\nDisk model: X Y  \nSector size (logical/physical): 512 bytes / 4096 bytes\n", 1)]
    public void Other_lists_of_devices_are_read_too(string text, int devices)
        => System.Text.Json.JsonDocument.Parse(Kinds.Parse("lsblk", text, null).Json.ShouldNotBeNull())
            .RootElement.GetProperty("devices").GetArrayLength().ShouldBe(devices);

    [Theory]
    [InlineData("{\"blockdevices\":[{\"size\":5}]}")]
    [InlineData("{\"blockdevices\":[{\"name\":\"sda\"")]
    [InlineData("lsblk: invalid option -- 'P'\n\nUsage:\n lsblk [options]\n")]
    [InlineData("some words\nand more\n")]
    public void What_is_no_list_of_devices_is_a_failure(string text) => Kinds.Parse("lsblk", text, null).Failed.ShouldNotBeNull();

    [Fact]
    public void Space_is_in_bytes_and_a_long_source_on_its_own_line_is_joined()
    {
        var lines = DfText.Parse([.. StorageSamples.Df.Split('\n')]).Value.ShouldNotBeNull().Filesystems;

        lines[0].ShouldBe(new DfLine
        {
            Source = "/dev/mapper/vg_with_a_long_name-lv_root", MountPoint = "/", TotalBytes = 98571884L * 1024, UsedBytes = 4244032L * 1024,
            AvailableBytes = 89313940L * 1024, UsedPercent = 5,
        });
        (lines[1].Source, lines[1].MountPoint, lines[2].UsedPercent).ShouldBe(("nas:/my share", "/mnt/my share", null));
    }

    [Fact]
    public void Mounts_part_options_from_those_with_a_value()
    {
        var mounts = FindmntText.Parse([.. StorageSamples.Findmnt.Split('\n')]).Value.ShouldNotBeNull().Mounts;

        mounts.Select(mount => (mount.Target, mount.IsReadOnly)).ShouldBe([("/", false), ("/sys", false), ("/mnt/nas", true)]);
        mounts[0].Options.ShouldBe(["rw", "relatime"]);
        mounts[0].Values.ShouldNotBeNull()["errors"].ShouldBe("remount-ro");
    }

    [Fact]
    public void Signatures_properties_and_loops()
    {
        BlkidText.Parse([.. StorageSamples.Blkid.Split('\n')]).Value.ShouldNotBeNull().Items[1]
            .ShouldBe(new BlockId { Device = "/dev/sr0", Type = "iso9660", Label = "Ubuntu 18.04", TableType = "dos" });
        var disk = UdevText.Parse([.. StorageSamples.Udev.Split('\n')]).Value.ShouldNotBeNull().Devices.Single();
        (disk.Name, disk.Serial, disk.Rpm, disk.Bus).ShouldBe(("/dev/sda", "Z1F324L3", 7200, "ata"));
        OtherBlockText.Loops([.. StorageSamples.Losetup.Split('\n')]).Value.ShouldNotBeNull().Loops[0]
            .ShouldBe(new LoopDevice("/dev/loop4", "/var/lib/images/one (old).img"));
    }

    [Theory]
    [InlineData("5.00G", 5L << 30)]
    [InlineData("<20.00g", 20L << 30)]
    [InlineData("9,5T", 10445360463872)]
    [InlineData("1,299,288", 1299288L)]
    [InlineData("41.25 GiB", 44291850240)]
    [InlineData("0B", 0L)]
    [InlineData("0", 0L)]
    [InlineData("512110190592", 512110190592)]
    [InlineData("40742K", 40742L * 1024)]
    [InlineData("-", null)]
    [InlineData("", null)]
    [InlineData("12Q", null)]
    [InlineData("1.2.3G", null)]
    [InlineData("9999999999999999999999E", null)]
    [InlineData("-5G", null)]
    public void A_size_for_people_is_so_many_bytes(string text, long? bytes) => ByteSize.OrNull(text).ShouldBe(bytes);

    [Theory]
    [InlineData("01:01:21", 3681)]
    [InlineData("0 days 01:01:21", 3681)]
    [InlineData("2 days 00:00:01", 172801)]
    [InlineData("55h33m", 199980)]
    [InlineData("127.5min", 7650)]
    [InlineData("0h0m", 0)]
    [InlineData("1w", 604800)]
    [InlineData("soon", null)]
    [InlineData("5x", null)]
    [InlineData("::", null)]
    public void A_duration_is_so_many_seconds(string text, int? seconds) => ProgramTime.Seconds(text).ShouldBe(seconds);

    [Fact]
    public void Columns_are_cut_where_every_line_has_a_blank()
    {
        string[] rows = ["sda  Samsung SSD 850   S1  20G", "sdb                        5T", "sdc  HGST              X9    "];

        var table = Columns.Of("NAME MODEL             SER SIZE", rows).ShouldNotBeNull();

        rows.Select(table.Cells).ShouldBe([["sda", "Samsung SSD 850", "S1", "20G"], ["sdb", "", "", "5T"], ["sdc", "HGST", "X9", ""]]);
    }
}
