namespace Proxima.Collect.Tests.Storage;

/// <summary>Short outputs of storage programs, made by hand after their formats.</summary>
internal static class StorageSamples
{
    public const string PoolDegraded = """
          pool: tank
         state: DEGRADED
        status: One or more devices has experienced an unrecoverable error.  An
        	attempt was made to correct the error.
        action: Determine if the device needs to be replaced, and clear the errors
        	using 'zpool clear' or replace the device with 'zpool replace'.
           see: https://openzfs.github.io/openzfs-docs/msg/ZFS-8000-9P
          scan: scrub in progress since Sun Feb 11 11:54:20 2024
        	704G / 1.66T scanned at 5.67G/s, 258G / 1.66T issued at 67.2M/s
        	8K repaired, 15.18% done, 1 days 02:03:04 to go
        remove: Removal of vdev 1 copied 1.5G in 0h0m, completed on Thu Nov  9 18:20:00 2023
        checkpoint: created Fri Feb  9 10:00:00 2024, consumes 27.7M
        config:

        	NAME                      STATE     READ WRITE CKSUM  SLOW
        	tank                      DEGRADED     0     0     0     -
        	  mirror-0                DEGRADED     0     0     0     -
        	    14808325297596192025  FAULTED      3 4.11K     0     7  was /dev/sdb1
        	    replacing-1           DEGRADED     0     0     0     -
        	      sdc1                ONLINE       0     0     2     0
        	      sdd1                ONLINE       0     0     0     0  (resilvering)
        	special
        	  mirror-1                ONLINE       0     0     0     -
        	    nvme0n1p4             ONLINE       0     0     0     0
        	    nvme1n1p4             ONLINE       0     0     0     0
        	logs
        	  nvme0n1p5               ONLINE       0     0     0     0
        	spares
        	  sde1                    AVAIL
        	  sdf1                    INUSE     currently in use

        errors: Permanent errors have been detected in the following files:

                <metadata>:<0x3d>
                tank/vm@daily:/disk one.raw
        """;

    public const string PoolJson = """
        {"output_version": {"command": "zpool status", "vers_major": 0, "vers_minor": 1}, "pools": {"tank": {
          "name": "tank", "state": "ONLINE", "pool_guid": "3920273586464696295", "txg": "16597", "spa_version": "5000", "zpl_version": "5",
          "scan_stats": {"function": "SCRUB", "state": "FINISHED", "start_time": "Sun Mar 22 00:22:38 2026",
            "end_time": "Sun Mar 22 00:24:01 2026", "to_examine": "78.2G", "examined": "78.2G", "processed": "0B", "errors": "0",
            "issued": "78.2G"},
          "vdevs": {"tank": {"name": "tank", "vdev_type": "root", "guid": "39", "class": "normal", "state": "ONLINE",
            "read_errors": "0", "write_errors": "0", "checksum_errors": "0", "vdevs": {"mirror-0": {"name": "mirror-0",
            "vdev_type": "mirror", "state": "ONLINE", "read_errors": "0", "write_errors": "0", "checksum_errors": "0", "vdevs": {
            "sda": {"name": "sda", "vdev_type": "disk", "state": "ONLINE", "read_errors": "0", "write_errors": "0", "checksum_errors": "0"},
            "sdb": {"name": "sdb", "vdev_type": "disk", "state": "ONLINE", "read_errors": "0", "write_errors": "0", "checksum_errors": "1"}
            }}}}},
          "logs": {"nvme0n1p5": {"name": "nvme0n1p5", "vdev_type": "disk", "state": "ONLINE", "read_errors": "0", "write_errors": "0",
            "checksum_errors": "0"}},
          "error_count": "0"}}}
        """;

    public const string PoolText = """
          pool: tank
         state: ONLINE
          scan: scrub repaired 0B in 00:01:23 with 0 errors on Sun Mar 22 00:24:01 2026
        config:

        	NAME          STATE     READ WRITE CKSUM
        	tank          ONLINE       0     0     0
        	  mirror-0    ONLINE       0     0     0
        	    sda       ONLINE       0     0     0
        	    sdb       ONLINE       0     0     1
        	logs
        	  nvme0n1p5   ONLINE       0     0     0

        errors: No known data errors

        """;

