using System.Globalization;
using System.Text;

namespace Proxima.Parse;

/// <summary>What the twelve disks make up: a ZFS pool of the four that are in use, an array, a thin pool, and a quiet kernel log.</summary>
internal static class Recorded
{
    private const int Snapshots = 2000;

    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["/proc/mdstat"] = "Personalities : [raid1]\nmd0 : active raid1 sdj[1] sdi[0]\n"
            + "      976630464 blocks super 1.2 [2/2] [UU]\n\nunused devices: <none>\n",
        ["/proc/spl/kstat/zfs/tank/state"] = "ONLINE\n",
        ["/sys/block/dm-0/dm/uuid"] = "LVM-" + new string('a', 64),
        ["/sys/block/dm-0/dm/name"] = "pve-data",
        ["/sys/block/dm-0/size"] = "1665777664\n",
    };

    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["zpool status"] = """
              pool: tank
             state: ONLINE
              scan: scrub repaired 0B in 10:12:13 with 0 errors on Sun Nov  9 10:36:14 2025
            config:

            \tNAME          STATE     READ WRITE CKSUM
            \ttank          ONLINE       0     0     0
            \t  raidz1-0    ONLINE       0     0     0
            \t    /dev/sda  ONLINE       0     0     0
            \t    /dev/sdb  ONLINE       0     0     0
            \t    /dev/sdc  ONLINE       0     0     0
            \t    /dev/sdd  ONLINE       0     0     0

            errors: No known data errors

            """.Replace("\\t", "\t", StringComparison.Ordinal),
        ["zpool list"] = "tank\t47962624131072\t23962624131072\t24000000000000\t-\t-\t12\t49\t1.00\tONLINE\t-\n",
        ["zfs list"] = Datasets(),
        ["dmsetup status"] =
            "pve-data: 0 1665777664 thin-pool 1 4161/4161600 101/13013888 - rw discard_passdown queue_if_no_space - 1024\n",
        ["dmesg"] = string.Concat(Enumerable.Range(0, 2000).Select(line => string.Create(CultureInfo.InvariantCulture,
            $"2026-01-01T00:{line / 60 % 60:00}:{line % 60:00},000000+00:00 "
            + $"vmbr0: port {line % 9}(tap{line}i0) entered forwarding state\n"))),
    };

    public static string? File(string path, bool isWhole) => isWhole ? Files.GetValueOrDefault(path) : null;

    public static IReadOnlyList<string> Folder(string path) => path switch
    {
        "/proc/spl/kstat/zfs" => ["arcstats", "tank"],
        "/sys/class/block" => ["dm-0"],
        "/sys/block/dm-0/slaves" => ["nvme0n1"],
        _ => [],
    };

    public static string? Answer(string command)
        => Answers.FirstOrDefault(pair => command.StartsWith(pair.Key, StringComparison.Ordinal)).Value;

    private static string Datasets()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Snapshots; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"tank/data/vm-{100 + (i % 40)}@auto-{i}\tsnapshot\t{i * 4096}\t-\t1073741824\t-\t-\t{1760000000 + i}\t1.20\t-\n");
        return text.ToString();
    }
}
