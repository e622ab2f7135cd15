using System.Text.Json.Nodes;
using Proxima.PveFake.Api.Guests;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Storage;

/// <summary>Storages: their definitions in the cluster, and what each node sees of them.</summary>
internal static class StorageAnswers
{
    private static readonly Dictionary<string, string[]> Needed = new(StringComparer.Ordinal)
    {
        ["dir"] = ["path"],
        ["nfs"] = ["server", "export"],
        ["cifs"] = ["server", "share"],
        ["lvm"] = ["vgname"],
        ["lvmthin"] = ["vgname", "thinpool"],
        ["zfspool"] = ["pool"],
        ["pbs"] = ["server", "datastore"],
        ["iscsi"] = ["portal", "target"],
        ["btrfs"] = ["path"],
    };

    public static void AddTo(RouteTable routes)
    {
        routes.Get("/storage", call => new JsonArray([.. call.World.Storages.Values
            .Where(storage => (call.Maybe("type") is not { } type || storage.Type == type) && MaySee(call, storage.Id))
                .Select(storage => (JsonNode)Definition(call.World, storage))]));
        routes.Get("/storage/{storage}", call => Definition(call.World, Defined(call)));
        routes.Post("/storage", call => Create(call));
        routes.Put("/storage/{storage}", call => Change(call));
        routes.Delete("/storage/{storage}", call =>
        {
            if (!call.World.Storages.Remove(call.Text("storage")))
            {
                throw Refusal.Failed($"delete storage failed: storage '{call.Text("storage")}' does not exist");
            }
        });
        routes.Get("/nodes/{node}/storage", List);
        routes.Get("/nodes/{node}/storage/{storage}/status", call => Status(call.World, Find(call), call.NodeName, false));
    }

    /// <summary>The storage of the path, as the node has it.</summary>
    public static PveStorage Find(ApiCall call) => Drives.Storage(call.World, call.NodeName, call.Text("storage"));

    /// <summary>Bytes in use on a node.</summary>
    public static long Used(PveWorld world, PveStorage storage, string node)
        => Math.Min(storage.Size, storage.OtherUse + (long)(storage.BytesOn(node) * 0.4) + (Wave.Counter(world.Seed,
            (world.Now - world.Began).TotalSeconds, 2000) % (1L << 30)));

    public static bool MaySee(ApiCall call, string storage)
        => call.May($"/storage/{storage}", "Datastore.Audit", "Datastore.AllocateSpace");

    private static PveStorage Defined(ApiCall call)
        => call.World.Storages.GetValueOrDefault(call.Text("storage"))
            ?? throw Refusal.Failed($"storage '{call.Text("storage")}' does not exist");

    private static JsonObject Definition(PveWorld world, PveStorage storage)
    {
        var row = new JsonObject { ["storage"] = storage.Id, ["type"] = storage.Type };
        foreach (var (key, value) in storage.Options.Where(pair => pair.Key != "password"))
        {
            row[key] = key is "shared" or "disable" or "sparse" or "krbd" or "saferemove" or "port"
                && int.TryParse(value, out var number) ? number : value;
        }

        if (storage.Id == "local")
        {
            row["priority"] = 0;
            row["prune-backups"] = storage.Options.GetValueOrDefault("prune-backups") ?? "keep-all=1";
        }

        // The checksum of the file, which the recorded host did not have: everything on it was a default.
        row["digest"] = Guest.DigestOf(world.Storages.Values.Where(other => other.Id != "local")
            .Select(other => $"{other.Type}: {other.Id}"));
        return row;
    }

    private static JsonObject Create(ApiCall call)
    {
        var (id, type) = (call.Text("storage"), call.Text("type"));
        if (call.World.Storages.ContainsKey(id))
        {
            throw Refusal.Failed($"create storage failed: storage ID '{id}' already defined");
        }

        foreach (var name in Needed.GetValueOrDefault(type) ?? [])
        {
            if (call.Maybe(name) is null)
            {
                throw Refusal.Failed($"missing value for required option '{name}'");
            }
        }

        var storage = new PveStorage(id, type);
        foreach (var (key, value) in call.Given.Where(pair => pair.Key is not ("storage" or "type")))
        {
            storage.Options[key] = value;
        }

        call.World.Storages[id] = storage;
        return new JsonObject { ["storage"] = id, ["type"] = type };
    }

    private static JsonObject Change(ApiCall call)
    {
        var storage = call.World.Storages.GetValueOrDefault(call.Text("storage"))
            ?? throw Refusal.Failed($"update storage failed: storage ID '{call.Text("storage")}' does not exist");
        foreach (var key in call.List("delete"))
        {
            storage.Options.Remove(key);
        }

        foreach (var (key, value) in call.Given.Where(pair => pair.Key is not ("delete" or "digest")))
        {
            storage.Options[key] = value;
        }

        return new JsonObject { ["storage"] = storage.Id, ["type"] = storage.Type };
    }

    private static JsonArray List(ApiCall call)
    {
        var rows = new JsonArray();
        foreach (var storage in call.World.Storages.Values.Where(storage => storage.IsOn(call.NodeName) && MaySee(call, storage.Id)))
        {
            if ((call.Maybe("storage") is { } only && only != storage.Id) || (call.Flag("enabled") && !storage.IsEnabled)
                || (call.Maybe("content") is not null && !call.List("content")
                    .Any(wanted => storage.Content.Contains(wanted, StringComparer.Ordinal))))
            {
                continue;
            }

            var row = Status(call.World, storage, call.NodeName, true);
            row["storage"] = storage.Id;
            rows.Add((JsonNode)row);
        }

        return rows;
    }

    private static JsonObject Status(PveWorld world, PveStorage storage, string node, bool withFraction)
    {
        var isActive = storage is { IsActive: true, IsEnabled: true };
        var row = new JsonObject
        {
            ["type"] = storage.Type,
            ["content"] = string.Join(',', storage.Content),
            ["enabled"] = storage.IsEnabled ? 1 : 0,
            ["active"] = isActive ? 1 : 0,
            ["shared"] = storage.IsShared ? 1 : 0,
            ["total"] = 0,
            ["used"] = 0,
            ["avail"] = 0,
        };
        if (isActive)
        {
            var used = Used(world, storage, node);
            row["total"] = storage.Size;
            row["used"] = used;
            row["avail"] = storage.Size - used;
            if (withFraction)
            {
                row["used_fraction"] = used / (double)Math.Max(1, storage.Size);
            }
        }

        return row;
    }
}
