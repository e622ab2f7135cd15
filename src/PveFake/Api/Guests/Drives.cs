using System.Globalization;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Guests;

/// <summary>
/// Disks of guests: made from <c>local:32</c>, copied, moved, grown, thrown away. A volume belongs to a storage and names its
/// guest.
/// </summary>
internal static class Drives
{
    /// <summary>The storage, which must be there and enabled on the node.</summary>
    public static PveStorage Storage(PveWorld world, string node, string id)
    {
        if (!world.Storages.TryGetValue(id, out var storage))
        {
            throw Refusal.Failed($"storage '{id}' does not exist");
        }

        if (!storage.IsEnabled)
        {
            throw Refusal.Failed($"storage '{id}' is disabled");
        }

        return storage.IsOn(node) ? storage : throw Refusal.Failed($"storage '{id}' is not available on node '{node}'");
    }

    /// <summary>Looks whether every storage that the values name is there, before any work begins.</summary>
    public static void DemandStorages(PveWorld world, string node, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            if (StorageOf(new Properties(value).First) is { } id)
            {
                Storage(world, node, id);
            }
        }
    }

    /// <summary>The storage a volume or a request for one names; null for <c>none</c>, <c>cdrom</c> and paths.</summary>
    public static string? StorageOf(string volume)
    {
        var cut = volume.IndexOf(':', StringComparison.Ordinal);
        return cut > 0 && !volume.StartsWith('/') ? volume[..cut] : null;
    }

    /// <summary>
    /// Makes what the value asks for (<c>local:32,ssd=1</c>) and answers with what the configuration will say; says so in the log.
    /// </summary>
    public static string Make(PveWorld world, Guest guest, string key, string value, Action<string> say)
    {
        var properties = new Properties(value);
        if (StorageOf(properties.First) is not { } id || properties["media"] == "cdrom")
        {
            return value;
        }

        var wanted = properties.First[(id.Length + 1)..];
        if (!double.TryParse(wanted, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var gib))
        {
            return value;
        }

        var storage = Storage(world, guest.Node, id);
        var bytes = key is "efidisk0" ? 528L << 10 : key is "tpmstate0" ? 4L << 20 : Sizes.OfGib(gib);
        var volume = Allocate(world, storage, guest, bytes, properties["format"]);
        if (guest.Kind is GuestKind.Qemu)
        {
            Announce(storage, volume, say);
            say($"{key}: successfully created disk '{volume.Id},size={Sizes.Print(bytes)}'");
        }

        properties.ReplaceFirst(properties.FirstKey, volume.Id);
        properties["format"] = null;
        properties["size"] = Sizes.Print(bytes);
        return properties.ToString();
    }

    public static PveVolume Allocate(PveWorld world, PveStorage storage, Guest guest, long bytes, string? format = null)
    {
        var isContainer = guest.Kind is GuestKind.Lxc;
        var kind = isContainer && bytes == 0 ? "subvol" : format ?? (isContainer && storage.Type == "zfspool" ? "subvol" : "raw");
        string id;
        var number = 0;
        do
        {
            var stem = kind == "subvol" ? $"subvol-{guest.Id}-disk-{number}" : $"vm-{guest.Id}-disk-{number}";
            id = storage.IsFileBased ? $"{storage.Id}:{guest.Id}/{stem}.{kind}" : $"{storage.Id}:{stem}";
            number++;
        }
        while (storage.Find(guest.Node, id) is not null);
        var volume = new PveVolume(id, isContainer ? "rootdir" : "images", kind, bytes, world.Second) { Guest = guest.Id };
        storage.Put(guest.Node, volume);
        return volume;
    }

    /// <summary>What making a volume prints: the format line of a file, the sentence of LVM, nothing on ZFS.</summary>
    public static void Announce(PveStorage storage, PveVolume volume, Action<string> say)
    {
        if (storage.IsFileBased)
        {
            say($"Formatting '{PathOf(storage, volume)}', fmt={volume.Format} size={volume.Size} preallocation=off");
        }
        else if (storage.Type is "lvm" or "lvmthin")
        {
            say($"  Logical volume \"{volume.Id[(storage.Id.Length + 1)..]}\" created.");
        }
    }

    /// <summary>Where the volume is on the node.</summary>
    public static string PathOf(PveStorage storage, PveVolume volume)
    {
        var name = volume.Id[(storage.Id.Length + 1)..];
        return storage.Type switch
        {
            "lvm" or "lvmthin" => $"/dev/{storage.Options.GetValueOrDefault("vgname") ?? "pve"}/{name}",
            "zfspool" => $"/dev/zvol/{storage.Options.GetValueOrDefault("pool") ?? "rpool/data"}/{name}",
            "rbd" => $"rbd:{storage.Options.GetValueOrDefault("pool") ?? "rbd"}/{name}",
            _ => name.IndexOf('/', StringComparison.Ordinal) is var cut && cut > 0
                ? name[..cut] switch
                {
                    "iso" => $"{storage.Path}/template/iso/{name[(cut + 1)..]}",
                    "vztmpl" => $"{storage.Path}/template/cache/{name[(cut + 1)..]}",
                    "backup" => $"{storage.Path}/dump/{name[(cut + 1)..]}",
                    "snippets" => $"{storage.Path}/snippets/{name[(cut + 1)..]}",
                    _ => $"{storage.Path}/images/{name}",
                }
                : $"{storage.Path}/{name}",
        };
    }

    /// <summary>Every volume the configuration names, key by key.</summary>
    public static IEnumerable<(string Key, string Value, PveStorage Storage, PveVolume Volume)> Of(PveWorld world, Guest guest)
    {
        foreach (var (key, value) in guest.Config)
        {
            if (!GuestFigures.IsDrive(key) && !GuestFigures.IsMount(key) && !key.StartsWith("unused", StringComparison.Ordinal))
            {
                continue;
            }

            var properties = new Properties(value);
            if (properties["media"] != "cdrom" && StorageOf(properties.First) is { } id && world.Storages.TryGetValue(id, out var storage)
                && storage.Find(guest.Node, properties.First) is { } volume)
            {
                yield return (key, value, storage, volume);
            }
        }
    }

    public static void RemoveAll(PveWorld world, Guest guest)
    {
        foreach (var storage in world.Storages.Values)
        {
            foreach (var volume in storage.On(guest.Node)
                .Where(volume => volume.Guest == guest.Id && (volume.Content is "images" or "rootdir")).ToList())
            {
                storage.Remove(guest.Node, volume.Id);
            }
        }
    }

    /// <summary>A MAC address of Proxmox's own range.</summary>
    public static string Mac(ulong seed, int number)
    {
        var bits = Wave.Mix(seed + (ulong)number);
        return $"BC:24:11:{(byte)bits:X2}:{(byte)(bits >> 8):X2}:{(byte)(bits >> 16):X2}";
    }
}
