using System.Text.Json;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;
using static Proxima.Collect.Storage.Ceph.CephStatusJson;

namespace Proxima.Collect.Storage.Ceph;

/// <summary>JSON of <c>ceph df</c>, <c>osd tree</c>, <c>osd df</c>, <c>osd dump</c>, <c>versions</c>; what is none of them by its
/// paths.</summary>
internal static class CephMapsJson
{
    private const int MostValues = 2000;
    private const int Deepest = 40;

    public static bool IsDf(JsonElement root)
        => Number(Member(root, "stats"), "total_bytes", "total_space") is not null
            || List(Member(root, "pools")).FirstOrDefault() is { ValueKind: JsonValueKind.Object } pool
                && Member(pool, "stats").ValueKind == JsonValueKind.Object;

    public static CephDf Df(JsonElement root)
    {
        var stats = Member(root, "stats");
        return new CephDf
        {
            TotalBytes = Number(stats, "total_bytes") ?? Kibi(stats, "total_space"),
            AvailableBytes = Number(stats, "total_avail_bytes") ?? Kibi(stats, "total_avail"),
            UsedBytes = Number(stats, "total_used_raw_bytes", "total_used_bytes") ?? Kibi(stats, "total_used"),
            Classes = [.. Members(Member(root, "stats_by_class")).Select(item => new CephClassSpace(
                item.Name, Number(item.Value, "total_bytes"), Number(item.Value, "total_avail_bytes"),
                Number(item.Value, "total_used_raw_bytes", "total_used_bytes")))],
            Pools = [.. List(Member(root, "pools")).Where(item => Words(item, "name") is not null).Select(Pool)],
        };
    }

    private static CephPoolSpace Pool(JsonElement item)
    {
        var stats = Member(item, "stats");
        var share = Fraction(stats, "percent_used");
        return new CephPoolSpace
        {
            Name = Words(item, "name") ?? string.Empty,
            Id = Int(item, "id"),
            StoredBytes = Number(stats, "stored", "bytes_used"),
            UsedBytes = Number(stats, "bytes_used") ?? Kibi(stats, "kb_used"),
            MaximumAvailableBytes = Number(stats, "max_avail"),
            Objects = Number(stats, "objects"),
            // A share of one since Luminous, percent before.
            UsedPercent = share is <= 1 ? Math.Round(share.Value * 100, 3) : share,
        };
    }

    public static bool IsTree(JsonElement root) => Member(root, "nodes").ValueKind == JsonValueKind.Array;

    public static CephOsdTree Tree(JsonElement root)
    {
        var summary = Member(root, "summary");
        Dictionary<int, string> parents = [];
        foreach (var item in List(Member(root, "nodes")))
        {
            foreach (var child in List(Member(item, "children")))
            {
                if (child.ValueKind == JsonValueKind.Number && child.TryGetInt32(out var id)) parents[id] = Words(item, "name")
                    ?? string.Empty;
            }
        }

        List<CephNode> nodes = [];
        foreach (var item in List(Member(root, "nodes")))
        {
            if (Node(item, parents, false) is { } node) nodes.Add(node);
        }

        foreach (var item in List(Member(root, "stray")))
        {
            if (Node(item, parents, true) is { } node) nodes.Add(node);
        }

        return new CephOsdTree(nodes)
        {
            TotalBytes = Kibi(summary, "total_kb"), UsedBytes = Kibi(summary, "total_kb_used"),
                AvailableBytes = Kibi(summary, "total_kb_avail"),
        };
    }

    private static CephNode? Node(JsonElement item, Dictionary<int, string> parents, bool isStray)
    {
        if (Int(item, "id") is not { } id) return null;
        var reweight = Fraction(item, "reweight");
        return new CephNode
        {
            Id = id,
            Name = Words(item, "name"),
            Type = Words(item, "type"),
            Class = Words(item, "device_class"),
            Status = Words(item, "status"),
            Parent = parents.GetValueOrDefault(id),
            Weight = id >= 0 && Fraction(item, "crush_weight") is { } weight ? Math.Round(weight, 5) : null,
            Reweight = reweight is >= 0 ? reweight : null,
            SizeBytes = Kibi(item, "kb"),
            UsedBytes = Kibi(item, "kb_used"),
            AvailableBytes = Kibi(item, "kb_avail"),
            UsedPercent = Fraction(item, "utilization") is { } share ? Math.Round(share, 2) : null,
            PlacementGroups = Int(item, "pgs"),
            IsStray = isStray,
        };
    }

