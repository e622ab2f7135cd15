namespace Proxima.Collect.Tests;

/// <summary>Short texts as kernels print them.</summary>
internal static class Samples
{
    public const string Stat = """
        cpu  100 20 300 4000 50 6 7 8 9 1
        cpu0 60 10 150 2000 25 3 4 4 5 1
        cpu2 40 10 150 2000 25 3 3 4 4 0
        intr 1472736 57 10 0
        ctxt 2626618
        btime 1418183276
        processes 10673
        procs_running 2
        procs_blocked 1
        softirq 1031662 0 649485

        """;

    public const string MemInfo = """
        MemTotal:       16000000 kB
        MemFree:         1000000 kB
        MemAvailable:    6000000 kB
        Buffers:          200000 kB
        Cached:          4000000 kB
        SwapCached:            0 kB
        SwapTotal:       8000000 kB
        SwapFree:        7000000 kB
        Dirty:               100 kB
        Writeback:             4 kB
        Shmem:            500000 kB
        Slab:             700000 kB
        SReclaimable:     400000 kB
        CommitLimit:    16000000 kB
        Committed_AS:    9000000 kB
        HugePages_Total:      12
        HugePages_Free:        3
        Hugepagesize:       2048 kB

        """;

    public const string ArcStats = """
        13 1 0x01 147 39984 11803328180 3063426463112
        name                            type data
        hits                            4    182636735
        c                               4    5368709120
        c_min                           4    1073741824
        c_max                           4    8589934592
        size                            4    4294967296

        """;

    public const string DiskStats = """
           7       0 loop0 48 0 718 19 0 0 0 0 0 36 19 0 0 0 0 0 0
           8       0 sda 100 5 2000 50 200 6 4000 90 3 120 140 0 0 0 0 0 0
           8       1 sda1 99 5 1990 49 200 6 4000 90 0 119 139 0 0 0 0 0 0
         259       0 nvme0n1 10 0 80 4 20 0 160 9 0 12 13 0 0 0 0 7 2
         259       1 nvme0n1p1 9 0 70 3 20 0 160 9 0 12 13 0 0 0 0 7 2
         253       0 dm-0 10 0 80 4 20 0 160 9 0 12 13
         252       0 zram0 1 0 8 0 0 0 0 0 0 0 0
          11       0 sr0 0 0 0 0 0 0 0 0 0 0 0

        """;

    public const string NetDev = """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
            lo:    3193      29    0    0    0     0          0         0     3193      29    0    0    0     0       0          0
          eno1:708402986   23869    1    2    0     0          0         0  1680050   15634    3    4    0     0       0          0
         vmbr0: 10 1 0 0 0 0 0 0 20 2 0 0 0 0 0 0
        tap101i0: 11 1 0 0 0 0 0 0 21 2 0 0 0 0 0 0

        """;

    public const string MountInfo = """
        22 27 0:21 / /proc rw,relatime - proc proc rw
        26 25 0:23 / /run rw,nosuid - tmpfs tmpfs rw,size=1g
        27 1 253:1 / / rw,relatime shared:1 - ext4 /dev/mapper/pve-root rw,errors=remount-ro
        30 27 253:1 /srv/data /mnt/bind\040me rw,relatime shared:1 master:3 - ext4 /dev/mapper/pve-root rw
        31 27 8:18 / /boot/efi ro,relatime - vfat /dev/sdb2 rw
        32 27 0:50 / /mnt/pve/nas rw,relatime - nfs4 nas:/x rw,vers=4.2,hard
        33 27 0:51 / /etc/pve rw,nosuid,nodev - fuse /dev/fuse rw,user_id=0
        34 27 0:52 / /home rw - autofs systemd-1 rw,fd=29
        35 27 0:53 / /rpool rw - zfs rpool rw,xattr

        """;

    public const string PidStat =
        "2001 (my file with\nsp) S 1888 2001 1888 34816 2001 4202496 428 0 0 0 11 22 0 0 20 5 3 0 75513 115900416 297 18446744073709551615 1 2 3 0 0 0 0 0 0 0";

    public const string PidStatus = """
        Name:	vim
        Umask:	0022
        State:	S (sleeping)
        Tgid:	26231
        Pid:	26231
        PPid:	5392
        Uid:	1000	0	1000	1000
        Gid:	1000	1000	1000	1000
        VmSwap:	     256 kB
        Threads:	1

        """;

    public const string CpuInfo = """
        processor	: 0
        vendor_id	: GenuineIntel
        model name	: Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz
        physical id	: 0
        core id		: 0
        cpu cores	: 1

        processor	: 1
        model name	: Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz
        physical id	: 0
        core id		: 0

        processor	: 2
        model name	: Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz
        physical id	: 1
        core id		: 0

        processor	: 3
        model name	: Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz
        physical id	: 1
        core id		: 0

        """;

    public const string VmStat = "nr_free_pages 123\npgfault 9\npgmajfault 3\npswpin 1000\npswpout 2000\noom_kill 1\n";

    public const string Pressure = "some avg10=1.50 avg60=2.25 avg300=3.00 total=36436332\nfull avg10=0.00 avg60=0.10 avg300=0.20 total=77\n";

    public const string InetSix = "fe80000000000000fc00fffffe000001 04 40 20 80     eno1\n00000000000000000000000000000001 01 80 10 80       lo\n";

    public const string Vlans = "VLAN Dev name    | VLAN ID\nName-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD\neno1.5         | 5  | eno1\n";

    public const string Swaps = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n/dev/dm-0                               partition\t131068\t\t176\t\t-2\n";

    public const string Bond = """
        Ethernet Channel Bonding Driver: v3.7.1 (April 27, 2011)

        Bonding Mode: fault-tolerance (active-backup)
        Currently Active Slave: eno1
        MII Status: up

        Slave Interface: eno1
        MII Status: up
        Speed: 1000 Mbps
        Duplex: full
        Link Failure Count: 2
        Permanent HW addr: 00:25:90:a6:4c:d8

        Slave Interface: eno2
        MII Status: down
        Speed: Unknown
        Duplex: Unknown
        Link Failure Count: 7

        """;
}
