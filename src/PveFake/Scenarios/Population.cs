using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Api.Guests;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Scenarios;

/// <summary>
/// Guests on the nodes: virtual machines and containers with names, disks, networks, tags, pools, snapshots and the odd template.
/// </summary>
internal static class Population
{
    private static readonly string[] Roles = ["web", "db", "mail", "dns", "git", "ci", "proxy", "cache", "log", "vpn", "files", "print",
        "wiki", "build", "monitor", "queue"];
    private static readonly int[] Sizes = [1, 2, 2, 4, 4, 8];

    public static void Settle(PveWorld world, int count)
    {
        if (count == 0)
        {
            return;
        }

        var nodes = world.Nodes.ToList();
        var prod = world.Pools["prod"] = new PvePool("prod") { Comment = "what people notice" };
        world.Pools["test"] = new PvePool("test");
        for (var i = 0; i < count; i++)
        {
            var guest = Make(world, 100 + i, nodes[i % nodes.Count]);
            if (i % 5 < 2)
            {
                prod.Guests.Add(guest.Id);
            }
            else if (i % 7 == 3)
            {
                world.Pools["test"].Guests.Add(guest.Id);
            }
        }

        Protect(world);
    }

    private static Guest Make(PveWorld world, int id, PveNode node)
    {
        var seed = Wave.SeedOf(world.Seed, $"guest {id}");
        var kind = Wave.Noise(seed, 20) < 0.6 ? GuestKind.Qemu : GuestKind.Lxc;
        var guest = world.Add(new Guest(id, kind, node.Name, seed) { HasAgent = true });
        var name = string.Create(CultureInfo.InvariantCulture, $"{Roles[(int)(seed % (ulong)Roles.Length)]}{id}");
        var size = Sizes[(int)(seed / 7 % (ulong)Sizes.Length)];
        if (kind is GuestKind.Qemu)
        {
            FillMachine(world, guest, name, size);
        }
        else
        {
            FillContainer(world, guest, name, size);
        }

        if (Wave.Noise(seed, 21) < 0.5)
        {
            guest.Config["tags"] = Wave.Noise(seed, 22) < 0.5 ? "prod;linux" : "test";
        }

        if (Wave.Noise(seed, 23) < 0.8)
        {
            guest.Config["onboot"] = "1";
        }

        Liven(world, guest, node);
        return guest;
    }

    private static void Liven(PveWorld world, Guest guest, PveNode node)
    {
        if (Wave.Noise(guest.Seed, 24) < 0.04)
        {
            guest.Config["template"] = "1";
            return;
        }

        if (Wave.Noise(guest.Seed, 25) < 0.15)
        {
            guest.Snapshots.Add(new GuestSnapshot("before-update", world.Began.AddDays(-6).ToUnixTimeSeconds(), new Dictionary<string,
                string>(guest.Config, StringComparer.Ordinal)) { Description = "before the update" });
            guest.Parent = "before-update";
        }

        if (Wave.Noise(guest.Seed, 26) < 0.85)
        {
            var age = (world.Began - node.BootedAt).TotalSeconds * Wave.Noise(guest.Seed, 27);
            guest.Start(world.Began.AddSeconds(-age), node.LastPid += 11);
        }
    }

    private static void FillMachine(PveWorld world, Guest guest, string name, int size)
    {
        var config = guest.Config;
        config["name"] = name;
        config["cores"] = size.ToString(CultureInfo.InvariantCulture);
        config["sockets"] = "1";
        config["cpu"] = "x86-64-v2-AES";
        config["memory"] = (size * 1024).ToString(CultureInfo.InvariantCulture);
        config["ostype"] = "l26";
        config["scsihw"] = "virtio-scsi-single";
        config["agent"] = "1";
        config["net0"] = $"virtio={Drives.Mac(guest.Seed, 0)},bridge=vmbr0,firewall=1";
        config["scsi0"] = Disk(world, guest, size * 16L << 30) + ",iothread=1";
        config["ide2"] = "none,media=cdrom";
        CreationAnswers.Identify(world, guest);
        config["boot"] = "order=scsi0;ide2;net0";
    }

    private static void FillContainer(PveWorld world, Guest guest, string name, int size)
    {
        var config = guest.Config;
        config["hostname"] = name;
        config["cores"] = size.ToString(CultureInfo.InvariantCulture);
        config["memory"] = (size * 512).ToString(CultureInfo.InvariantCulture);
        config["swap"] = "512";
        config["ostype"] = "debian";
        config["arch"] = "amd64";
        config["unprivileged"] = "1";
        config["features"] = "nesting=1";
        config["net0"] = $"name=eth0,bridge=vmbr0,hwaddr={Drives.Mac(guest.Seed, 0)},ip=dhcp,type=veth";
        config["rootfs"] = Disk(world, guest, size * 4L << 30);
    }

    private static string Disk(PveWorld world, Guest guest, long bytes)
    {
        var isShared = world.Storages.ContainsKey("nas") && Wave.Noise(guest.Seed, 28) < 0.2 && guest.Kind is GuestKind.Qemu;
        var storage = world.Storages[isShared ? "nas" : "local-zfs"];
        var volume = Drives.Allocate(world, storage, guest, bytes, isShared ? "qcow2" : null);
        return $"{volume.Id},size={Api.Sizes.Print(bytes)}";
    }

    // Backup jobs, replication and high availability for some of them.
    private static void Protect(PveWorld world)
    {
        var target = world.Storages.ContainsKey("pbs") ? "pbs" : "local";
        world.Sections.Put("/cluster/backup", "backup-nightly",
            new JsonObject { ["schedule"] = "02:30", ["storage"] = target, ["pool"] = "prod", ["mode"] = "snapshot", ["enabled"] = 1,
            ["compress"] = "zstd", ["prune-backups"] = "keep-daily=7,keep-weekly=4" });
        world.Sections.Put("/cluster/backup", "backup-off",
            new JsonObject { ["schedule"] = "sun 04:00", ["storage"] = target, ["all"] = 1, ["mode"] = "stop", ["enabled"] = 0 });
        var nodes = world.Nodes.Select(node => node.Name).ToList();
        if (nodes.Count < 2)
        {
            return;
        }

        foreach (var guest in world.Guests.Values.Where(guest => !guest.IsTemplate).Take(3))
        {
            var other = nodes[(nodes.IndexOf(guest.Node) + 1) % nodes.Count];
            world.Sections.Put("/cluster/replication", $"{guest.Id}-0", new JsonObject { ["target"] = other, ["schedule"] = "*/15" });
            world.Sections.Put("/cluster/ha/resources", guest.Kind is GuestKind.Qemu ? $"vm:{guest.Id}" : $"ct:{guest.Id}",
                new JsonObject { ["state"] = guest.IsRunning ? "started" : "stopped", ["max_restart"] = 2 });
        }
    }
}
