using Proxima.Collect.Storage.Lvm;
using Proxima.Collect.Storage.MdRaid;
using Proxima.Model.Host;

namespace Proxima.Collect.Tests.Storage;

public sealed class RaidAndLvmTests
{
    [Fact]
    public void Arrays_have_slots_members_roles_and_what_goes_on()
    {
        var arrays = MdStatText.Parse(StorageSamples.MdStat).Value.ShouldNotBeNull().Arrays;

        arrays.Select(array => array.Name).ShouldBe(["md2", "md1", "md127"]);
        (arrays[0].IsReadOnly, arrays[0].Sync?.State, arrays[0].Members[1].IsWriteMostly).ShouldBe((true, "pending", true));
        (arrays[1].WantedDevices, arrays[1].WorkingDevices, arrays[1].Slots).ShouldBe((4, 3, "UUU_"));
        arrays[1].Members.Select(member => member.Role).ShouldBe(["active", "active", "active", "faulty", "spare"]);
        arrays[1].Sync.ShouldBe(new MdSync { Action = "recovery", State = "running", Percent = 12.6, RemainingSeconds = 7650, BytesPerSecond = 33440 * 1024 });
        (arrays[2].IsActive, arrays[2].Level, arrays[2].Metadata).ShouldBe((false, null, "external:imsm"));
    }

    [Theory]
    [InlineData("Personalities : \nunused devices: <none>\n", 0)]
    [InlineData("md_home : active raid1 sda1[0]\n      100 blocks [2/1] [U_]\n", 1)]
    public void No_array_and_one_with_a_name_are_values(string text, int arrays)
        => MdStatText.Parse(text).Value.ShouldNotBeNull().Arrays.Count.ShouldBe(arrays);

    [Theory]
    [InlineData("md0 : active raid1 sda1[0]\n      many blocks [2/1] [U_]\n")]
    [InlineData("md0 : waiting raid1 sda1[0]\n")]
    [InlineData("md0 : active raid1 sda1[0]\n      100 blocks [2/1] [U_]\n      [=>..]  recovery = lots\n")]
    public void An_array_that_does_not_parse_is_a_failure(string text) => MdStatText.Parse(text).Failed.ShouldNotBeNull();

    [Fact]
    public void Details_of_an_array_have_sizes_in_bytes_and_the_part_done()
    {
        var item = MdadmText.Parse(StorageSamples.MdDetail).Value.ShouldNotBeNull().Items.Single();

        (item.Level, item.State, item.Name, item.SizeBytes).ShouldBe(("raid1", "clean, degraded, recovering", "pve:126", 101376L * 1024));
        (item.SyncAction, item.SyncPercent, item.FailedDevices).ShouldBe(("rebuild", 21, 1));
        item.UpdatedAt.ShouldBe(new DateTime(2022, 8, 7, 21, 28, 34, DateTimeKind.Unspecified));
        item.Members.ShouldBe(
            [new MdDetailMember("/dev/vda1", 0, "active sync"), new MdDetailMember(null, 1, "removed"), new MdDetailMember("/dev/vda2", null, "faulty")]);
    }

    [Theory]
    [InlineData("ARRAY /dev/md/0  metadata=1.2 spares=1 name=pve:0 UUID=1:2:3:4\n", "/dev/md/0", "1:2:3:4")]
    [InlineData("MD_LEVEL=raid1\nMD_DEVICES=2\nMD_UUID=1:2:3:4\nMD_DEVNAME=home\nMD_DEVICE_ev_sda1_ROLE=0\nMD_DEVICE_ev_sda1_DEV=/dev/sda1\n", "home", "1:2:3:4")]
    [InlineData("/dev/md0: 99.00MiB raid1 2 devices, 0 spares. Use mdadm --detail for more detail.\n", "/dev/md0", null)]
    public void Other_forms_of_mdadm_give_the_same_record(string text, string device, string? uuid)
    {
        var item = MdadmText.Parse(text).Value.ShouldNotBeNull().Items.Single();

        (item.Device, item.Uuid).ShouldBe((device, uuid));
    }

    [Fact]
    public void A_superblock_says_sectors_where_it_means_them()
    {
        var item = MdadmText.Parse("/dev/vda1:\n     Raid Level : raid1\n Avail Dev Size : 202752 sectors (99.00 MiB)\n   Array State : A. ('A' == active)\n")
            .Value.ShouldNotBeNull().Items.Single();

        (item.DeviceSizeBytes, item.ArrayState).ShouldBe((202752L * 512, "A."));
    }

