using System.Text.Json;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.Zfs;

/// <summary>
/// JSON of <c>zpool status -j</c> (OpenZFS 2.3; numbers as words, or whole with <c>--json-int</c>), and the flat list that text
/// converters make of the text.
/// </summary>
internal static class ZpoolStatusJson
{
    private const int Deepest = 32;
    private static readonly string[] Classes = ["dedup", "special", "logs", "log", "l2cache", "cache", "spares", "spare"];

    public static Reading<ZfsPoolStatusList> Parse(string text) => Read(text, "zpool status", Map);

    private static Reading<ZfsPoolStatusList> Map(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            var flat = List(root).Where(item => Words(item, "pool") is not null && Words(item, "state") is not null).Select(Flat).ToList();
            return flat.Count > 0
                ? Reading.Of(new ZfsPoolStatusList(flat))
                : Reading.Absent<ZfsPoolStatusList>(List(root).Any() ? "JSON, but not of zpool status" : "no pools");
        }

        var pools = Member(root, "pools");
        if (pools.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return Words(Member(root, "output_version"), "command")?.StartsWith("zpool status", StringComparison.Ordinal) == true
                ? Reading.Absent<ZfsPoolStatusList>("no pools")
                : Reading.Absent<ZfsPoolStatusList>("JSON, but not of zpool status");
        }

        List<JsonElement> items = [.. List(pools), .. Members(pools).Select(member => member.Value)];
        List<ZfsPoolStatus> found = [];
        foreach (var item in items)
        {
            if (Words(item, "name") is not { } name || Words(item, "state") is not { } state)
                return Reading.Failed<ZfsPoolStatusList>("zpool status: a pool without name or state");
            found.Add(Pool(item, name, state));
        }

