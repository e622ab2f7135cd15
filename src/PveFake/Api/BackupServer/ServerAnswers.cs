using System.Text.Json.Nodes;
using Proxima.PveFake.Api.Access;
using Proxima.PveFake.Api.Nodes;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.BackupServer;

/// <summary>A backup server as a host: who may in, its tasks, its state. The node is called by its name or <c>localhost</c>.</summary>
internal static class ServerAnswers
{
    public static RouteTable All()
    {
        var routes = new RouteTable();
        TicketAnswers.AddTo(routes);
        DatastoreAnswers.AddTo(routes);
        MaintenanceAnswers.AddTo(routes);
        routes.Get("/nodes", call => new JsonArray((JsonNode)new JsonObject { ["node"] = call.World.LocalNode }));
        routes.Get("/nodes/{node}/status", Status);
        routes.Whole("GET", "/nodes/{node}/tasks", Tasks);
        routes.Get("/nodes/{node}/tasks/{upid}/status", call => Task(Find(call)));
        routes.Whole("GET", "/nodes/{node}/tasks/{upid}/log", Log);
        routes.Delete("/nodes/{node}/tasks/{upid}", call => { call.World.Tasks.Stop(Find(call)); });
        return routes;
    }

    private static JsonObject Status(ApiCall call)
    {
        var node = call.World.Nodes.First();
        var page = new NodeFigures(call.World, node, call.World.Now).StatusPage();
        var cpu = page["cpuinfo"] as JsonObject ?? [];
        return new JsonObject
        {
            ["cpu"] = page["cpu"]?.DeepClone(),
            ["wait"] = page["wait"]?.DeepClone(),
            ["uptime"] = page["uptime"]?.DeepClone(),
            ["loadavg"] = new JsonArray(node.Hardware.Threads * 0.1, node.Hardware.Threads * 0.09, node.Hardware.Threads * 0.08),
            ["memory"] = new JsonObject { ["total"] = node.Hardware.Memory, ["used"] = node.Hardware.Memory / 3,
                ["free"] = node.Hardware.Memory / 3 * 2 },
            ["swap"] = page["swap"]?.DeepClone(),
            ["root"] = new JsonObject { ["total"] = node.Hardware.RootDisk, ["used"] = node.Hardware.RootDisk / 4,
                ["avail"] = node.Hardware.RootDisk / 4 * 3 },
            ["cpuinfo"] = new JsonObject { ["model"] = cpu["model"]?.DeepClone(), ["sockets"] = cpu["sockets"]?.DeepClone(),
                ["cpus"] = cpu["cpus"]?.DeepClone() },
            ["kversion"] = page["kversion"]?.DeepClone(),
            ["current-kernel"] = page["current-kernel"]?.DeepClone(),
            ["info"] = new JsonObject { ["fingerprint"] = node.Fingerprint.ToLowerInvariant() },
            ["boot-info"] = page["boot-info"]?.DeepClone(),
        };
    }

    private static PveTask Find(ApiCall call) => call.World.Tasks.Find(call.World.LocalNode, call.Text("upid"))
        ?? throw new Refusal(400, "no such task");

    private static Answer Tasks(ApiCall call)
    {
        var found = call.World.Tasks.NewestFirst.Where(task => (!call.Flag("running") || !task.IsStopped)
            && (!call.Flag("errors") || task.Exit is { } exit && exit != "OK")
            && (call.Maybe("typefilter") is not { } type || task.Type.Contains(type, StringComparison.Ordinal))
                && (call.Maybe("store") is not { } store || task.Id.StartsWith(store, StringComparison.Ordinal))).ToList();
        var rows = found.Skip(call.Int("start") ?? 0).Take(call.Int("limit") ?? 50).Select(task => (JsonNode)Row(task));
        return new Answer(new JsonArray([.. rows])) { Beside = new JsonObject { ["total"] = found.Count } };
    }

    private static JsonObject Row(PveTask task)
    {
        var row = new JsonObject
        {
            ["upid"] = task.Upid,
            ["node"] = task.Node,
            ["pid"] = task.Pid,
            ["pstart"] = task.ProcessStart,
            ["starttime"] = task.StartedAt.ToUnixTimeSeconds(),
            ["worker_type"] = task.Type,
            ["worker_id"] = task.Id,
            ["user"] = task.UserAndToken,
        };
        if (task.Exit is { } exit)
        {
            row["endtime"] = task.EndsAt.ToUnixTimeSeconds();
            row["status"] = exit;
        }

        return row;
    }

    private static JsonObject Task(PveTask task)
    {
        var row = new JsonObject
        {
            ["upid"] = task.Upid,
            ["node"] = task.Node,
            ["pid"] = task.Pid,
            ["pstart"] = task.ProcessStart,
            ["starttime"] = task.StartedAt.ToUnixTimeSeconds(),
            ["type"] = task.Type,
            ["id"] = task.Id,
            ["user"] = task.User,
            ["status"] = task.IsStopped ? "stopped" : "running",
        };
        if (task.Exit is { } exit)
        {
            row["exitstatus"] = exit;
            row["endtime"] = task.EndsAt.ToUnixTimeSeconds();
        }

        return row;
    }

    private static Answer Log(ApiCall call)
    {
        var lines = Find(call).LogAt(call.World.Now);
        var first = call.Int("start") ?? 0;
        var rows = lines.Skip(first).Take(call.Int("limit") ?? 50)
            .Select((text, i) => (JsonNode)new JsonObject { ["n"] = first + i + 1, ["t"] = text });
        return new Answer(new JsonArray([.. rows])) { Beside = new JsonObject { ["total"] = lines.Count,
            ["active"] = !Find(call).IsStopped } };
    }
}
