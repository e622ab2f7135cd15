using System.Globalization;
using System.Text.Json;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.PveDisks;

/// <summary>Answers of /nodes/{node}/disks/… of the Proxmox VE API, as pvesh or HTTP gives them.</summary>
internal static class PveDisksJson
{
    private const int Deepest = 32;

    public static bool IsDisk(JsonElement item) => Words(item, "devpath") is not null;

    public static PveDisk Disk(JsonElement item) => new()
    {
        Device = Words(item, "devpath") ?? string.Empty,
        Type = Known(item, "type"),
        SizeBytes = Number(item, "size"),
        Vendor = Known(item, "vendor"),
        Model = Known(item, "model"),
        Serial = Known(item, "serial"),
        Wwn = Known(item, "wwn"),
        Health = Known(item, "health"),
        LifeLeftPercent = Fraction(item, "wearout"),
        Rpm = Number(item, "rpm") is { } rpm && rpm is >= 0 and <= int.MaxValue ? (int)rpm : null,
        Used = Words(item, "used"),
        HasGpt = Flag(item, "gpt"),
        Parent = Words(item, "parent"),
        Osds = Osds(item),
    };

    private static List<int> Osds(JsonElement item)
    {
        var list = Member(item, "osdid-list");
        IEnumerable<JsonElement> ids = list.ValueKind == JsonValueKind.Array ? List(list) : [Member(item, "osdid")];
        return [.. ids.Select(AsText)
            .Select(id => int.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : -1)
                .Where(id => id >= 0)];
    }

    private static string? Known(JsonElement item, string name)
        => Words(item, name) is { } words && !words.Equals("unknown", StringComparison.OrdinalIgnoreCase)
            && words is not "N/A" ? words : null;

    public static bool IsSmart(JsonElement root)
        => Words(root, "type") is "ata" or "text" && Member(root, "health", "attributes", "text").ValueKind != JsonValueKind.Undefined
            || Words(root, "health") is not null && Member(root, "attributes", "text").ValueKind != JsonValueKind.Undefined;

    public static PveSmart Smart(JsonElement root) => new()
    {
        Health = Known(root, "health"),
        Type = Words(root, "type"),
        LifeLeftPercent = Fraction(root, "wearout"),
        Text = Words(root, "text"),
        Attributes = [.. List(Member(root, "attributes")).Select(Attribute).OfType<PveSmartAttribute>()],
    };

