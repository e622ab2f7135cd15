using System.Text.Json.Nodes;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Cluster;

/// <summary>High availability: which guests are watched, and what the manager says.</summary>
internal static class HaAnswers
{
    private const string Resources = "/cluster/ha/resources";

    public static void AddTo(RouteTable routes)
    {
        routes.Get(Resources, call => new JsonArray([.. call.World.Sections.List(Resources).Select(entry => (JsonNode)Row(call, entry))]));
        routes.Post(Resources, Create);
        routes.Get($"{Resources}/{{sid}}", call => Row(call, Find(call)));
        routes.Put($"{Resources}/{{sid}}", call =>
        {
            var entry = Find(call);
            foreach (var key in call.List("delete"))
            {
                entry.Values.Remove(key);
            }

            foreach (var (key, value) in StoredAnswers.Values(call, "sid", "delete", "digest").ToList())
            {
                entry.Values[key] = value?.DeepClone();
            }
        });
        routes.Delete($"{Resources}/{{sid}}", call => { call.World.Sections.Remove(Resources, Find(call).Id); });
        foreach (var verb in new[] { "migrate", "relocate" })
        {
            routes.Post($"{Resources}/{{sid}}/{verb}", call =>
            {
                var (entry, target) = (Find(call), call.Text("node"));
                if (call.World.Node(target) is null)
                {
                    throw Refusal.Failed($"no such cluster node '{target}'");
                }

                if (GuestOf(call.World, entry) is { } guest)
                {
                    guest.Node = target;
                }

                return new JsonObject { ["sid"] = entry.Id, ["requested-node"] = target };
            });
        }

        routes.Get("/cluster/ha/status/current", Status);
        routes.Get("/cluster/ha/status/manager_status", call => new JsonObject
        {
            ["manager_status"] = new JsonObject { ["master_node"] = call.World.LocalNode, ["node_status"] = new JsonObject(),
                ["service_status"] = new JsonObject(), ["timestamp"] = call.World.Second },
            ["quorum"] = new JsonObject { ["node"] = call.World.LocalNode, ["quorate"] = call.World.HasQuorum ? "1" : "0" },
            ["lrm_status"] = new JsonObject(),
        });
    }

    private static JsonArray Status(ApiCall call)
    {
        var world = call.World;
        var rows = new JsonArray
        {
            (JsonNode)new JsonObject { ["id"] = "quorum", ["type"] = "quorum", ["node"] = world.LocalNode, ["quorate"] = world.HasQuorum
                ? 1 : 0, ["status"] = world.HasQuorum ? "OK" : "No quorum on node!" },
        };
        if (world.Version.IsNine)
        {
            rows.Add((JsonNode)new JsonObject { ["id"] = "fencing", ["type"] = "fencing", ["node"] = world.LocalNode,
                ["armed-state"] = "standby", ["status"] = "standby (CRM watchdog standby)" });
        }

        foreach (var entry in world.Sections.List(Resources))
        {
            if (GuestOf(world, entry) is not { } guest)
            {
                continue;
            }

            var wanted = entry.Values["state"]?.ToString() ?? "started";
            var state = world.HaWorks ? (guest.IsRunning ? "started" : "stopped") : "queued";
            var row = new JsonObject
            {
                ["id"] = $"service:{entry.Id}",
                ["type"] = "service",
                ["sid"] = entry.Id,
                ["node"] = guest.Node,
                ["state"] = state,
                ["request_state"] = wanted,
                ["status"] = $"{entry.Id} ({guest.Node}, {state})",
                ["max_relocate"] = Number(entry, "max_relocate"),
                ["max_restart"] = Number(entry, "max_restart"),
            };
            if (world.Version.IsNine)
            {
                row["failback"] = Number(entry, "failback");
            }

            rows.Add((JsonNode)row);
        }

        return rows;
    }

    private static JsonNode Number(StoredEntry entry, string key) => entry.Values[key] is { } value ? value.DeepClone() : 1;

    private static void Create(ApiCall call)
    {
        var sid = Full(call, call.Text("sid"));
        if (call.World.Sections.Find(Resources, sid) is not null)
        {
            throw Refusal.Failed($"resource ID '{sid}' already defined");
        }

        var entry = new StoredEntry(sid) { Values = StoredAnswers.Values(call, "sid") };
        if (GuestOf(call.World, entry) is null)
        {
            var noun = sid.StartsWith("ct", StringComparison.Ordinal) ? "container" : "VM";
            throw Refusal.Failed($"cannot add resource '{sid}': {noun} does not exist");
        }

        call.World.Sections.Put(Resources, sid, entry.Values);
    }

    // A bare number means the guest of that number.
    private static string Full(ApiCall call, string sid)
        => int.TryParse(sid, out var id) ? $"{(call.World.Guests.GetValueOrDefault(id)?.Kind is GuestKind.Lxc ? "ct" : "vm")}:{id}" : sid;

    private static StoredEntry Find(ApiCall call)
        => call.World.Sections.Find(Resources, Full(call, call.Text("sid")))
            ?? throw Refusal.Failed($"no such resource '{call.Text("sid")}'");

    private static Guest? GuestOf(PveWorld world, StoredEntry entry)
        => int.TryParse(entry.Id[(entry.Id.IndexOf(':', StringComparison.Ordinal) + 1)..], out var id)
            ? world.Guests.GetValueOrDefault(id) : null;

    private static JsonObject Row(ApiCall call, StoredEntry entry)
    {
        var row = (JsonObject)entry.Values.DeepClone();
        row["sid"] = entry.Id;
        row["type"] = entry.Id.Split(':')[0];
        row["digest"] = Guest.DigestOf(call.World.Sections.List(Resources).Select(other => other.Id + other.Values.ToJsonString()));
        return row;
    }
}
