using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.BackupServer;

/// <summary>Datastores of a backup server: how full, what is in them.</summary>
internal static class DatastoreAnswers
{
    private const string At = "/admin/datastore/{store}";

    public static void AddTo(RouteTable routes)
    {
        routes.Get("/version", _ => new JsonObject { ["version"] = "4.1", ["release"] = "2", ["repoid"] = "f9f4c0a2e1d3b5c7" });
        routes.Get("/ping", _ => new JsonObject { ["pong"] = true });
        routes.Get("/admin/datastore", call => new JsonArray([.. Seen(call).Select(store => (JsonNode)Short(store))]));
        routes.Get("/config/datastore", call => new JsonArray([.. Seen(call).Select(store => (JsonNode)Config(store))]));
        routes.Get("/config/datastore/{name}", call => Config(Named(call, call.Text("name"))));
        routes.Put("/config/datastore/{name}", call =>
        {
            var store = Named(call, call.Text("name"));
            store.Comment = call.Maybe("comment") ?? store.Comment;
            store.Maintenance = call.List("delete").Contains("maintenance-mode", StringComparer.Ordinal) ? null
                : call.Maybe("maintenance-mode") ?? store.Maintenance;
        });
        routes.Get($"{At}/status", call => Status(call));
        routes.Get("/status/datastore-usage", call => new JsonArray([.. Seen(call).Select(store => (JsonNode)Usage(call, store))]));
        routes.Get($"{At}/namespace", call => new JsonArray([.. Find(call).Namespaces.Where(name
            => IsBelow(name, call.Maybe("parent") ?? string.Empty)).Select(name => (JsonNode)new JsonObject { ["ns"] = name })]));
        routes.Post($"{At}/namespace", call =>
        {
            var name = call.Maybe("parent") is { Length: > 0 } parent ? $"{parent}/{call.Text("name")}" : call.Text("name");
            return Find(call).Namespaces.Add(name) ? name : throw new Refusal(400, $"namespace '{name}' already exists");
        });
        routes.Delete($"{At}/namespace", call => { Find(call).Namespaces.Remove(call.Text("ns")); });
        routes.Get($"{At}/groups", Groups);
        routes.Delete($"{At}/groups", call =>
        {
            var store = Find(call);
            var gone = store.Snapshots.RemoveAll(snapshot => IsIn(call, snapshot) && snapshot.Type == call.Text("backup-type")
                && snapshot.Id == call.Text("backup-id") && !snapshot.IsProtected);
            return new JsonObject { ["removed-groups"] = 1, ["removed-snapshots"] = gone, ["protected-snapshots"] = 0 };
        });
        routes.Get($"{At}/snapshots", call => new JsonArray([.. Find(call).Snapshots.Where(snapshot => IsIn(call, snapshot)
            && Matches(call, snapshot))
            .OrderByDescending(snapshot => snapshot.Time).Select(snapshot => (JsonNode)Row(snapshot))]));
        routes.Delete($"{At}/snapshots", call =>
        {
            var snapshot = FindSnapshot(call);
            _ = snapshot.IsProtected ? throw new Refusal(400, $"cannot remove protected snapshot {snapshot.Name}")
                : Find(call).Snapshots.Remove(snapshot);
            Find(call).Garbage += snapshot.Size / 20;
        });
        routes.Get($"{At}/files", call => Files(FindSnapshot(call)));
        routes.Get($"{At}/notes", call => FindSnapshot(call).Comment ?? string.Empty);
        routes.Put($"{At}/notes", call => { FindSnapshot(call).Comment = call.Text("notes"); });
        routes.Get($"{At}/protected", call => FindSnapshot(call).IsProtected);
        routes.Put($"{At}/protected", call => { FindSnapshot(call).IsProtected = call.Flag("protected"); });
        routes.Get($"{At}/group-notes", call
            => Find(call).GroupNotes.GetValueOrDefault($"{call.Text("backup-type")}/{call.Text("backup-id")}") ?? string.Empty);
        routes.Put($"{At}/group-notes", call
            => { Find(call).GroupNotes[$"{call.Text("backup-type")}/{call.Text("backup-id")}"] = call.Text("notes"); });
    }

    /// <summary>The datastore of the path.</summary>
    public static Datastore Find(ApiCall call) => Named(call, call.Text("store"));

    public static bool IsIn(ApiCall call, BackupSnapshot snapshot) => snapshot.Namespace == (call.Maybe("ns") ?? string.Empty);

    private static Datastore Named(ApiCall call, string name)
        => call.World.Datastores.GetValueOrDefault(name) ?? throw new Refusal(400, $"no such datastore '{name}'");

    private static IEnumerable<Datastore> Seen(ApiCall call)
        => call.World.Datastores.Values.Where(store => call.May($"/datastore/{store.Name}", "Datastore.Audit", "Datastore.Backup"));

    private static bool IsBelow(string name, string parent) => parent.Length == 0 || name == parent
        || name.StartsWith(parent + "/", StringComparison.Ordinal);

    private static JsonObject Short(Datastore store)
    {
        var row = new JsonObject { ["store"] = store.Name, ["mount-status"] = "nonremovable", ["backend-type"] = "filesystem" };
        Add(row, "comment", store.Comment);
        Add(row, "maintenance", store.Maintenance);
        return row;
    }

    private static JsonObject Config(Datastore store)
    {
        var row = new JsonObject { ["name"] = store.Name, ["path"] = store.Path, ["gc-schedule"] = "daily" };
        Add(row, "comment", store.Comment);
        Add(row, "maintenance-mode", store.Maintenance);
        return row;
    }