    [Fact]
    public void Volumes_have_kind_health_and_both_fills()
    {
        var report = LvmText.Parse(StorageSamples.Lvs).Value.ShouldNotBeNull();

        report.Warnings.Single().ShouldStartWith("VG pve is missing PV");
        var volumes = report.LogicalVolumes;
        volumes.Select(volume => (volume.Name, volume.Kind, volume.Health)).ShouldBe(
        [
            ("data", "thin-pool", "out-of-data"), ("root", "linear", "ok"), ("vm-100-disk-0", "thin", "ok"), ("snap_vm-100", "thin", "ok"),
            ("mirror", "raid", "partial"),
        ]);
        (volumes[0].DataPercent, volumes[0].MetadataPercent, volumes[0].SizeBytes).ShouldBe((100, 43.5, 343704757862));
        (volumes[2].Pool, volumes[2].DataPercent, volumes[2].MetadataPercent).ShouldBe(("data", 57.12, null));
        (volumes[3].Origin, volumes[3].IsActive, volumes[1].IsOpen).ShouldBe(("vm-100-disk-0", false, true));
        volumes[4].SyncPercent.ShouldBe(99.1);
    }

    [Fact]
    public void Groups_and_devices_tell_what_is_missing()
    {
        LvmText.Parse(StorageSamples.Vgs).Value.ShouldNotBeNull().VolumeGroups.Single().IsPartial.ShouldBe(true);
        LvmText.Parse(StorageSamples.Pvs).Value.ShouldNotBeNull().PhysicalVolumes.Select(device => (device.Device, device.IsMissing))
            .ShouldBe([("/dev/sda3", false), ("[unknown]", true)]);
    }

    [Theory]
    [InlineData("  pve   2   5   0 wz--n- <465.26g <16.00g\n")]
    [InlineData("  LVM2_VG_NAME='pve'|LVM2_VG_ATTR='wz--n-'|LVM2_VG_SIZE='<465.26g'|LVM2_VG_FREE='<16.00g'|LVM2_PV_COUNT='2'|LVM2_LV_COUNT='5'|LVM2_SNAP_COUNT='0'\n")]
    [InlineData("  VG  #PV #LV #SN Attr   VSize    VFree \n  pve   2   5   0 wz--n- <465.26g <16.00g\n")]
    [InlineData("  Attr   VFree   VSize    #SN #LV #PV VG \n  wz--n- <16.00g <465.26g   0   5   2 pve\n")]
    [InlineData("""{"report":[{"vg":[{"vg_name":"pve","vg_attr":"wz--n-","vg_size":"<465.26g","vg_free":"<16.00g","pv_count":"2","lv_count":5,"snap_count":"0"}]}]}""")]
    public void Every_form_of_one_group_gives_one_record(string text)
        => LvmText.Parse(text).Value.ShouldNotBeNull().VolumeGroups.Single().ShouldBe(new LvmVolumeGroup
        {
            Name = "pve", SizeBytes = 499569121034, FreeBytes = 16L << 30, PhysicalVolumes = 2, LogicalVolumes = 5, Snapshots = 0,
            Attributes = "wz--n-", IsPartial = false, IsExported = false,
        });

    [Theory]
    [InlineData("  pve:data:107374182400:twi-aotz--::56.10:4.20::uuid:::1700000000\n", "data", 56.1)]
    [InlineData("  --- Logical volume ---\n  LV Name                data\n  VG Name                pve\n  LV Status              available\n"
        + "  LV Size                100.00 GiB\n  Allocated pool data    56.10%\n  Allocated metadata     4.20%\n   \n", "data", 56.1)]
    [InlineData("  ACTIVE            '/dev/pve/data' [100.00 GiB] inherit\n", "data", null)]
    public void Volumes_of_proxmox_lvdisplay_and_lvscan(string text, string name, double? fill)
    {
        var volume = LvmText.Parse(text).Value.ShouldNotBeNull().LogicalVolumes.Single();

        (volume.Name, volume.Group, volume.SizeBytes, volume.DataPercent).ShouldBe((name, "pve", 100L << 30, fill));
    }

    [Theory]
    [InlineData("20.00g", 20L << 30)]
    [InlineData("20.00G", 20_000_000_000)]
    [InlineData("1048576B", 1048576L)]
    [InlineData("2048S", 2048L * 512)]
    [InlineData("15846.08", null)]
    public void Capitals_count_thousands_and_a_fraction_without_unit_is_unknown(string size, long? bytes)
        => LvmText.Parse($"  VG  Attr   VSize\n  pve wz--n- {size}\n").Value.ShouldNotBeNull().VolumeGroups.Single().SizeBytes.ShouldBe(bytes);

    [Fact]
    public void Fill_of_thin_pools_is_read_from_the_device_mapper()
    {
        var pools = DmStatusText.Parse(
            "pve-data-tpool: 0 67108864 thin-pool 5 1024/4096 750/1000 - rw no_discard_passdown queue_if_no_space - 1024\n"
            + "pve-root: 0 8388608 linear \nvg--one-thin--pool-tpool: 0 10 thin-pool 1 4096/4096 10/1000 - out_of_data_space - error_if_no_space needs_check 1\n"
            + "vg-bad-tpool: 0 10 thin-pool Fail\n").Value.ShouldNotBeNull().Pools;

        pools[0].ShouldBe(new DmThinPool("pve", "data", 25, 75, "rw", false));
        pools[1].ShouldBe(new DmThinPool("vg-one", "thin-pool", 100, 1, "out_of_data_space", true));
        pools[2].ShouldBe(new DmThinPool("vg", "bad", null, null, "Fail", false));
    }
}