    public const string PoolWork = """
                      capacity     operations     bandwidth
        pool        alloc   free   read  write   read  write
        ----------  -----  -----  -----  -----  -----  -----
        tank        2.89T  2.20T      0      2   349K   448K
          sda       2.89T  2.20T      0      2   349K   448K
        ----------  -----  -----  -----  -----  -----  -----
        """;

    public const string PoolSpace = """
        NAME    SIZE  ALLOC   FREE  CKPOINT  EXPANDSZ   FRAG    CAP  DEDUP    HEALTH  ALTROOT
        rpool   920G  2.73G   917G        -         -     0%     0%  1.00x    ONLINE  -
        tank   9.06T  7.70T  1.36T    27.7M      512G    41%    85%  1.25x  DEGRADED  /mnt
        dead       -      -      -        -         -      -      -      -   FAULTED  -
        """;

    public const string Datasets = """
        NAME                         USED  AVAIL  REFER  MOUNTPOINT
        rpool                       2.73G   889G   104K  /rpool
        rpool/data/vm-100-disk-0    56.9M   889G  56.9M  -
        rpool/ROOT/pve-1@daily-1     120K      -  2.60G  -
        rpool/ROOT/pve-1@daily-2    1.50M      -  2.60G  -
        """;

    public const string DatasetsBare = "rpool\tfilesystem\t2931315179\t954437177344\t106496\t0\t-\t1707570000\t1.25\t/rpool\n"
        + "rpool/vm\tvolume\t59664000\t954437177344\t59664000\t1024\t34359738368\t1707570100\t1.00\t-\n"
        + "rpool/vm@a\tsnapshot\t122880\t-\t59664000\t-\t34359738368\t1707580000\t1.00\t-\n"
        + "rpool/vm@b\tsnapshot\t1024\t-\t59664000\t-\t34359738368\t1707590000\t1.00\t-\n";

    public const string Kstat = "12 3 0x00 1 80 79205351707403 395818011156865\n"
        + "nread    nwritten reads    writes   wtime    wlentime wupdate  rtime    rlentime rupdate  wcnt     rcnt    \n"
        + "1884160  3206144  22       132      7155162  104112268 79210489694949 24168078 104112268 79210489849220 0        0       \n";

    public const string MdStat = """
        Personalities : [raid1] [raid6] [raid5] [raid4]
        md2 : active (auto-read-only) raid1 sdb3[0] sda3[2](W)
              2927641919 blocks super 1.2 [2/2] [UU]
                resync=PENDING
              bitmap: 2/22 pages [8KB], 65536KB chunk

        md1 : active raid5 sdd1[3] sdb1[1] sda1[0] sde1[4](F) sdf1[5](S)
              5860144128 blocks super 1.2 level 5, 64k chunk, algorithm 2 [4/3] [UUU_]
              [==>..................]  recovery = 12.6% (37043392/293039104) finish=127.5min speed=33440K/sec

        md127 : inactive sdb[1](S) sdc[0](S)
              5288 blocks super external:imsm

        unused devices: <none>

        """;

    public const string MdDetail = """
        /dev/md126:
                   Version : 1.2
             Creation Time : Sun Aug  7 21:15:49 2022
                Raid Level : raid1
                Array Size : 101376 (99.00 MiB 103.81 MB)
             Used Dev Size : 101376 (99.00 MiB 103.81 MB)
              Raid Devices : 2
             Total Devices : 2
               Persistence : Superblock is persistent

               Update Time : Sun Aug  7 21:28:34 2022
                     State : clean, degraded, recovering 
            Active Devices : 1
           Working Devices : 2
            Failed Devices : 1
             Spare Devices : 1

            Rebuild Status : 21% complete

                      Name : pve:126  (local to host pve)
                      UUID : e054553a:fbccdcfe:0ae80bc8:9379377a
                    Events : 25

            Number   Major   Minor   RaidDevice State
               0     254        1        0      active sync   /dev/vda1
               -       0        0        1      removed

               1     254        2        -      faulty   /dev/vda2
        """;