    public static bool IsVersions(JsonElement root)
        => Members(root).Any() && Members(root).All(kind => kind.Value.ValueKind == JsonValueKind.Object)
            && Members(root).SelectMany(kind => Members(kind.Value))
                .Any(version => version.Name.StartsWith("ceph version", StringComparison.Ordinal));

    public static CephVersions Versions(JsonElement root)
    {
        Dictionary<string, IReadOnlyDictionary<string, int>> daemons = new(StringComparer.Ordinal);
        foreach (var kind in Members(root))
        {
            Dictionary<string, int> versions = new(StringComparer.Ordinal);
            foreach (var version in Members(kind.Value)) versions[version.Name] = Int(kind.Value, version.Name) ?? 0;
            daemons[kind.Name] = versions;
        }

        return new CephVersions(daemons);
    }

    public static bool IsOsdMap(JsonElement root)
        => root.ValueKind == JsonValueKind.Array ? IsPool(List(root).FirstOrDefault()) || IsOsd(List(root).FirstOrDefault())
            : IsPool(List(Member(root, "pools")).FirstOrDefault()) || IsOsd(List(Member(root, "osds")).FirstOrDefault());

    private static bool IsPool(JsonElement item) => Words(item, "pool_name") is not null && Number(item, "size") is not null;

    private static bool IsOsd(JsonElement item) => Number(item, "osd") is not null
        && Member(item, "up", "in").ValueKind == JsonValueKind.Number;

    public static CephOsdMap OsdMap(JsonElement root)
    {
        var isList = root.ValueKind == JsonValueKind.Array;
        return new CephOsdMap
        {
            Fsid = Words(root, "fsid"),
            Flags = Words(root, "flags"),
            Pools = [.. List(isList ? root : Member(root, "pools")).Where(IsPool).Select(MapPool)],
            Osds = [.. List(isList ? root : Member(root, "osds")).Where(IsOsd).Select(item => new CephOsd(
                Int(item, "osd") ?? 0, Flag(item, "up") == true, Flag(item, "in") == true, Fraction(item, "weight")))],
        };
    }

    private static CephPool MapPool(JsonElement item) => new()
    {
        Name = Words(item, "pool_name") ?? string.Empty,
        Id = Int(item, "pool_id", "pool"),
        Type = Words(item, "type") switch { "1" => "replicated", "3" => "erasure", var other => other },
        Size = Int(item, "size"),
        MinimumSize = Int(item, "min_size"),
        PlacementGroups = Int(item, "pg_num"),
        Autoscale = Words(item, "pg_autoscale_mode"),
    };

    public static bool IsLatency(JsonElement root) => Latencies(root).ValueKind == JsonValueKind.Array;

    public static CephLatencyList Latency(JsonElement root) => new([.. List(Latencies(root)).Select(item => new CephLatency(
        Int(item, "id") ?? 0, Fraction(Member(item, "perf_stats"), "commit_latency_ms")
            ?? 0, Fraction(Member(item, "perf_stats"), "apply_latency_ms") ?? 0))]);

    private static JsonElement Latencies(JsonElement root)
        => Member(Member(root, "osdstats") is { ValueKind: JsonValueKind.Object } stats ? stats : root, "osd_perf_infos");

    /// <summary>All values by their path: <c>summary.health</c>, <c>images[0].name</c>.</summary>
    public static CephOther Other(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array && List(root).All(IsFlat))
            return new CephOther { Rows = [.. List(root).Take(MostValues).Select(Row)] };
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        Flatten(root, string.Empty, values, 0);
        return new CephOther { Values = values };
    }

    private static bool IsFlat(JsonElement item)
        => item.ValueKind == JsonValueKind.Object
            && Members(item).All(member => member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array));

    private static Dictionary<string, string> Row(JsonElement item)
    {
        Dictionary<string, string> row = new(StringComparer.Ordinal);
        foreach (var member in Members(item))
        {
            if (AsText(member.Value) is { } value) row[member.Name] = value;
        }

        return row;
    }

    private static void Flatten(JsonElement item, string path, Dictionary<string, string> values, int depth)
    {
        if (values.Count >= MostValues || depth > Deepest) return;
        if (AsText(item) is { } value) values[path.Length == 0 ? "value" : path] = value;
        foreach (var member in Members(item)) Flatten(member.Value, path.Length == 0 ? member.Name
            : $"{path}.{member.Name}", values, depth + 1);
        var index = 0;
        foreach (var entry in List(item)) Flatten(entry, $"{path}[{index++}]", values, depth + 1);
    }

    private static long? Kibi(JsonElement item, string name)
        => Number(item, name) is { } kibibytes && kibibytes <= long.MaxValue / 1024 ? kibibytes * 1024 : null;
}
