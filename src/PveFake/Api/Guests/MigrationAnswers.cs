using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Guests;

/// <summary>Moving a guest to another node, and what stands in the way.</summary>
internal static class MigrationAnswers
{
    public static void AddTo(RouteTable routes)
    {
        foreach (var kind in new[] { "qemu", "lxc" })
        {
            routes.Get($"/nodes/{{node}}/{kind}/{{vmid}}/migrate", Preconditions);
            routes.Post($"/nodes/{{node}}/{kind}/{{vmid}}/migrate", call => Migrate(call));
        }
    }

    private static JsonObject Preconditions(ApiCall call)
    {
        var id = call.Int("vmid") ?? 0;
        // The recorded node answered for a guest that had just moved away: it reads the configuration wherever it is.
        var guest = call.World.Guests.TryGetValue(id, out var found) ? found : GuestCalls.Of(call);
        var others = call.World.Nodes.Where(node => node.Name != call.NodeName).Select(node => node.Name).ToList();
        var answer = new JsonObject
        {
            ["running"] = guest.IsRunning ? 1 : 0,
            ["local_disks"] = guest.Kind is GuestKind.Qemu ? LocalDisks(call.World, guest) : null,
            ["local_resources"] = new JsonArray(),
            ["mapped-resources"] = new JsonArray(),
            ["mapped-resource-info"] = new JsonObject(),
            ["not_allowed_nodes"] = new JsonObject(others.Select(name => KeyValuePair.Create<string, JsonNode?>(name, new JsonObject()))),
        };
        if (!guest.IsRunning)
        {
            answer["allowed_nodes"] = new JsonArray([.. others.Select(name => (JsonNode)name)]);
        }

        if (guest.Kind is GuestKind.Lxc)
        {
            return new JsonObject { ["running"] = guest.IsRunning ? 1 : 0,
                ["allowed-nodes"] = new JsonArray([.. others.Select(name => (JsonNode)name)]) };
        }

        if (call.World.Version.IsNine)
        {
            answer["has-dbus-vmstate"] = 1;
        }

        return answer;
    }

    private static JsonArray LocalDisks(PveWorld world, Guest guest)
    {
        var rows = new JsonArray();
        foreach (var (key, _, storage, volume) in Drives.Of(world, guest).Where(drive => !drive.Storage.IsShared))
        {
            rows.Add((JsonNode)new JsonObject
            {
                ["volid"] = volume.Id,
                ["size"] = volume.Size,
                ["drivename"] = key,
                ["shared"] = storage.IsShared ? 1 : 0,
                ["cdrom"] = 0,
                ["replicate"] = 1,
                ["is_attached"] = 1,
                ["is_unused"] = key.StartsWith("unused", StringComparison.Ordinal) ? 1 : 0,
                ["is_vmstate"] = 0,
                ["is_tpmstate"] = key == "tpmstate0" ? 1 : 0,
                ["is_cloudinit"] = 0,
            });
        }

        return rows;
    }

    private static JsonNode Migrate(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        var name = call.Text("target");
        GuestCalls.RefuseRootOptions(call, "force", "migration_type", "migration_network");
        if (name == guest.Node)
        {
            throw Refusal.Parameter("target", "target is local node.");
        }

        var target = call.World.Node(name) ?? throw Refusal.Failed($"no such cluster node '{name}'");
        if (!target.IsUp)
        {
            throw Refusal.Failed($"target node '{name}' is offline");
        }

        GuestCalls.DemandFree(guest, call);
        if (guest.IsRunning && !call.Flag("online") && !call.Flag("restart"))
        {
            throw Refusal.Failed(guest.Kind is GuestKind.Qemu ? "can't migrate running VM without --online"
                : "can't migrate running container without --online or --restart");
        }

        return GuestCalls.Work(call, guest, guest.Kind is GuestKind.Qemu ? "qmigrate" : "vzmigrate", new TaskPlan(call.Caller.Id, 3)
        {
            Work = task => Move(call.World, guest, target, task),
        }).Upid;
    }

    private static string? Move(PveWorld world, Guest guest, PveNode target, PveTask task)
    {
        var from = guest.Node;
        var start = task.StartedAt;
        var drives = Drives.Of(world, guest).Where(drive => !drive.Storage.IsShared).ToList();
        void Say(string text, int second)
            => task.Say($"{start.AddSeconds(second).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} {text}");
        if (drives.Find(drive => !drive.Storage.IsOn(target.Name)) is { Storage: { } missing })
        {
            return $"storage '{missing.Id}' is not available on node '{target.Name}'";
        }

        Say($"starting migration of {guest.Noun} {guest.Id} to node '{target.Name}' ({target.Address})", 0);
        foreach (var (_, _, _, volume) in drives)
        {
            Say($"found local disk '{volume.Id}' (attached)", 0);
        }

        if (drives.Count > 0)
        {
            Say("copying local disk images", 0);
        }

        foreach (var (_, _, storage, volume) in drives)
        {
            storage.Remove(from, volume.Id);
            storage.Put(target.Name, volume);
            Drives.Announce(storage, volume, text => Say(text, 1));
            Say($"successfully imported '{volume.Id}'", 1);
            Say($"volume '{volume.Id}' is '{volume.Id}' on the target", 2);
        }

        guest.Node = target.Name;
        Say("migration finished successfully (duration 00:00:03)", 3);
        return null;
    }
}
