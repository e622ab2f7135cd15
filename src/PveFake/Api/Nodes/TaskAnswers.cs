using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Nodes;

/// <summary>Tasks of a node: the list, what one does, what it says, how to stop it.</summary>
internal static class TaskAnswers
{
    public static void AddTo(RouteTable routes)
    {
        routes.Whole("GET", "/nodes/{node}/tasks", List);
        routes.Get("/nodes/{node}/tasks/{upid}/status", Status);
        routes.Whole("GET", "/nodes/{node}/tasks/{upid}/log", Log);
        routes.Delete("/nodes/{node}/tasks/{upid}", Stop);
        routes.Get("/cluster/tasks", Cluster);
    }

    private static PveTask Find(ApiCall call)
    {
        var upid = call.Text("upid");
        if (!Upids.IsUpid(upid))
        {
            throw Refusal.Parameter("upid", "unable to parse worker upid");
        }

        var task = call.World.Tasks.Find(call.NodeName, upid) ?? throw Refusal.Parameter("upid", "no such task");
        if (!IsOwn(call, task))
        {
            call.Demand($"/nodes/{call.NodeName}", "Sys.Audit");
        }

        return task;
    }

    private static bool IsOwn(ApiCall call, PveTask task) => task.UserAndToken == call.Caller.Id
        || (call.Caller.TokenId is null && task.User == call.Caller.User);

    private static Answer List(ApiCall call)
    {
        var isActive = call.Maybe("source") == "active";
        var isAll = call.Maybe("source") == "all";
        var mayAll = call.May($"/nodes/{call.NodeName}", "Sys.Audit");
        var found = call.World.Tasks.NewestFirst.Where(task => task.Node == call.NodeName && (mayAll || IsOwn(call, task)))
            .Where(task => isAll || (isActive ? !task.IsStopped : task.IsStopped))
            .Where(task => Matches(call, task)).ToList();
        var rows = found.Skip(call.Int("start") ?? 0).Take(call.Int("limit") ?? 50).Select(task => (JsonNode)Row(task));
        return new Answer(new JsonArray([.. rows])) { Beside = found.Count > 0 ? new JsonObject { ["total"] = found.Count } : null };
    }

    private static bool Matches(ApiCall call, PveTask task)
        => (call.Maybe("vmid") is not { } id || task.Id == id)
            && (call.Maybe("typefilter") is not { } type || task.Type == type)
            && (call.Maybe("userfilter") is not { } user || task.UserAndToken.Contains(user, StringComparison.OrdinalIgnoreCase))
            && (!call.Flag("errors") || task.Exit is { } exit && exit != "OK" && !exit.StartsWith("WARNINGS", StringComparison.Ordinal))
            && (call.Long("since") is not { } since || task.StartedAt.ToUnixTimeSeconds() >= since)
            && (call.Long("until") is not { } until || task.StartedAt.ToUnixTimeSeconds() <= until)
            && (call.Maybe("statusfilter") is null || call.List("statusfilter").Contains(KindOf(task), StringComparer.OrdinalIgnoreCase));

    private static string KindOf(PveTask task) => task.Exit switch
    {
        null => "unknown",
        "OK" => "ok",
        var exit when exit.StartsWith("WARNINGS", StringComparison.Ordinal) => "warning",
        _ => "error",
    };

    private static JsonObject Row(PveTask task)
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
        };
        if (task.Exit is not { } exit)
        {
            row["user"] = task.UserAndToken;
            row["status"] = "RUNNING";
            row["saved"] = "0";
            return row;
        }

        row["user"] = task.User;
        row["status"] = exit;
        row["endtime"] = task.EndsAt.ToUnixTimeSeconds();
        if (task.TokenId is { } token)
        {
            row["tokenid"] = token;
        }

        return row;
    }

    private static JsonObject Status(ApiCall call)
    {
        var task = Find(call);
        var answer = new JsonObject
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
            answer["exitstatus"] = exit;
        }

        if (task.TokenId is { } token)
        {
            answer["tokenid"] = token;
        }

        return answer;
    }

    private static Answer Log(ApiCall call)
    {
        var task = Find(call);
        var lines = task.LogAt(call.World.Now);
        if (call.Flag("download"))
        {
            var start = task.StartedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            return new Answer((JsonNode?)null) { Download = ($"task-{task.Node}-{task.Type}-{start}.log",
                string.Join('\n', lines) + "\n") };
        }

        var first = call.Int("start") ?? 0;
        var limit = call.Int("limit") ?? 50;
        var rows = lines.Skip(first).Take(limit == 0 ? int.MaxValue : limit)
            .Select((text, i) => (JsonNode)new JsonObject { ["n"] = first + i + 1, ["t"] = text });
        return new Answer(new JsonArray([.. rows])) { Beside = new JsonObject { ["total"] = lines.Count } };
    }

    private static void Stop(ApiCall call)
    {
        var task = Find(call);
        if (!IsOwn(call, task))
        {
            call.Demand($"/nodes/{call.NodeName}", "Sys.Modify");
        }

        call.World.Tasks.Stop(task);
    }

    private static JsonArray Cluster(ApiCall call)
    {
        var mayAll = call.May("/", "Sys.Audit");
        var rows = new JsonArray();
        foreach (var task in call.World.Tasks.NewestFirst.Where(task => mayAll || IsOwn(call, task)).Take(25))
        {
            var row = Row(task);
            row.Remove("pstart");
            row.Remove("pid");
            row["saved"] = task.IsStopped ? "1" : "0";
            if (!task.IsStopped)
            {
                row["pid"] = task.Pid;
                row.Remove("status");
            }

            rows.Add((JsonNode)row);
        }

        return rows;
    }
}
