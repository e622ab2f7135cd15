using Proxima.PveFake.World;

namespace Proxima.PveFake.Scenarios;

/// <summary>Storages: the local one every node has, thin disks, and for a cluster a shared box and a backup server.</summary>
internal static class Stores
{
    public static void Settle(PveWorld world)
    {
        var local = Add(world, "local", "dir", 94L << 30, ("path", "/var/lib/vz"), ("content", "backup,vztmpl,iso"));
        Add(world, "local-zfs", "zfspool", 900L << 30, ("pool", "rpool/data"), ("content", "images,rootdir"), ("sparse", "1"));
        if (world.ClusterName is not null)
        {
            Add(world, "nas", "nfs", 8L << 40, ("server", "192.0.2.5"), ("export", "/export/pve"),
                ("content", "images,iso,vztmpl,backup"), ("path", "/mnt/pve/nas"));
            Add(world, "pbs", "pbs", 16L << 40, ("server", "192.0.2.6"), ("datastore", "main"), ("content", "backup"),
                ("username", "backup@pbs"), ("fingerprint", "AA:BB"));
        }

        var born = world.Began.AddDays(-60).ToUnixTimeSeconds();
        foreach (var node in world.Nodes)
        {
            local.Put(node.Name, new PveVolume("local:iso/debian-13.1.0-amd64-netinst.iso", "iso", "iso", 783L << 20, born));
            local.Put(node.Name, new PveVolume("local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst", "vztmpl", "tzst", 129710398, born));
        }
    }

    private static PveStorage Add(PveWorld world, string id, string type, long size,
        params ReadOnlySpan<(string Key, string Value)> options)
    {
        var storage = new PveStorage(id, type) { Size = size, OtherUse = size / 20 };
        foreach (var (key, value) in options)
        {
            storage.Options[key] = value;
        }

        return world.Storages[id] = storage;
    }
}
