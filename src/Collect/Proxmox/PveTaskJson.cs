using System.Text.Json;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Proxmox;

/// <summary>Tasks as /cluster/tasks, /nodes/{node}/tasks and /nodes/{node}/tasks/{upid}/status give them.</summary>
internal static class PveTaskJson
{
    public static Reading<PveTaskList> Parse(string text) => Read(text, "tasks", root =>
    {
        var data = Member(root, "data") is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } inner ? inner : root;
        List<PveTaskLine> tasks = [];
        foreach (var item in data.ValueKind == JsonValueKind.Array ? List(data) : [data])
        {
            if (Words(item, "upid") is not { } upid) return Reading.Absent<PveTaskList>("JSON, but not of tasks");
            var isRunning = Words(item, "status") is "running"
                || (Words(item, "status", "exitstatus") is null && Number(item, "endtime") is null);
            tasks.Add(new PveTaskLine
            {
                Upid = upid, Type = Words(item, "type", "worker_type"), Id = Words(item, "id", "worker_id"), Node = Words(item, "node"),
                    User = Words(item, "user"),
                Status = isRunning ? null
                    : Words(item, "exitstatus", "status"), StartedAt = Time(item, "starttime"), EndedAt = Time(item, "endtime"),
            });
        }

        return Reading.Of(new PveTaskList(tasks));
    });

    private static DateTime? Time(JsonElement item, string name)
        => Number(item, name) is { } seconds and > 0 and < 100_000_000_000 ? DateTime.UnixEpoch.AddSeconds(seconds) : null;
}
