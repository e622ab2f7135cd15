using System.Text.Json;

namespace Proxima.Collect.Tests;

/// <summary>Forms that programs and files take besides those of the catalogue: a sample, a path into its record, and what stands there.</summary>
public sealed class KindFormTests
{
    [Theory]
    [InlineData("pve-ha", "quorum OK\nmaster pve1 (active, Sun Mar 10 00:24:13 2024)\nlrm pve2 (old timestamp - dead?, Sun Mar 10 00:24:10 2024)\n"
        + "service vm:100 (pve1, started)\n", "services.0.state", "started")]
    [InlineData("pve-ha", "quorum OK\nlrm pve2 (old timestamp - dead?, Sun Mar 10 00:24:10 2024)\n", "nodes.pve2", "old timestamp - dead?")]
    [InlineData("pve-ha", "vm: 100\n\tgroup prefer\n\tstate started\n\nct: 101\n\tstate stopped\n", "services.1.state", "stopped")]
    [InlineData("pve-ha", "group: prefer\n\tnodes pve1:2,pve2:1\n\tnofailback 0\n", "values.group prefer.nodes", "pve1:2,pve2:1")]
    [InlineData("pve-ha", "{\"mode\":\"active\",\"results\":{\"uid\":{\"sid\":\"vm:100\",\"state\":\"started\"}}}", "services.0.id", "vm:100")]
    [InlineData("pve-ha", "{\"crs\":{\"ha\":\"static\"}}", "values.crs.ha", "static")]
    [InlineData("pve-ha", "noti    120    node1/crm: temporary inconsistent\nemai    160    node1/crm: FENCE: try\n", "log.1", "emai    160    node1/crm: FENCE: try")]
    [InlineData("task-json", "{\"data\":\"UPID:pve1:000004D2:0000162E:65ED0000:qmstart:100:root@pam:\"}", "tasks.0.type", "qmstart")]
    [InlineData("pveversion", "[{\"Package\":\"pve-manager\",\"OldVersion\":\"8.2.4\",\"RunningKernel\":\"6.8.8-2-pve\"}]", "runningKernel", "6.8.8-2-pve")]
    [InlineData("pveversion", "{\"data\":{\"release\":\"8.2\",\"repoid\":\"faa8\",\"version\":\"8.2.4\"}}", "version", "8.2.4")]
    [InlineData("vzdump-log", "100: 2024-03-10 01:00:00 INFO: Starting Backup of VM 100 (qemu)\n", "guests.0.startedAt", "2024-03-10T01:00:00")]
    [InlineData("apt-upgradable", "{\"data\":[{\"Package\":\"bash\",\"Version\":\"5.2-3\",\"OldVersion\":\"5.2-2\",\"Arch\":\"amd64\",\"Origin\":\"Debian-Security\"}]}",
        "packages.0.isSecurity", "true")]
    [InlineData("apt-upgradable", "APT \"\";\nAPT::Architecture \"amd64\";\n", "paragraphs.0.APT::Architecture", "amd64")]
    [InlineData("fail2ban", "[{'sshd': ['192.0.2.1', '192.0.2.2']}, {'proxmox': []}]\n", "jails.0.currentlyBanned", "2")]
    [InlineData("fail2ban", "Server replied: pong\n", "jails", "[]")]
    [InlineData("journal-json", "\u001e{\"MESSAGE\":[\"a\",[98]],\"PRIORITY\":[\"3\",\"4\"],\"_PID\":\"7\"}\n", "entries.0.message", "a\nb")]
    [InlineData("journal-json", "{\"MESSAGE\":\"x\",\"PRIORITY\":[\"3\",\"4\"]}\n", "entries.0.priority", "3")]
    [InlineData("journal-json", "{\"_SYSTEMD_UNIT\":\"a.service\",\"PRIORITY\":\"6\"}\n", "entries.0.unit", "a.service")]
    [InlineData("sensors-text", "coretemp-isa-0000\nPackage id 0:\n  temp1_input: 45.000\n  temp1_crit: 100.000\n  temp1_crit_alarm: 1.000\n",
        "chips.0.sensors.0.critical", "100")]
    [InlineData("sensors-text", "acpitz-acpi-0\nAdapter: ACPI interface\ntemp1:       +113.0°F\n", "chips.0.sensors.0.value", "45")]
    [InlineData("sensors-json", "{\"a-isa-0000\":{\"Adapter\":\"ISA\",\"t\":{\"temp1_input\": nan,\"temp1_max\": 80.0}}}", "chips.0.sensors.0.maximum", "80")]
    [InlineData("lspci", "01:00.0 \"VGA compatible controller\" \"NVIDIA\" \"GA104\" -ra1 -p00 \"Gigabyte\" \"Device 404c\"\n", "devices.0.subsystem", "Gigabyte Device 404c")]
    [InlineData("lspci", "Device:\t00:1f.2\nClass:\tSATA controller\nVendor:\tIntel\nDevice:\tC600\n", "devices.0.name", "Intel C600")]
    [InlineData("lspci", "-[0000:00]-+-00.0\n           \\-1f.3\n", "devices.1.slot", "1f.3")]
    [InlineData("lsblk", "/dev/sda2 on /mnt/a b type ext4 (ro,relatime)\n", "mounts.0.isReadOnly", "true")]
    [InlineData("lsblk", "[{\"filesystem\":\"tmpfs\",\"mount_point\":\"/run\",\"type\":\"tmpfs\",\"options\":[\"rw\",\"size=10%\"]}]", "mounts.0.target", "/run")]
    [InlineData("pve-disks", "\nP: /devices/nvme0n1\nN: nvme0n1\nE: DEVNAME=/dev/nvme0n1\nE: ID_MODEL=X\n", "devices.0.model", "X")]
    [InlineData("lvm", "  LV|VG|Attr|LSize|Data%|Meta%\n  data|pve|twi-aotz--|852885114880B|95.12|97.30\n", "logicalVolumes.0.metadataPercent", "97.3")]
    [InlineData("pve-disks", "/dev/sdg(0);osd-block-01234;ceph.osd_id=1\n", "logicalVolumes.0.name", "osd-block-01234")]
    [InlineData("zpool-list", "rpool\ntank\n", "pools.1.name", "tank")]
    [InlineData("zpool-list", "tank\t2.00T\t1.00T\t1.00T\t-\t5%\t50%\t1.00x\tONLINE\t-\nlog      -      -      -         -      -      -\n\t/dev/sdd1\t15.9G\t2.79M\t15.9G\t-\t82%\t0%\n",
        "pools.0.devices.0.name", "/dev/sdd1")]
    [InlineData("zpool-status", "  pool: p\n state: ONLINE\nconfig:\n\n\tNAME  STATE  READ WRITE CKSUM\n\tp  ONLINE  0  0  0\n\t  /files/my disk.img  FAULTED  3  0  0  too many errors\n\n"
        + "errors: No known data errors\n", "pools.0.root.children.0.name", "/files/my disk.img")]
    [InlineData("zpool-status", "{\"pools\":{\"t\":{\"name\":\"t\",\"state\":\"ONLINE\",\"error_count\":\"1\",\"errors\":[\"t/a:<0x1>\"]}}}", "pools.0.damagedFiles.0", "t/a:<0x1>")]
    [InlineData("zfs-kstat", "12 1 0x03 1 80 1 2\ntime read written\n", "rows", "[]")]
    [InlineData("mdstat", "Personalities : [raid1]\nmd0 : active raid1 sda[0]\n      8 blocks [2/1] [U_]\n      [=>...]  rebuilt =  8.5% (1/8) finish=0.3min speed=4K/sec\n",
        "arrays.0.sync.action", "rebuilt")]
    [InlineData("nvme-cli", "/dev/nvme1n1  /dev/ng1n1  BTLJ000  INTEL SSDPE2KX040T8  0x1  4.00  TB /   4.00  TB      4 KiB +  0 B   VDV10131\n", "namespaces.0.blockBytes", "4096")]
    [InlineData("raid-hw", "  9  02  SLOT 01 ST31500341AS                     1500.3GB  Raid Set # 000\nGuiErrMsg<0x00>: Success.\n", "drives.0.sizeBytes", "1500300000000")]
    [InlineData("raid-hw", " 1  data                15 11250.0GB    0.0GB 123456789ABCDEF    Initializing\n", "volumes.0.state", "Initializing")]
    [InlineData("raid-hw", "p8     OK               u0     931.51 GB   1953525168    9QJ16BC3\n", "drives.0.serial", "9QJ16BC3")]
    [InlineData("raid-hw", "c0    9650SE-16ML  16        16       1       2       5       1      OK\n", "controllers.0.state", "2 units not optimal")]
    [InlineData("raid-hw", "/dev/sda: jmicron, \"jmicron_JRAID\", mirror, broken, 781385728 sectors, data@ 0\n", "volumes.0.state", "broken")]
    [InlineData("raid-hw", "ioc:0 vol_id:0 type:IM raidlevel:RAID-1 num_disks:2 size(GB):68 state: DEGRADED flags: ENABLED RESYNC_IN_PROGRESS\n", "volumes.0.state", "DEGRADED")]
    public void A_form_gives_its_record(string kind, string text, string path, string expected)
    {
        var result = Kinds.Parse(kind, text, null);

        At(result.Json.ShouldNotBeNull(result.Absent ?? result.Failed), path).ShouldBe(expected);
    }