    public const string Lvs = """
          WARNING: VG pve is missing PV 1MaNmh (last written to /dev/sdb3).
          LV              VG  Attr       LSize    Pool Origin        Data%  Meta%  Move Log Cpy%Sync Convert
          data            pve twi-aotzD- <320.10g                    100.00 43.50
          root            pve -wi-ao----   96.00g
          vm-100-disk-0   pve Vwi-aotz--   32.00g data               57.12
          snap_vm-100     pve Vri---tz-k   32.00g data vm-100-disk-0
          mirror          pve rwi-aor-p-    1.00t                                             99.10
        """;

    public const string Vgs = """
          VG  #PV #LV #SN Attr   VSize    VFree
          pve   2   5   0 wz-pn- <465.26g <16.00g
        """;

    public const string Pvs = """
          PV         VG  Fmt  Attr PSize    PFree
          /dev/sda3  pve lvm2 a--  <465.26g <16.00g
          [unknown]  pve lvm2 a-m    931.5g      0
        """;

    public const string Lsblk = """
        NAME            MAJ:MIN RM   SIZE RO TYPE  MOUNTPOINTS MODEL
        sda               8:0    0 953.9G  0 disk              Samsung SSD 850 PRO
        ├─sda1            8:1    0  1007K  0 part              
        └─sda3            8:3    0   952G  0 part              
          └─pve-root    252:1    0    96G  0 lvm   /           
                                                   /var        
        sdb               8:16   0 931.5G  0 disk              
        └─md0             9:0    0 931.4G  0 raid1 /srv        
        sdc               8:32   0 931.5G  0 disk              
        └─md0             9:0    0 931.4G  0 raid1 /srv        
        """;

    public const string LsblkJson = """
        {"blockdevices": [
          {"name":"sda", "maj:min":"8:0", "rm":false, "size":1024209543168, "ro":false, "type":"disk", "mountpoints":[null],
           "model":"Samsung SSD 850 PRO", "children":[
             {"name":"sda1", "maj:min":"8:1", "rm":false, "size":1031168, "ro":false, "type":"part", "mountpoints":[null]},
             {"name":"pve-root", "maj:min":"252:1", "rm":"0", "size":"96G", "ro":"0", "type":"lvm", "mountpoints":["/","/var"]}]}]}
        """;

    public const string LsblkPairs = """
        NAME="sda" KNAME="sda" MAJ:MIN="8:0" FSTYPE="" MOUNTPOINT="" LABEL="" SIZE="931.5G" MODEL="PERC\x20H710P" ROTA="1" TYPE="disk" PHY-SEC="4096"
        NAME="pve-root" KNAME="dm-1" MAJ_MIN="252:1" FSTYPE="ext4" MOUNTPOINT="/" LABEL="root \"one\"" SIZE="96G" MODEL="" ROTA="1" TYPE="lvm" PKNAME="sda"
        """;

    public const string Blkid = """
        /dev/sda2: UUID="011527a0-c72a-4c00-a50e-ee90da26b6e2" TYPE="ext4" PARTUUID="744589e8-5711-4750-9984-c34d66f93879"
        /dev/sr0: LABEL="Ubuntu 18.04" TYPE="iso9660" PTTYPE="dos"
        """;

    public const string Udev = """
        P: /devices/pci0000:00/ata1/host0/block/sda
        N: sda
        S: disk/by-id/wwn-0x5000c500af8ec287
        E: DEVNAME=/dev/sda
        E: DEVTYPE=disk
        E: ID_ATA_ROTATION_RATE_RPM=7200
        E: ID_BUS=ata
        E: ID_MODEL=ST4000DM000
        E: ID_SERIAL_SHORT=Z1F324L3
        """;

