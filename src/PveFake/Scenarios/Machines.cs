using System.Globalization;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Scenarios;

/// <summary>Nodes with their hardware, disks, networks and the updates that wait.</summary>
internal static class Machines
{
    private static readonly PveHardware[] Kinds =
    [
        new() { Sockets = 1, Cores = 8, Threads = 16, Memory = 64L << 30 },
        new() { Sockets = 1, Cores = 14, Threads = 20, Memory = 96L << 30, CpuModel = "13th Gen Intel(R) Core(TM) i5-13500",
            CpuVendor = "GenuineIntel", Mhz = "2500.000" },
        new() { Sockets = 2, Cores = 32, Threads = 64, Memory = 512L << 30, Swap = 0, RootDisk = 220L << 30,
            CpuModel = "AMD EPYC 7302 16-Core Processor", Mhz = "2994.374" },
    ];

    private static readonly PveUpdate[] Known =
    [
        new("pve-manager", "9.2.10", "9.2.11", "Proxmox Virtual Environment Management Tools"),
        new("proxmox-kernel-6.17", "6.17.4-1", "6.17.4-2", "Latest Proxmox Kernel Image"),
        new("libssl3t64", "3.5.4-1~deb13u1", "3.5.4-1~deb13u2", "Secure Sockets Layer toolkit - shared libraries"),
        new("qemu-server", "9.2.4", "9.2.5", "Qemu Server Tools"),
    ];

    public static PveNode Make(PveWorld world, int number, int of, string stem)
    {
        var name = of > 99 ? $"{stem}{number:000}" : of > 9 ? $"{stem}{number:00}" : $"{stem}{number}";
        var seed = Wave.SeedOf(world.Seed, $"node {number}");
        var hardware = Kinds[(int)(seed % (ulong)Kinds.Length)];
        var node = new PveNode(name, number, string.Create(CultureInfo.InvariantCulture,
            $"192.0.{2 + (number / 250)}.{10 + (number % 240)}"), seed)
        {
            Hardware = hardware,
            BootedAt = world.Began.AddHours(-20 - (Wave.Noise(seed, 1) * 2000)),
            Fingerprint = string.Join(':', Enumerable.Range(0, 32)
                .Select(i => ((byte)Wave.Mix(seed + (ulong)i)).ToString("X2", CultureInfo.InvariantCulture))),
        };
        AddDisks(node, seed);
        AddNetworks(node);
        node.Updates.AddRange(Known.Take((int)(seed % 5)));
        return node;
    }

    private static void AddDisks(PveNode node, ulong seed)
    {
        var isWorn = Wave.Noise(seed, 5) > 0.9;
        node.Disks.Add(new PveDisk("/dev/nvme0n1", "Samsung SSD 980 PRO 1TB", $"S5GXNX0T{seed % 1_000_000:000000}", 1000204886016,
            "nvme") { WearoutPercentLeft = isWorn ? 4 : 91, Used = "ZFS" });
        node.Disks.Add(new PveDisk("/dev/sda", "Samsung SSD 870 EVO 500GB", $"S62BNF0R{seed % 999_983:000000}", 500107862016,
            "ssd") { WearoutPercentLeft = 97, Used = "LVM", Vendor = "ATA" });
        node.Disks.Add(new PveDisk("/dev/sdb", "WDC WD40EFRX-68N32N0", $"WD-WCC7K{seed % 999_979:000000}", 4000787030016, "hdd")
        {
            Health = Wave.Noise(seed, 6) > 0.93 ? "FAILED" : "PASSED",
            RotationsPerMinute = 5400,
            Vendor = "ATA",
        });
    }

    /// <summary>One port and the bridge on it.</summary>
    internal static void AddNetworks(PveNode node)
    {
        node.Interfaces["eno1"] = new(StringComparer.Ordinal) { ["type"] = "eth", ["method"] = "manual", ["active"] = "1",
            ["exists"] = "1", ["priority"] = "3" };
        node.Interfaces["vmbr0"] = new(StringComparer.Ordinal)
        {
            ["type"] = "bridge",
            ["method"] = "static",
            ["address"] = node.Address,
            ["netmask"] = "24",
            ["cidr"] = $"{node.Address}/24",
            ["gateway"] = node.Address[..(node.Address.LastIndexOf('.') + 1)] + "1",
            ["bridge_ports"] = "eno1",
            ["bridge_stp"] = "off",
            ["bridge_fd"] = "0",
            ["autostart"] = "1",
            ["active"] = "1",
            ["priority"] = "4",
        };
    }
}
