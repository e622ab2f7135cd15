using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Api.Storage;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.BackupServer;

/// <summary>What a backup server does to its datastores: verify, prune, collect garbage, sync; by hand and as jobs.</summary>
internal static class MaintenanceAnswers
{
    private static readonly string[] Keeps = ["keep-last", "keep-hourly", "keep-daily", "keep-weekly", "keep-monthly", "keep-yearly"];

    private const string At = "/admin/datastore/{store}";

    public static void AddTo(RouteTable routes)
    {
        routes.Post($"{At}/verify", call => Verify(call, DatastoreAnswers.Find(call), "verify").Upid);
        routes.Post($"{At}/gc", call => Collect(call).Upid);
        routes.Get($"{At}/gc", call => GcRow(call, DatastoreAnswers.Find(call)));
        routes.Get("/admin/gc", call => new JsonArray([.. call.World.Datastores.Values.Select(store => (JsonNode)GcRow(call, store))]));
        routes.Get("/admin/gc/{store}", call => new JsonArray((JsonNode)GcRow(call, DatastoreAnswers.Find(call))));
        routes.Post($"{At}/prune", call => Prune(call, DatastoreAnswers.Find(call), call.Flag("dry-run")));
        routes.Post($"{At}/prune-datastore", call =>
        {
            var store = DatastoreAnswers.Find(call);
            return Start(call, "prune", store.Name, 2, _ =>
            {
                Prune(call, store, call.Flag("dry-run"));
                return null;
            }).Upid;
        });
        foreach (var (kind, type) in new[] { ("verify", "verificationjob"), ("prune", "prunejob"), ("sync", "syncjob") })
        {
            routes.Get($"/admin/{kind}", call => new JsonArray([.. call.World.Sections.List($"/config/{kind}")
                .Where(entry => call.Maybe("store") is not { } store || entry.Values["store"]?.ToString() == store)
                    .Select(entry => (JsonNode)Job(call, entry, type))]));
            routes.Post($"/admin/{kind}/{{id}}/run", call => Run(call, kind, type).Upid);
        }
    }

    private static PveTask Start(ApiCall call, string type, string id, double seconds, Func<PveTask, string?> work)
        => call.World.Tasks.Start(call.World.LocalNode, type, id.Replace(":", "\\x3a", StringComparison.Ordinal),
            new TaskPlan(call.Caller.Id, seconds) { Work = work });

    private static PveTask Verify(ApiCall call, Datastore store, string type)
        => Start(call, type, store.Name, 3 + (store.Snapshots.Count / 50.0), task =>
    {
        var failed = 0;
        foreach (var snapshot in store.Snapshots)
        {
            snapshot.Verified = snapshot.IsCorrupt ? "failed" : "ok";
            failed += snapshot.IsCorrupt ? 1 : 0;
            if (snapshot.IsCorrupt)
            {
                task.Say($"verify {store.Name}:{snapshot.Name} failed: chunks could not be verified");
            }
        }

        return failed == 0 ? null : "verification failed - please check the log for details";
    });

    private static PveTask Collect(ApiCall call)
    {
        var store = DatastoreAnswers.Find(call);
        return Start(call, "garbage_collection", store.Name, 4, task =>
        {
            task.Say($"starting garbage collection on store {store.Name}");
            task.Say("Start GC phase1 (mark used chunks)");
            task.Say("Start GC phase2 (sweep unused chunks)");
            task.Say($"Removed garbage: {store.Garbage} B");
            (store.Garbage, store.CollectedAt, store.CollectedBy) = (0, call.World.Second, task.Upid);
            return null;
        });
    }

    private static JsonObject GcRow(ApiCall call, Datastore store)
    {
        var row = DatastoreAnswers.Collection(store);
        row["store"] = store.Name;
        row["schedule"] = "daily";
        row["next-run"] = BackupAnswers.NextRun("00:00", call.World.Now);
        if (store.CollectedAt > 0)
        {
            row["last-run-endtime"] = store.CollectedAt;
            row["last-run-state"] = "OK";
            row["duration"] = 4;
        }

        return row;
    }

    private static JsonArray Prune(ApiCall call, Datastore store, bool isDry)
    {
        var keep = Keeps.Sum(name => call.Int(name) ?? 0);
        var rows = new JsonArray();
        foreach (var group in store.Snapshots.Where(snapshot => DatastoreAnswers.IsIn(call, snapshot) && IsMeant(call, snapshot))
            .GroupBy(snapshot => snapshot.Group).ToList())
        {
            foreach (var (snapshot, i) in group.OrderByDescending(snapshot => snapshot.Time).Select((snapshot, i) => (snapshot, i))
                .ToList())
            {
                var isKept = snapshot.IsProtected || keep == 0 || i < keep;
                rows.Add((JsonNode)new JsonObject { ["backup-type"] = snapshot.Type, ["backup-id"] = snapshot.Id,
                    ["backup-time"] = snapshot.Time, ["keep"] = isKept, ["protected"] = snapshot.IsProtected });
                if (!isKept && !isDry)
                {
                    store.Snapshots.Remove(snapshot);
                    store.Garbage += snapshot.Size / 20;
                }
            }
        }

        return rows;
    }

    private static bool IsMeant(ApiCall call, BackupSnapshot snapshot)
        => (call.Maybe("backup-type") is not { } type || snapshot.Type == type)
            && (call.Maybe("backup-id") is not { } id || snapshot.Id == id);

    private static JsonObject Job(ApiCall call, StoredEntry entry, string type)
    {
        var row = (JsonObject)entry.Values.DeepClone();
        row["id"] = entry.Id;
        row["next-run"] = BackupAnswers.NextRun(row["schedule"]?.ToString() ?? "02:00", call.World.Now);
        if (call.World.Tasks.NewestFirst.FirstOrDefault(task => task.Type == type && task.Id.EndsWith(entry.Id, StringComparison.Ordinal)
            && task.IsStopped) is { } last)
        {
            row["last-run-upid"] = last.Upid;
            row["last-run-state"] = last.Exit;
            row["last-run-endtime"] = last.EndsAt.ToUnixTimeSeconds();
        }

        return row;
    }

    private static PveTask Run(ApiCall call, string kind, string type)
    {
        var id = call.Text("id");
        var entry = call.World.Sections.Find($"/config/{kind}", id) ?? throw new Refusal(400, $"no such {type} '{id}'");
        var store = call.World.Datastores.GetValueOrDefault(entry.Values["store"]?.ToString() ?? string.Empty)
            ?? throw new Refusal(400, "no such datastore");
        return Start(call, type, string.Create(CultureInfo.InvariantCulture, $"{store.Name}:{id}"), 3, task =>
        {
            task.Say($"Starting datastore {kind} job '{store.Name}:{id}'");
            if (kind == "verify")
            {
                store.Snapshots.ForEach(snapshot => snapshot.Verified = snapshot.IsCorrupt ? "failed" : "ok");
                return store.Snapshots.Exists(snapshot => snapshot.IsCorrupt) ? "verification failed - please check the log for details"
                    : null;
            }

            return null;
        });
    }
}
