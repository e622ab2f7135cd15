using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Guests;

/// <summary>One guest becomes two: configuration, disks, and an identity of its own.</summary>
internal static class CloneAnswers
{
    public static JsonNode Clone(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        var world = call.World;
        var id = call.Int("newid") ?? throw Refusal.Parameter("newid", "property is missing and it is not optional");
        var target = call.Maybe("target") ?? guest.Node;
        if (world.Node(target) is null)
        {
            throw Refusal.Failed($"no such cluster node '{target}'");
        }

        if (world.Guests.TryGetValue(id, out var taken))
        {
            throw Refusal.Failed($"unable to create {guest.Noun} {id} - {taken.Noun} {id} already exists on node '{taken.Node}'");
        }

        if (call.Maybe("storage") is { } storage)
        {
            Drives.Storage(world, target, storage);
        }

        GuestCalls.DemandFree(guest, call);
        GuestCalls.DemandUnlocked(guest, call);
        var made = world.Add(new Guest(id, guest.Kind, target,
            Wave.SeedOf(world.Seed, $"guest {id} {world.Second}")) { HearsShutdown = guest.HearsShutdown });
        made.Config["lock"] = "clone";
        CreationAnswers.JoinPool(call, id);
        return GuestCalls.Work(call, guest, guest.Kind is GuestKind.Qemu ? "qmclone" : "vzclone", new TaskPlan(call.Caller.Id, 5)
        {
            Lines = guest.Kind is GuestKind.Qemu ? [$"creating a clone of VM {guest.Id} with ID {id}"]
                : [$"create full clone of mountpoint rootfs ({RootVolume(guest)})"],
            Work = task =>
            {
                Copy(call, guest, made, task.Say);
                return null;
            },
            Undo = () => world.Guests.Remove(id),
        }).Upid;
    }

    private static void Copy(ApiCall call, Guest from, Guest to, Action<string> say)
    {
        to.Config.Clear();
        foreach (var (key, value) in from.Config.Where(pair => pair.Key is not ("template" or "lock" or "parent")))
        {
            to.Config[key] = ConfigAnswers.IsVolumeKey(key) ? CopyDrive(call, to, key, value, say) : ConfigAnswers.IsNetwork(key)
                ? NewMac(to, key, value) : value;
        }

        if (call.Maybe(to.Kind is GuestKind.Qemu ? "name" : "hostname") is { } name)
        {
            to.Config[to.Kind is GuestKind.Qemu ? "name" : "hostname"] = name;
        }
        else if (to.Kind is GuestKind.Qemu)
        {
            to.Config["name"] = $"Copy-of-VM-{from.Name}";
        }

        if (call.Maybe("description") is { } description)
        {
            to.Config["description"] = description;
        }

        if (to.Kind is GuestKind.Qemu)
        {
            to.Config["smbios1"] = $"uuid={CreationAnswers.Uuid(to.Seed + 11)}";
            to.Config["vmgenid"] = CreationAnswers.Uuid(to.Seed + 12);
        }
    }

    private static string NewMac(Guest guest, string key, string value)
    {
        var properties = new Properties(value);
        var mac = Drives.Mac(guest.Seed, int.Parse(key[3..], CultureInfo.InvariantCulture));
        if (guest.Kind is GuestKind.Qemu)
        {
            properties.ReplaceFirst(properties.FirstKey, mac);
        }
        else
        {
            properties["hwaddr"] = mac;
        }

        return properties.ToString();
    }

    private static string CopyDrive(ApiCall call, Guest to, string key, string value, Action<string> say)
    {
        var properties = new Properties(value);
        if (properties["media"] == "cdrom" || Drives.StorageOf(properties.First) is not { } id)
        {
            return value;
        }

        var storage = Drives.Storage(call.World, to.Node, call.Maybe("storage") ?? id);
        var bytes = Sizes.Parse(properties["size"] ?? "0") ?? 0;
        say($"create full clone of drive {key} ({properties.First})");
        var volume = Drives.Allocate(call.World, storage, to, bytes, call.Maybe("format"));
        Drives.Announce(storage, volume, say);
        if (storage.IsFileBased)
        {
            say($"allocated target volume '{volume.Id}'");
        }

        var mib = (bytes / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture);
        say($"transferred 0.0 B of {mib} MiB (0.00%)");
        say($"transferred {mib} MiB of {mib} MiB (100.00%)");
        say($"transferred {mib} MiB of {mib} MiB (100.00%)");
        properties.ReplaceFirst(properties.FirstKey, volume.Id);
        return properties.ToString();
    }

    private static string RootVolume(Guest guest) => new Properties(guest.Config.GetValueOrDefault("rootfs") ?? string.Empty).First;
}
