using System.Text.Json;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.Ceph;

/// <summary>JSON of <c>ceph status</c> from Hammer to Tentacle, of <c>ceph health</c>, and of the parts of status.</summary>
internal static class CephStatusJson
{
    public static bool IsStatus(JsonElement root)
        => Member(root, "health").ValueKind == JsonValueKind.Object && !IsHealth(root)
            || Member(root, "osdmap", "pgmap", "pg_summary").ValueKind == JsonValueKind.Object
            || Number(root, "num_osds") is not null
            || Member(root, "pg_map").ValueKind == JsonValueKind.Object
            || Member(root, "monmap").ValueKind == JsonValueKind.Object
            || Member(root, "mons").ValueKind == JsonValueKind.Array && Member(root, "epoch").ValueKind != JsonValueKind.Undefined;

    /// <summary>A health by itself; before Luminous its "health" holds the services and "overall_status" the state.</summary>
    public static bool IsHealth(JsonElement root)
        => Words(root, "status", "overall_status")?.StartsWith("HEALTH_", StringComparison.Ordinal) == true && Words(root, "fsid") is null;

    public static CephStatus Status(JsonElement root)
    {
        var osds = Member(root, "osdmap", "osd_map");
        if (Member(osds, "osdmap").ValueKind == JsonValueKind.Object) osds = Member(osds, "osdmap");
        if (osds.ValueKind != JsonValueKind.Object) osds = root;
        var list = List(Member(osds, "osds")).ToList();
        var groups = Member(root, "pgmap", "pg_summary", "pg_map");
        var monitors = Member(root, "monmap");
        if (monitors.ValueKind != JsonValueKind.Object) monitors = root;
        var manager = Member(root, "mgrmap");
        var states = States(groups);
        return new CephStatus
        {
            Fsid = Words(root, "fsid"),
            Health = Member(root, "health") is { ValueKind: JsonValueKind.Object } health ? Health(health) : null,
            Monitors = Int(monitors, "num_mons") ?? Count(Member(monitors, "mons")),
            Quorum = Names(root),
            Manager = Words(manager, "active_name"),
            StandbyManagers = Int(manager, "num_standbys") ?? Count(Member(manager, "standbys")),
            Osds = Int(osds, "num_osds") ?? (list.Count > 0 ? list.Count : null),
            OsdsUp = Int(osds, "num_up_osds") ?? (list.Count > 0 ? list.Count(osd => Flag(osd, "up") == true) : null),
            OsdsIn = Int(osds, "num_in_osds") ?? (list.Count > 0 ? list.Count(osd => Flag(osd, "in") == true) : null),
            Pools = Int(groups, "num_pools") ?? Count(Member(osds, "pools")),
            PlacementGroups = Int(groups, "num_pgs") ?? states?.Values.Sum(),
            PlacementGroupStates = states,
            Objects = Number(groups, "num_objects"),
            DataBytes = Number(groups, "data_bytes", "num_bytes"),
            UsedBytes = Number(groups, "bytes_used", "total_used_bytes", "raw_bytes_used"),
            AvailableBytes = Number(groups, "bytes_avail", "total_avail_bytes", "raw_bytes_avail"),
            TotalBytes = Number(groups, "bytes_total", "total_bytes", "raw_bytes"),
            DegradedPercent = Percent(groups, "degraded_ratio"),
            MisplacedPercent = Percent(groups, "misplaced_ratio"),
            UnfoundObjects = Number(groups, "unfound_objects"),
            ReadBytesPerSecond = Number(groups, "read_bytes_sec"),
            WrittenBytesPerSecond = Number(groups, "write_bytes_sec"),
            RecoveringBytesPerSecond = Number(groups, "recovering_bytes_per_sec"),
        };
    }

    public static CephHealth Health(JsonElement health)
    {
        var muted = List(Member(health, "mutes")).Select(mute => Words(mute, "code")).ToHashSet(StringComparer.Ordinal);
        List<CephCheck> checks = [];
        var member = Member(health, "checks");
        foreach (var check in Members(member)) checks.Add(Check(check.Name, check.Value, muted));
        foreach (var check in List(member)) checks.Add(Check(Words(check, "type", "code"), check, muted));
        if (checks.Count == 0)
        {
            foreach (var line in List(Member(health, "summary")))
            {
                if (Words(line, "summary") is { } summary) checks.Add(new CephCheck { Severity = Words(line, "severity"),
                    Summary = summary });
            }
        }

        // Luminous writes an overall_status for old readers that warns always; its status is the truth.
        var status = Words(health, "status", "overall_status") ?? Worst(checks) ?? "HEALTH_OK";
        return new CephHealth(status, checks);
    }

    private static string? Worst(List<CephCheck> checks)
        => checks.Exists(check => check.Severity == "HEALTH_ERR") ? "HEALTH_ERR" : checks.Count > 0 ? "HEALTH_WARN" : null;

    private static CephCheck Check(string? code, JsonElement check, HashSet<string?> muted) => new()
    {
        Code = code,
        Severity = Words(check, "severity"),
        Summary = Words(Member(check, "summary"), "message") ?? Words(check, "message", "summary") ?? code ?? string.Empty,
        Details = [.. List(Member(check, "detail")).Select(detail => Words(detail, "message")).OfType<string>().Take(1000)],
        IsMuted = Flag(check, "muted") ?? (code is not null && muted.Contains(code)),
    };

    private static List<string>? Names(JsonElement root)
    {
        var names = Member(root, "quorum_names");
        if (names.ValueKind == JsonValueKind.Array) return [.. List(names).Select(AsText).OfType<string>()];
        if (Member(root, "quorum").ValueKind != JsonValueKind.Array) return null;
        var quorum = List(Member(root, "quorum")).Select(AsText).ToHashSet(StringComparer.Ordinal);
        return [.. List(Member(Member(root, "monmap"), "mons")).Where(mon => quorum.Contains(Text(mon, "rank")))
            .Select(mon => Words(mon, "name")).OfType<string>()];
    }

    private static Dictionary<string, int>? States(JsonElement groups)
    {
        Dictionary<string, int> states = new(StringComparer.Ordinal);
        foreach (var item in List(Member(groups, "pgs_by_state", "num_pg_by_state")))
        {
            if (Words(item, "state_name", "name") is { } name && Int(item, "count", "num") is { } count) states[name] = count;
        }

        foreach (var item in List(Member(groups, "pg_stats")))
        {
            if (Words(item, "state") is { } name) states[name] = states.GetValueOrDefault(name) + 1;
        }

        return states.Count > 0 ? states : null;
    }

    private static double? Percent(JsonElement item, string name)
        => Fraction(item, name) is { } ratio ? Math.Round(ratio * 100, 3) : null;

    internal static int? Int(JsonElement item, params ReadOnlySpan<string> names)
        => Number(item, names) is { } number && number is >= int.MinValue and <= int.MaxValue ? (int)number : null;

    private static int? Count(JsonElement list) => list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : null;
}
