using System.Text.Json.Nodes;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Cluster;

/// <summary>Storage replication: jobs in the cluster, and how each node's jobs went.</summary>
internal static class ReplicationAnswers
{
    private const string Jobs = "/cluster/replication";

    public static void AddTo(RouteTable routes)
    {
        routes.Get(Jobs, call => new JsonArray([.. call.World.Sections.List(Jobs).Select(entry => (JsonNode)Row(call.World, entry))]));
        routes.Get($"{Jobs}/{{id}}", call => Row(call.World, Find(call)));
        routes.Post(Jobs, call =>
        {
            var id = call.Text("id");
            if (call.World.Sections.Find(Jobs, id) is not null)
            {
                throw Refusal.Failed($"replication job '{id}' already exists");
            }

            call.World.Sections.Put(Jobs, id, StoredAnswers.Values(call, "id"));
        });
        routes.Put($"{Jobs}/{{id}}", call =>
        {
            var entry = Find(call);
            foreach (var key in call.List("delete"))
            {
                entry.Values.Remove(key);
            }

            foreach (var (key, value) in StoredAnswers.Values(call, "id", "delete", "digest").ToList())
            {
                entry.Values[key] = value?.DeepClone();
            }
        });
        routes.Delete($"{Jobs}/{{id}}", call => { call.World.Sections.Remove(Jobs, Find(call).Id); });
        routes.Get("/nodes/{node}/replication", call => new JsonArray([.. OnNode(call)
            .Select(entry => (JsonNode)Status(call.World, entry))]));
        routes.Get("/nodes/{node}/replication/{id}/status", call => Status(call.World, Find(call)));
        routes.Get("/nodes/{node}/replication/{id}/log", call =>
        {
            Find(call);
            return new JsonArray((JsonNode)new JsonObject { ["n"] = 1, ["t"] = "end replication job" });
        });
        routes.Post("/nodes/{node}/replication/{id}/schedule_now", call => { Find(call); });
    }

    private static IEnumerable<StoredEntry> OnNode(ApiCall call)
        => call.World.Sections.List(Jobs).Where(entry => GuestOf(call.World, entry)?.Node == call.NodeName
            && (call.Int("guest") is not { } id || GuestOf(call.World, entry)?.Id == id));

    private static StoredEntry Find(ApiCall call) => call.World.Sections.Find(Jobs, call.Text("id"))
        ?? throw Refusal.Failed($"no such replication job '{call.Text("id")}'");

    private static Guest? GuestOf(PveWorld world, StoredEntry entry) => int.TryParse(entry.Id.Split('-')[0], out var id)
        ? world.Guests.GetValueOrDefault(id) : null;

    private static JsonObject Row(PveWorld world, StoredEntry entry)
    {
        var row = (JsonObject)entry.Values.DeepClone();
        var parts = entry.Id.Split('-');
        row["id"] = entry.Id;
        row["guest"] = int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture);
        row["jobnum"] = parts.Length > 1 && int.TryParse(parts[1], out var number) ? number : 0;
        row.TryAdd("type", "local");
        if (GuestOf(world, entry) is { } guest)
        {
            row["source"] = guest.Node;
        }

        return row;
    }

    private static JsonObject Status(PveWorld world, StoredEntry entry)
    {
        var row = Row(world, entry);
        var last = world.Second / 900 * 900;
        var isFailing = Wave.SeedOf(world.Seed, entry.Id) % 10 == 0;
        row["vmtype"] = GuestOf(world, entry)?.TypeText ?? "qemu";
        row["last_sync"] = isFailing ? last - 86400 : last;
        row["last_try"] = last;
        row["next_sync"] = last + 900;
        row["duration"] = 3 + Wave.Noise(world.Seed, last);
        row["fail_count"] = isFailing ? 3 : 0;
        if (isFailing)
        {
            row["error"] = "command 'set -o pipefail && pvesm export ...' failed: exit code 255";
        }

        return row;
    }
}