        return found.Count == 0 ? Reading.Absent<ZfsPoolStatusList>("no pools") : Reading.Of(new ZfsPoolStatusList(found));
    }

    private static ZfsPoolStatus Pool(JsonElement item, string name, string state)
    {
        var scan = Member(item, "scan_stats", "scan");
        var errors = Number(item, "error_count");
        return new ZfsPoolStatus
        {
            Name = name,
            State = state,
            Guid = Words(item, "pool_guid", "guid"),
            Status = Words(item, "status"),
            Action = Words(item, "action"),
            See = Words(item, "moreinfo", "see"),
            Comment = Words(item, "comment"),
            Scan = scan.ValueKind == JsonValueKind.Object ? Scan(scan) : new ZfsScan { Function = "none", State = "none" },
            Removal = Words(Member(item, "removal_stats"), "state"),
            Checkpoint = Words(Member(item, "checkpoint_stats"), "state"),
            Expansion = Words(Member(item, "raidz_expand_stats"), "state"),
            Root = Root(item, name, state),
            DataErrors = errors,
            DamagedFiles = [.. List(Member(item, "errlist", "errors")).Select(file => AsText(file) ?? Words(file, "name",
                "path")).OfType<string>()
                .Take(1000)],
        };
    }

    private static ZfsScan Scan(JsonElement scan)
    {
        var function = Words(scan, "function")?.ToLowerInvariant() ?? "none";
        var paused = Words(scan, "scrub_pause") is { } pause and not "-" and not "0" ? pause : null;
        var state = Words(scan, "state")?.ToUpperInvariant() switch
        {
            "SCANNING" => paused is null ? "running" : "paused",
            "FINISHED" => "finished",
            "CANCELED" or "CANCELLED" => "cancelled",
            _ => "none",
        };
        var isOver = state is not ("running" or "paused");
        var started = ProgramTime.Parse(Words(scan, "start_time"));
        var ended = ProgramTime.Parse(Words(scan, "end_time"));
        var total = Size(scan, "to_examine");
        var issued = Size(scan, "issued");
        return new ZfsScan
        {
            Function = function,
            State = state,
            StartedAt = isOver ? null : started,
            EndedAt = isOver ? ended : null,
            Percent = !isOver && total > 0 && issued is { } done ? Math.Round(done * 100.0 / total.Value, 2) : null,
            ScannedBytes = isOver ? null : Size(scan, "examined"),
            IssuedBytes = isOver ? null : issued,
            TotalBytes = isOver ? null : total,
            RepairedBytes = Size(scan, "processed"),
            BytesPerSecond = isOver ? null : Size(scan, "issued_rate", "issue_rate"),
            RemainingSeconds = isOver ? null : Number(scan, "secs_left", "time_left"),
            DurationSeconds = isOver && ended is { } e && started is { } s && e >= s ? (long)(e - s).TotalSeconds : null,
            Errors = isOver ? Size(scan, "errors") : null,
        };
    }

    private static ZfsVdev? Root(JsonElement pool, string name, string state)
    {
        var vdevs = Member(pool, "vdevs");
        var top = Members(vdevs).Select(member => member.Value).FirstOrDefault(item => Words(item, "vdev_type") is "root"
            || Words(item, "name") == name);
        if (top.ValueKind != JsonValueKind.Object && Members(vdevs).All(_ => false)) return null;
        var isRoot = top.ValueKind == JsonValueKind.Object;
        var root = isRoot ? Vdev(top, "normal", 0) : new ZfsVdev { Name = name, State = state, Type = "root", Class = "normal" };
        List<ZfsVdev> children = [.. isRoot ? root.Children : Children(vdevs, "normal", 1)];
        foreach (var kind in Classes)
        {
            var below = Children(Member(pool, kind), ZpoolConfigText.ClassOf(kind), 1);
            var heading = kind is "l2cache" ? "cache" : kind is "log" ? "logs" : kind is "spare" ? "spares" : kind;
            if (below.Count > 0)
                children.Add(new ZfsVdev { Name = heading, Type = heading, Class = ZpoolConfigText.ClassOf(kind), Children = below });
        }

        return root with { Type = "root", Children = children };
    }

    private static List<ZfsVdev> Children(JsonElement vdevs, string kind, int depth)
        => depth > Deepest ? []
            : [.. Members(vdevs).Where(member => member.Value.ValueKind == JsonValueKind.Object)
                .Select(member => Vdev(member.Value, kind, depth))];

    private static ZfsVdev Vdev(JsonElement item, string kind, int depth)
    {
        var name = Words(item, "name") ?? "?";
        var below = Children(Member(item, "vdevs"), kind, depth + 1);
        return new ZfsVdev
        {
            Name = name,
            State = Words(item, "state"),
            Type = ZpoolConfigText.TypeOf(name, below.Count > 0),
            Class = kind,
            ReadErrors = Size(item, "read_errors", "read"),
            WriteErrors = Size(item, "write_errors", "write"),
            ChecksumErrors = Size(item, "checksum_errors", "checksum"),
            SlowIos = Size(item, "slow_ios"),
            Note = Words(item, "aux", "errors", "reason") ?? (Words(item, "was") is { } was ? $"was {was}" : null),
            Children = below,
        };
    }

    /// <summary>Rows without a tree: groups stand under the pool, and what is no group under the group before it.</summary>
    private static ZfsPoolStatus Flat(JsonElement item)
    {
        ZfsVdev? root = null;
        List<ZfsVdev> groups = [];
        foreach (var row in List(Member(item, "config")).Select(row => Vdev(row, "normal", 0)))
        {
            if (root is null) root = row with { Type = "root" };
            else if (row.State is null || IsGroup(row.Name) || groups.Count == 0 || !IsGroup(groups[^1].Name)
                && groups[^1].State is not null)
                groups.Add(row with { Type = row.State is null ? row.Name
                    : ZpoolConfigText.TypeOf(row.Name, IsGroup(row.Name)), Class = Class(row) });
            else groups[^1] = groups[^1] with { Children = [.. groups[^1].Children, row with { Class = groups[^1].Class }] };
        }

        var errors = Words(item, "errors");
        var scan = Words(item, "scan", "scrub");
        return new ZfsPoolStatus
        {
            Name = Words(item, "pool") ?? string.Empty,
            State = Words(item, "state") ?? string.Empty,
            Guid = Words(item, "id"),
            Status = Words(item, "status"),
            Action = Words(item, "action"),
            See = Words(item, "see"),
            Comment = Words(item, "comment"),
            Scan = scan is null ? null : ZpoolScanText.Parse(scan.ReplaceLineEndings(" ")),
            Root = root is null ? null : root with { Children = groups },
            DataErrors = errors?.StartsWith("No known", StringComparison.Ordinal) == true ? 0 : null,
        };
    }

    private static string Class(ZfsVdev row) => row.State is null ? ZpoolConfigText.ClassOf(row.Name) : "normal";

    private static bool IsGroup(string name)
        => name.StartsWith("mirror", StringComparison.Ordinal) || name.StartsWith("raidz", StringComparison.Ordinal)
            || name.StartsWith("draid", StringComparison.Ordinal);

    private static long? Size(JsonElement item, params ReadOnlySpan<string> names) => ByteSize.OrNull(Text(item, names));
}