    private static JsonObject Status(ApiCall call)
    {
        var store = Find(call);
        var answer = new JsonObject { ["total"] = store.Size, ["used"] = store.Used, ["avail"] = store.Size - store.Used,
            ["backend-type"] = "filesystem" };
        if (call.Flag("verbose"))
        {
            answer["gc-status"] = Collection(store);
            answer["counts"] = new JsonObject(store.Snapshots.GroupBy(snapshot => snapshot.Type)
                .Select(group => KeyValuePair.Create<string, JsonNode?>(group.Key,
                new JsonObject { ["groups"] = group.Select(snapshot => snapshot.Namespace + snapshot.Id).Distinct(StringComparer.Ordinal)
                    .Count(), ["snapshots"] = group.Count() })));
        }

        return answer;
    }

    private static JsonObject Usage(ApiCall call, Datastore store)
    {
        var row = new JsonObject { ["store"] = store.Name, ["mount-status"] = "nonremovable", ["backend-type"] = "filesystem" };
        if (store.Maintenance is "offline")
        {
            row["error"] = $"datastore '{store.Name}' is in offline maintenance mode";
            return row;
        }

        row["total"] = store.Size;
        row["used"] = store.Used;
        row["avail"] = store.Size - store.Used;
        row["gc-status"] = Collection(store);
        row["history-start"] = call.World.Began.AddDays(-30).ToUnixTimeSeconds();
        row["history-delta"] = 86400;
        row["history"] = new JsonArray([.. Enumerable.Range(0, 30)
            .Select(day => (JsonNode)(store.Used / (double)store.Size * (0.8 + (0.2 * day / 30))))]);
        row["estimated-full-date"] = call.World.Began.AddDays(240).ToUnixTimeSeconds();
        return row;
    }

    /// <summary>What the last garbage collection said.</summary>
    public static JsonObject Collection(Datastore store)
    {
        var row = new JsonObject
        {
            ["index-file-count"] = store.Snapshots.Count,
            ["index-data-bytes"] = store.Snapshots.Sum(snapshot => snapshot.Size),
            ["disk-bytes"] = store.Used,
            ["disk-chunks"] = store.Used / 2_000_000,
            ["removed-bytes"] = 0,
            ["removed-chunks"] = 0,
            ["pending-bytes"] = store.Garbage,
            ["pending-chunks"] = store.Garbage / 2_000_000,
            ["removed-bad"] = 0,
            ["still-bad"] = 0,
        };
        if (store.CollectedBy.Length > 0)
        {
            row["upid"] = store.CollectedBy;
        }

        return row;
    }

    private static JsonArray Groups(ApiCall call)
    {
        var store = Find(call);
        return new JsonArray([.. store.Snapshots.Where(snapshot => IsIn(call, snapshot)).GroupBy(snapshot => snapshot.Group)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
        {
            var last = group.MaxBy(snapshot => snapshot.Time) ?? group.First();
            var row = new JsonObject
            {
                ["backup-type"] = last.Type,
                ["backup-id"] = last.Id,
                ["backup-count"] = group.Count(),
                ["last-backup"] = last.Time,
                ["owner"] = last.Owner,
                ["files"] = new JsonArray([.. FileNames(last).Select(name => (JsonNode)name)]),
            };
            Add(row, "comment", store.GroupNotes.GetValueOrDefault(group.Key));
            return (JsonNode)row;
        })]);
    }

    private static bool Matches(ApiCall call, BackupSnapshot snapshot)
        => (call.Maybe("backup-type") is not { } type || snapshot.Type == type)
            && (call.Maybe("backup-id") is not { } id || snapshot.Id == id);

    private static JsonObject Row(BackupSnapshot snapshot)
    {
        var row = new JsonObject
        {
            ["backup-type"] = snapshot.Type,
            ["backup-id"] = snapshot.Id,
            ["backup-time"] = snapshot.Time,
            ["owner"] = snapshot.Owner,
            ["protected"] = snapshot.IsProtected,
            ["size"] = snapshot.Size,
            ["files"] = Files(snapshot),
        };
        Add(row, "comment", snapshot.Comment);
        if (snapshot.Verified is { } state)
        {
            row["verification"] = new JsonObject { ["state"] = state,
                ["upid"] = "UPID:pbs:00000001:00000001:00000001:00000001:verificationjob:main:root@pam:" };
        }

        return row;
    }

    private static JsonArray Files(BackupSnapshot snapshot)
        => new([.. FileNames(snapshot).Select((name, i)
            => (JsonNode)new JsonObject { ["filename"] = name, ["size"] = i == 0 ? snapshot.Size : 612, ["crypt-mode"] = "none" })]);

    private static IEnumerable<string> FileNames(BackupSnapshot snapshot) => snapshot.Type switch
    {
        "vm" => ["drive-scsi0.img.fidx", "qemu-server.conf.blob", "index.json.blob"],
        "ct" => ["root.pxar.didx", "pct.conf.blob", "index.json.blob"],
        _ => ["root.pxar.didx", "catalog.pcat1.didx", "index.json.blob"],
    };

    private static BackupSnapshot FindSnapshot(ApiCall call)
    {
        var time = call.Long("backup-time") ?? 0;
        return Find(call).Snapshots.Find(snapshot => IsIn(call, snapshot) && snapshot.Type == call.Text("backup-type")
            && snapshot.Id == call.Text("backup-id") && snapshot.Time == time)
            ?? throw new Refusal(400, string.Create(CultureInfo.InvariantCulture,
                $"snapshot {call.Text("backup-type")}/{call.Text("backup-id")} of {time} does not exist"));
    }

    private static void Add(JsonObject row, string name, string? value)
    {
        if (value is not null)
        {
            row[name] = value;
        }
    }
}