    public const string Df = """
        Filesystem                       1K-blocks    Used Available Use% Mounted on
        /dev/mapper/vg_with_a_long_name-lv_root
                                          98571884 4244032  89313940   5% /
        nas:/my share                     20508240 5748028  13695408  30% /mnt/my share
        sysfs                                    0       0         0    - /sys
        """;

    public const string Findmnt = """
        TARGET          SOURCE      FSTYPE OPTIONS
        /               /dev/sda2   ext4   rw,relatime,errors=remount-ro
        ├─/sys          sysfs       sysfs  rw,nosuid
        └─/mnt/nas      nas:/export nfs4   ro,relatime,vers=4.2
        """;

    public const string Losetup = "/dev/loop4: [64514]:13110486 (/var/lib/images/one (old).img)\n/dev/loop0: []: (/srv/b.img)\n";

    public const string CephStatus = """
          cluster:
            id:     eccf3d48-859f-11ec-9de2-d72b3e8a3058
            health: HEALTH_WARN
                    1 osds down
                    Degraded data redundancy: 12/300 objects degraded (4.000%), 3 pgs degraded

          services:
            mon: 3 daemons, quorum pve1,pve2,pve3 (age 10h)
            mgr: pve1(active, since 11h), standbys: pve2, pve3
            osd: 6 osds: 5 up (since 15m), 6 in (since 2d)

          data:
            pools:   4 pools, 129 pgs
            objects: 2.38k objects, 8.2 GiB
            usage:   27 GiB used, 273 GiB / 300 GiB avail
            pgs:     12/300 objects degraded (4.000%)
                     7/300 objects misplaced (2.333%)
                     126 active+clean
                     3   active+undersized+degraded

          io:
            client:   853 B/s rd, 51 KiB/s wr, 1 op/s rd, 4 op/s wr
            recovery: 9.3 MiB/s, 10 objects/s
        """;

    public const string CephStatusOld = """
            cluster 68a9ca14-e297-11e8-843c-00163e64b0c0
             health HEALTH_ERR
                    6 pgs are stuck inactive for more than 300 seconds
             monmap e1: 1 mons at {pve1=192.168.1.26:6789/0}
                    election epoch 3, quorum 0 pve1
             osdmap e28: 9 osds: 8 up, 9 in
                    flags sortbitwise
              pgmap v7831: 192 pgs, 1 pools, 1707 MB data, 507 objects
                    9532 MB used, 8733 MB / 18265 MB avail
                         113 creating
                          79 active+clean
          client io 85 MB/s wr, 21 op/s
        """;

    public const string CephDf = """
        --- RAW STORAGE ---
        CLASS  SIZE     AVAIL    USED     RAW USED  %RAW USED
        ssd    300 GiB  297 GiB  1.2 MiB   3.0 GiB       1.00
        TOTAL  300 GiB  297 GiB  1.2 MiB   3.0 GiB       1.00

        --- POOLS ---
        POOL      ID  PGS   STORED  OBJECTS     USED  %USED  MAX AVAIL
        vm pool    1    1      0 B        0      0 B      0     94 GiB
        glance     2    4  1.2 GiB    2.38k  3.6 GiB   1.26     94 GiB
        """;

    public const string CephTree = """
        ID  CLASS  WEIGHT   TYPE NAME          STATUS  REWEIGHT  PRI-AFF
        -1         0.29279  root default                                
        -5         0.09760      host pve1                               
         1    ssd  0.09760          osd.1          up   1.00000  1.00000
        -7         0.09760      host pve2                               
         2    ssd  0.09760          osd.2        down         0  1.00000
        """;

    public const string CephHealth = """
        HEALTH_ERR 1 full osd(s); mons are low on space
        [ERR] OSD_FULL: 1 full osd(s)
            osd.3 is full
            osd.3 was full before
        (MUTED, STICKY) [WRN] MON_DISK_LOW: mons are low on space
            mon.pve1 has 12% avail
        """;

