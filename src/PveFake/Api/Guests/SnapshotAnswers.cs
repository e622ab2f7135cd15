using System.Text.Json.Nodes;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Guests;

/// <summary>Snapshots of guests.</summary>
internal static class SnapshotAnswers
{
    public static void AddTo(RouteTable routes)
    {
        foreach (var kind in new[] { "qemu", "lxc" })
        {
            var at = $"/nodes/{{node}}/{kind}/{{vmid}}/snapshot";
            routes.Get(at, List);
            routes.Post(at, call => Take(call));
            routes.Delete($"{at}/{{snapname}}", call => Remove(call));
            routes.Post($"{at}/{{snapname}}/rollback", call => RollBack(call));
            routes.Get($"{at}/{{snapname}}/config", Config);
            routes.Put($"{at}/{{snapname}}/config", call =>
            {
                if (call.Maybe("description") is { } text)
                {
                    Find(call, GuestCalls.Of(call)).Description = text;
                }
            });
        }
    }

    private static JsonArray List(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        var rows = new JsonArray();
        foreach (var snapshot in guest.Snapshots)
        {
            var row = new JsonObject { ["name"] = snapshot.Name, ["snaptime"] = snapshot.Time, ["description"] = snapshot.Description };
            if (guest.Kind is GuestKind.Qemu)
            {
                row["vmstate"] = snapshot.HasMemory ? 1 : 0;
            }

            if (snapshot.Parent is { } parent)
            {
                row["parent"] = parent;
            }

            rows.Add((JsonNode)row);
        }

        var current = new JsonObject { ["name"] = "current", ["description"] = "You are here!", ["digest"] = guest.Digest,
            ["running"] = guest.IsRunning ? 1 : 0 };
        if (guest.Parent is { } last)
        {
            current["parent"] = last;
        }

        rows.Add((JsonNode)current);
        return rows;
    }

    private static JsonNode Take(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        GuestCalls.DemandFree(guest, call);
        var name = call.Text("snapname");
        if (name == "current")
        {
            throw Refusal.Failed("unable to use snapshot name 'current' (reserved name)");
        }

        var type = guest.Kind is GuestKind.Qemu ? "qmsnapshot" : "vzsnapshot";
        return GuestCalls.Work(call, guest, type, new TaskPlan(call.Caller.Id, call.Flag("vmstate") ? 6 : 0.6)
        {
            Work = task =>
            {
                if (Refusals(call.World, guest, name) is { } error)
                {
                    return error;
                }

                foreach (var (key, _, _, volume) in Drives.Of(call.World, guest))
                {
                    task.Say(guest.Kind is GuestKind.Qemu ? $"snapshotting 'drive-{key}' ({volume.Id})" : $"snapshotting '{volume.Id}'");
                }

                guest.Snapshots.Add(new GuestSnapshot(name, call.World.Second, new Dictionary<string,
                    string>(guest.Config, StringComparer.Ordinal))
                {
                    Description = call.Maybe("description") ?? string.Empty,
                    HasMemory = call.Flag("vmstate") && guest.IsRunning,
                    Parent = guest.Parent,
                });
                guest.Parent = name;
                return null;
            },
        }).Upid;
    }

    private static string? Refusals(PveWorld world, Guest guest, string name)
    {
        if (guest.Lock is { } reason)
        {
            return $"{guest.Noun} is locked ({reason})";
        }

        if (guest.Snapshots.Exists(snapshot => snapshot.Name == name))
        {
            return $"snapshot name '{name}' already used";
        }

        // A raw file cannot keep what it was; thick LVM cannot either.
        return Drives.Of(world, guest).Any(drive => (drive.Storage.IsFileBased && drive.Volume.Format == "raw"
            && drive.Storage.Type != "btrfs") || drive.Storage.Type == "lvm")
            ? "snapshot feature is not available"
            : null;
    }

    private static JsonNode Remove(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        GuestCalls.DemandFree(guest, call);
        var name = call.Text("snapname");
        return GuestCalls.Work(call, guest, guest.Kind is GuestKind.Qemu ? "qmdelsnapshot" : "vzdelsnapshot",
            new TaskPlan(call.Caller.Id, 0.6)
        {
            Work = _ =>
            {
                if (guest.Snapshots.Find(snapshot => snapshot.Name == name) is not { } gone)
                {
                    return $"snapshot '{name}' does not exist";
                }

                guest.Snapshots.Remove(gone);
                foreach (var child in guest.Snapshots.Where(snapshot => snapshot.Parent == name))
                {
                    child.Parent = gone.Parent;
                }

                guest.Parent = guest.Parent == name ? gone.Parent : guest.Parent;
                return null;
            },
        }).Upid;
    }

    private static JsonNode RollBack(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        GuestCalls.DemandFree(guest, call);
        var name = call.Text("snapname");
        return GuestCalls.Work(call, guest, guest.Kind is GuestKind.Qemu ? "qmrollback" : "vzrollback", new TaskPlan(call.Caller.Id, 2)
        {
            Work = _ =>
            {
                if (guest.Snapshots.Find(snapshot => snapshot.Name == name) is not { } snapshot)
                {
                    return $"snapshot '{name}' does not exist";
                }

                guest.Stop();
                guest.RollBackTo(snapshot);
                return snapshot.HasMemory || call.Flag("start") ? PowerAnswers.TryStart(call.World, guest) : null;
            },
        }).Upid;
    }

    private static JsonObject Config(ApiCall call)
    {
        var snapshot = Find(call, GuestCalls.Of(call));
        var answer = new JsonObject { ["snaptime"] = snapshot.Time, ["description"] = snapshot.Description };
        foreach (var (key, value) in snapshot.Config.Where(pair => pair.Key != "description"))
        {
            answer[key] = value;
        }

        return answer;
    }

    private static GuestSnapshot Find(ApiCall call, Guest guest)
        => guest.Snapshots.Find(snapshot => snapshot.Name == call.Text("snapname"))
            ?? throw Refusal.Failed($"snapshot '{call.Text("snapname")}' does not exist");
}
