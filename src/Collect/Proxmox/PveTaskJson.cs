using System.Globalization;
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
        if (AsText(Member(root, "data")) is { } started && Upid(started) is { } begun) return Reading.Of(new PveTaskList([begun]));
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

    /// <summary><c>UPID:node:pid:pstart:starttime:type:id:user:</c>, the numbers hexadecimal; Backup Server has one number more.</summary>
    private static PveTaskLine? Upid(string upid)
    {
        var parts = upid.Split(':');
        if (parts.Length is not (9 or 10) || parts[0] != "UPID") return null;
        var more = parts.Length - 9;
        return new PveTaskLine
        {
            Upid = upid, Node = parts[1], Type = parts[5 + more], Id = parts[6 + more] is { Length: > 0 } id ? id : null,
            User = parts[7 + more],
            StartedAt = long.TryParse(parts[4 + more], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var seconds)
                && seconds is > 0 and < 100_000_000_000 ? DateTime.UnixEpoch.AddSeconds(seconds) : null,
        };
    }

    private static DateTime? Time(JsonElement item, string name)
        => Number(item, name) is { } seconds and > 0 and < 100_000_000_000 ? DateTime.UnixEpoch.AddSeconds(seconds) : null;
}