    private static PveSmartAttribute? Attribute(JsonElement item)
        => Number(item, "id") is null && !int.TryParse(Words(item, "id"), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null
            : new()
        {
            Id = int.TryParse(Words(item, "id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0,
            Name = Words(item, "name") ?? "Unknown_Attribute",
            Value = Small(item, "value", "normalized"),
            Worst = Small(item, "worst"),
            Threshold = Small(item, "threshold"),
            Raw = Words(item, "raw"),
            Flags = Words(item, "flags"),
            Fail = Words(item, "fail") is { } fail and not "-" ? fail : null,
        };

    private static int? Small(JsonElement item, params ReadOnlySpan<string> names)
        => Number(item, names) is { } number && number is >= 0 and <= int.MaxValue ? (int)number : null;

    public static bool IsPoolSpace(JsonElement item) => Words(item, "name", "pool") is not null
        && Member(item, "alloc", "frag", "dedup").ValueKind != JsonValueKind.Undefined;

    public static ZfsPoolSpace PoolSpace(JsonElement item) => new()
    {
        Name = Words(item, "name", "pool") ?? string.Empty,
        SizeBytes = Number(item, "size"),
        AllocatedBytes = Number(item, "alloc"),
        FreeBytes = Number(item, "free"),
        FragmentationPercent = Fraction(item, "frag"),
        DedupRatio = Fraction(item, "dedup"),
        Health = Words(item, "health"),
    };

    public static bool IsPool(JsonElement root) => Words(root, "name") is not null && Words(root, "state") is not null
        && Member(root, "children").ValueKind == JsonValueKind.Array;

    public static ZfsPoolStatus Pool(JsonElement root)
    {
        var rows = List(Member(root, "children")).Select(item => Vdev(item, 1)).ToList();
        var scan = Words(root, "scan");
        return new ZfsPoolStatus
        {
            Name = Words(root, "name") ?? string.Empty,
            State = Words(root, "state") ?? string.Empty,
            Status = Words(root, "status"),
            Action = Words(root, "action"),
            Scan = scan is null ? null : Zfs.ZpoolScanText.Parse(scan.ReplaceLineEndings(" ")),
            Root = rows.Count == 1 ? rows[0] with { Type = "root" }
                : new ZfsVdev { Name = Words(root, "name") ?? string.Empty, Type = "root", Class = "normal", Children = rows },
            DataErrors = Words(root, "errors")?.StartsWith("No known", StringComparison.Ordinal) == true ? 0 : null,
        };
    }

    private static ZfsVdev Vdev(JsonElement item, int depth)
    {
        var name = Words(item, "name") ?? "?";
        List<ZfsVdev> children = depth > Deepest ? [] : [.. List(Member(item, "children")).Select(child => Vdev(child, depth + 1))];
        return new ZfsVdev
        {
            Name = name,
            State = Words(item, "state"),
            Type = Zfs.ZpoolConfigText.TypeOf(name, children.Count > 0),
            Class = Zfs.ZpoolConfigText.ClassOf(name),
            ReadErrors = Number(item, "read"),
            WriteErrors = Number(item, "write"),
            ChecksumErrors = Number(item, "cksum"),
            Note = Words(item, "msg"),
            Children = children,
        };
    }

    public static bool IsGroups(JsonElement root) => Member(root, "leaf").ValueKind != JsonValueKind.Undefined
        && Member(root, "children").ValueKind == JsonValueKind.Array;

    public static LvmReport Groups(JsonElement root)
    {
        List<LvmVolumeGroup> groups = [];
        List<LvmPhysicalVolume> devices = [];
        foreach (var item in List(Member(root, "children")))
        {
            var below = List(Member(item, "children")).ToList();
            groups.Add(new LvmVolumeGroup
            {
                Name = Words(item, "name")
                    ?? "?", SizeBytes = Number(item, "size"), FreeBytes = Number(item, "free"), PhysicalVolumes = below.Count,
                LogicalVolumes = Small(item, "lvcount"),
            });
            devices.AddRange(below.Select(device => new LvmPhysicalVolume
            {
                Device = Words(device, "name")
                    ?? "?", Group = Words(item, "name"), SizeBytes = Number(device, "size"), FreeBytes = Number(device, "free"),
            }));
        }

        return new LvmReport { VolumeGroups = groups, PhysicalVolumes = devices };
    }

    public static bool IsThin(JsonElement item) => Words(item, "lv") is not null && Number(item, "lv_size") is not null;

    public static LvmLogicalVolume Thin(JsonElement item) => new()
    {
        Name = Words(item, "lv") ?? string.Empty,
        Group = Words(item, "vg"),
        Kind = "thin-pool",
        SizeBytes = Number(item, "lv_size"),
        DataPercent = Share(Number(item, "used"), Number(item, "lv_size")),
        MetadataPercent = Share(Number(item, "metadata_used"), Number(item, "metadata_size")),
    };

    private static double? Share(long? part, long? whole) => part is { } p && whole is { } w && w > 0 ? Math.Round(p * 100.0 / w, 2) : null;

    public static bool IsDirectory(JsonElement item) => Words(item, "unitfile") is not null && Words(item, "path") is not null;

    public static FoundMount Directory(JsonElement item) => new()
    {
        Target = Words(item, "path")
            ?? string.Empty, Source = Words(item, "device"), Type = Words(item, "type"), Options = Words(item, "options")?.Split(',') ?? [],
    };
}
