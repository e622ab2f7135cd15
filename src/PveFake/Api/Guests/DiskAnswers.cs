using System.Text.Json.Nodes;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Guests;

/// <summary>Disks of a guest: grow, move to another storage, unlink.</summary>
internal static class DiskAnswers
{
    public static void AddTo(RouteTable routes)
    {
        routes.Put("/nodes/{node}/qemu/{vmid}/resize", call => Resize(call));
        routes.Put("/nodes/{node}/lxc/{vmid}/resize", call => Resize(call));
        routes.Post("/nodes/{node}/qemu/{vmid}/move_disk", call => Move(call, "disk", "qmmove"));
        routes.Post("/nodes/{node}/lxc/{vmid}/move_volume", call => Move(call, "volume", "move_volume"));
        routes.Put("/nodes/{node}/qemu/{vmid}/unlink", Unlink);
    }

    private static JsonNode Resize(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        GuestCalls.DemandFree(guest, call);
        GuestCalls.DemandUnlocked(guest, call);
        var key = call.Text("disk");
        var text = call.Text("size");
        return GuestCalls.Work(call, guest, "resize", new TaskPlan(call.Caller.Id, 0.4)
        {
            Work = _ =>
            {
                if (!guest.Config.TryGetValue(key, out var value))
                {
                    return $"disk '{key}' does not exist";
                }

                var properties = new Properties(value);
                if (Drives.StorageOf(properties.First) is not { } id || !call.World.Storages.TryGetValue(id, out var storage)
                    || storage.Find(guest.Node, properties.First) is not { } volume)
                {
                    return $"can't resize volume: {properties.First}";
                }

                var asked = Sizes.Parse(text.TrimStart('+')) ?? 0;
                var wanted = text.StartsWith('+') ? volume.Size + asked : asked;
                if (wanted < volume.Size)
                {
                    return "shrinking disks is not supported";
                }

                storage.Resize(guest.Node, volume, wanted);
                properties["size"] = Sizes.Print(wanted);
                guest.Config[key] = properties.ToString();
                return null;
            },
        }).Upid;
    }

    private static JsonNode Move(ApiCall call, string parameter, string type)
    {
        var guest = GuestCalls.Of(call);
        var key = call.Text(parameter);
        if (call.Maybe("storage") is not { } id)
        {
            throw Refusal.Parameter("storage", "either set 'target-vmid' or 'storage', but not both");
        }

        var target = Drives.Storage(call.World, guest.Node, id);
        GuestCalls.DemandFree(guest, call);
        GuestCalls.DemandUnlocked(guest, call);
        if (!guest.Config.TryGetValue(key, out var value))
        {
            throw Refusal.Failed($"disk '{key}' does not exist");
        }

        return GuestCalls.Work(call, guest, type, new TaskPlan(call.Caller.Id, 4)
        {
            Work = task =>
            {
                var properties = new Properties(value);
                if (Drives.StorageOf(properties.First) is not { } from || !call.World.Storages.TryGetValue(from, out var source)
                    || source.Find(guest.Node, properties.First) is not { } old)
                {
                    return $"volume '{properties.First}' does not exist";
                }

                task.Say($"create full clone of drive {key} ({old.Id})");
                var made = Drives.Allocate(call.World, target, guest, old.Size, call.Maybe("format"));
                Drives.Announce(target, made, task.Say);
                properties.ReplaceFirst(properties.FirstKey, made.Id);
                guest.Config[key] = properties.ToString();
                if (call.Flag("delete"))
                {
                    source.Remove(guest.Node, old.Id);
                }
                else
                {
                    guest.Config[$"unused{Enumerable.Range(0, 256).First(n => !guest.Config.ContainsKey($"unused{n}"))}"] = old.Id;
                }

                return null;
            },
        }).Upid;
    }

    private static void Unlink(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        GuestCalls.DemandFree(guest, call);
        foreach (var key in call.List("idlist"))
        {
            if (!guest.Config.Remove(key, out var value))
            {
                continue;
            }

            var volume = new Properties(value).First;
            if (Drives.StorageOf(volume) is { } id && call.World.Storages.TryGetValue(id, out var storage)
                && (call.Flag("force") || key.StartsWith("unused", StringComparison.Ordinal)))
            {
                storage.Remove(guest.Node, volume);
            }
            else
            {
                guest.Config[$"unused{Enumerable.Range(0, 256).First(n => !guest.Config.ContainsKey($"unused{n}"))}"] = volume;
            }
        }
    }
}