    public const string Dmesg = """
        [    0.000000] Linux version 6.8.12-4-pve (build@proxmox)
        [   12.100000] EDAC MC: Ver: 3.0.0
        [ 1234.500000] ata3.00: exception Emask 0x0 SAct 0x0 SErr 0x0 action 0x6 frozen
        [ 1234.500001] ata3.00: failed command: READ FPDMA QUEUED
        [ 1234.500002] ata3: hard resetting link
        [ 1235.000000] sd 2:0:0:0: [sdc] tag#5 FAILED Result: hostbyte=DID_OK driverbyte=DRIVER_OK
        [ 1235.000001] blk_update_request: I/O error, dev sdc, sector 123456 op 0x0:(READ) flags 0x0
        [ 1235.000002] Buffer I/O error on dev sdc1, logical block 15, async page read
        [ 1236.000000] EXT4-fs error (device sdc1): ext4_find_entry:1455: inode #2: comm ls: reading directory lblock 0
        [ 1237.000000][  T123] INFO: task jbd2/sdc1-8:455 blocked for more than 120 seconds.
        [ 1238.000000] Out of memory: Killed process 4711 (kvm) total-vm:8388608kB
        [ 1239.000000] nginx[812]: segfault at 10 ip 00007f sp 00007f error 4 in libc.so
        [ 1240.000000] igb 0000:01:00.0 eno1: igb: eno1 NIC Link is Down
        """;

    public const string PveDiskList = """
        [{"devpath":"/dev/sda","gpt":1,"health":"PASSED","model":"Samsung_SSD_850","osdid":-1,"osdid-list":null,"rpm":0,"serial":"S1",
          "size":512110190592,"type":"ssd","used":"LVM","vendor":"ATA","wearout":93,"wwn":"0x5002538d"},
         {"devpath":"/dev/sdb","gpt":0,"health":"UNKNOWN","model":"LOGICAL_VOLUME","osdid":"3","osdid-list":["3","4"],"rpm":-1,
          "serial":"unknown","size":"5120","type":"unknown","vendor":"HP","wearout":"N/A","wwn":"unknown"}]
        """;

    public const string PveSmart = """
        {"health":"PASSED","type":"ata","wearout":93,"attributes":[{"id":"  5","name":"Reallocated_Sector_Ct","value":100,"worst":100,
          "threshold":10,"raw":"0","flags":"PO--CK","fail":"-","normalized":100},{"id":"194","name":"Temperature_Celsius","value":66,
          "worst":50,"threshold":0,"raw":"34 (Min/Max 17/50)","flags":"-O---K","fail":"past"}]}
        """;

    public const string BtrfsShow = """
        Label: 'tank'  uuid: 9442fa63-705d-463a-924a-ec4ca64a7227
        	Total devices 3 FS bytes used 20.17MiB
        	devid    1 size 300.00MiB used 104.00MiB path /dev/loop0
        	devid    2 size 300.00MiB used 104.00MiB path /dev/loop1
        	devid    3 size 0 used 0 path /dev/loop2 MISSING
        	*** Some devices missing

        """;

    public const string BtrfsUsage = """
        Overall:
            Device size:		         629145600
            Device allocated:		         218103808
            Device unallocated:		         411041792
            Device missing:		                 0
            Used:			          42303488
            Free (estimated):		         251658240	(min: 250000000)
            Data ratio:			              2.00
            Metadata ratio:		              2.00

        Data,RAID1: Size:67108864, Used:20971520 (31.25%)
           /dev/loop0	  67108864

        Metadata,RAID1: Size:33554432, Used:163840 (0.49%)
           /dev/loop0	  33554432

        """;

    public const string BtrfsScrub = """
        UUID:             9442fa63-705d-463a-924a-ec4ca64a7227
        Scrub started:    Sat Nov 28 19:53:34 2026
        Status:           running
        Duration:         0:01:05
        Time left:        0:02:00
        Total to scrub:   40.36GiB
        Bytes scrubbed:   20.00GiB  (49.55%)
        Rate:             320.00MiB/s
        Error summary:    csum=3 super=1
          Corrected:      2
          Uncorrectable:  2
          Unverified:     0

        """;
}