    [Theory]
    [InlineData("fail2ban", "2024-03-10 00:24:01,123 fail2ban [123]: ERROR Failed to access socket path: /x. Is fail2ban running?\n")]
    [InlineData("sensors-psutil-json", "null\n")]
    [InlineData("dmidecode", "# dmidecode 3.2\n/sys/firmware/dmi/tables/smbios_entry_point: Permission denied\n")]
    [InlineData("net", "33:33:00:00:00:01 dev eth0 self permanent\n")]
    [InlineData("zpool-list", "/dev/zfs and /proc/self/mounts are not readable.\n")]
    public void A_program_that_has_nothing_to_ask_is_absent(string kind, string text) => Kinds.Parse(kind, text, null).Absent.ShouldNotBeNull();

    /// <summary>Names and numbers of places between dots; a name may hold dots itself.</summary>
    private static string At(string json, string path)
    {
        using var document = JsonDocument.Parse(json);
        var at = document.RootElement;
        while (path.Length > 0)
        {
            var dot = path.IndexOf('.', StringComparison.Ordinal);
            var name = dot < 0 || (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(path, out _)) ? path : path[..dot];
            at = at.ValueKind == JsonValueKind.Array ? at[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] : at.GetProperty(name);
            path = name.Length == path.Length ? "" : path[(name.Length + 1)..];
        }

        return at.ValueKind == JsonValueKind.String ? at.GetString() ?? "" : at.GetRawText();
    }
}
