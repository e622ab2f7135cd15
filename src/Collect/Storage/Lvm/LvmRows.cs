using System.Collections.Frozen;
using System.Globalization;
using Proxima.Collect.ProgramText;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Lvm;

/// <summary>Rows of named fields, as <c>lvs -o</c> names them, and the records of them.</summary>
internal sealed class LvmRows
{
    /// <summary>Headings of tables and the fields they stand for; Attr and UUID belong to what the row is of.</summary>
    private static readonly FrozenDictionary<string, string> Fields = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PV"] = "pv_name", ["VG"] = "vg_name", ["LV"] = "lv_name", ["PSize"] = "pv_size", ["PFree"] = "pv_free", ["DevSize"] = "dev_size",
        ["PV UUID"] = "pv_uuid", ["VG UUID"] = "vg_uuid", ["LV UUID"] = "lv_uuid", ["VSize"] = "vg_size", ["VFree"] = "vg_free",
        ["#PV"] = "pv_count", ["#LV"] = "lv_count", ["#SN"] = "snap_count", ["LSize"] = "lv_size", ["Pool"] = "pool_lv",
        ["Origin"] = "origin", ["Data%"] = "data_percent", ["Snap%"] = "data_percent", ["Meta%"] = "metadata_percent",
        ["Cpy%Sync"] = "copy_percent", ["Copy%"] = "copy_percent", ["Attr"] = "attr", ["VMissing"] = "vg_missing_pv_count",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly List<LvmPhysicalVolume> _physical = [];
    private readonly List<LvmVolumeGroup> _groups = [];
    private readonly List<LvmLogicalVolume> _logical = [];

    public int Count => _physical.Count + _groups.Count + _logical.Count;

    public static string FieldOf(string heading) => Fields.GetValueOrDefault(heading, heading);

    /// <summary>At least two headings of LVM's, one of them of a name, and no digit in the line.</summary>
    public static bool IsHeading(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && Array.Exists(words, word => word is "PV" or "VG" or "LV")
            && words.Count(word => word is "Fmt" || Fields.ContainsKey(word)) > 1 && !line.Contains('/');
    }

    /// <summary>Adds a row; false where it has no name. A row of a volume names its group too, so the smallest thing it names
    /// decides.</summary>
    public bool Add(Dictionary<string, string> fields, string? kind = null)
    {
        kind ??= fields.ContainsKey("lv_name") ? "lv" : fields.ContainsKey("pv_name") ? "pv" : "vg";
        return kind switch
        {
            "lv" => fields.TryGetValue("lv_name", out var lv) && Add(_logical, Logical(lv, fields)),
            "pv" => fields.TryGetValue("pv_name", out var pv) && Add(_physical, Physical(pv, fields)),
            _ => fields.TryGetValue("vg_name", out var vg) && Add(_groups, Group(vg, fields)),
        };
    }

    public LvmReport ToReport(List<string> warnings) => new()
    {
        PhysicalVolumes = _physical, VolumeGroups = _groups, LogicalVolumes = _logical, Warnings = warnings,
    };

    private static bool Add<T>(List<T> list, T item)
    {
        list.Add(item);
        return true;
    }

    private static LvmPhysicalVolume Physical(string name, Dictionary<string, string> fields)
    {
        var attributes = Text(fields, "pv_attr", "attr");
        var missing = Text(fields, "pv_missing");
        return new LvmPhysicalVolume
        {
            Device = name,
            Group = Text(fields, "vg_name"),
            SizeBytes = Size(fields, "pv_size"),
            FreeBytes = Size(fields, "pv_free"),
            Attributes = attributes,
            IsMissing = missing is not null ? missing is "missing" or "1"
                : attributes is { Length: >= 3 } ? attributes[2] == 'm' : name is "[unknown]" or "unknown device" ? true : null,
            Uuid = Text(fields, "pv_uuid"),
        };
    }

    private static LvmVolumeGroup Group(string name, Dictionary<string, string> fields)
    {
        var attributes = Text(fields, "vg_attr", "attr");
        return new LvmVolumeGroup
        {
            Name = name,
            SizeBytes = Size(fields, "vg_size"),
            FreeBytes = Size(fields, "vg_free"),
            PhysicalVolumes = Whole(fields, "pv_count"),
            MissingPhysicalVolumes = Whole(fields, "vg_missing_pv_count"),
            LogicalVolumes = Whole(fields, "lv_count"),
            Snapshots = Whole(fields, "snap_count"),
            Attributes = attributes,
            IsPartial = attributes is { Length: >= 4 } ? attributes[3] == 'p' : null,
            IsExported = attributes is { Length: >= 3 } ? attributes[2] == 'x' : null,
            Uuid = Text(fields, "vg_uuid"),
        };
    }

    private static LvmLogicalVolume Logical(string name, Dictionary<string, string> fields)
    {
        var attributes = Text(fields, "lv_attr", "attr");
        var state = attributes is { Length: >= 6 } ? attributes[4] : '\0';
        var active = Text(fields, "lv_active");
        return new LvmLogicalVolume
        {
            Name = name,
            Group = Text(fields, "vg_name"),
            Kind = LvmAttributes.Kind(attributes, Text(fields, "segtype")),
            SizeBytes = Size(fields, "lv_size"),
            Attributes = attributes,
            IsActive = active is not null ? active.StartsWith("active", StringComparison.Ordinal) || active is "1"
                : state == '\0' ? null : state is 'a' or 's' or 'c' or 'C' or 'I' or 'S' or 'm' or 'M',
            IsOpen = attributes is { Length: >= 6 } ? attributes[5] == 'o' : null,
            Health = LvmAttributes.Health(attributes, Text(fields, "lv_health_status")),
            Pool = Text(fields, "pool_lv"),
            Origin = Text(fields, "origin"),
            DataPercent = Percent(fields, "data_percent", "snap_percent"),
            MetadataPercent = Percent(fields, "metadata_percent"),
            SyncPercent = Percent(fields, "copy_percent", "sync_percent"),
            Uuid = Text(fields, "lv_uuid"),
        };
    }

    private static string? Text(Dictionary<string, string> fields, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (fields.TryGetValue(name, out var value)) return value;
        }

        return null;
    }

    /// <summary>A fraction without a unit (--nosuffix) is of a unit that the text does not tell.</summary>
    private static long? Size(Dictionary<string, string> fields, string name)
        => fields.TryGetValue(name, out var value) && !(value.Contains('.') && char.IsAsciiDigit(value[^1]))
            ? ByteSize.OrNull(value, decimalUpper: !value.Contains("iB", StringComparison.Ordinal))
            : null;

    private static int? Whole(Dictionary<string, string> fields, string name)
        => fields.TryGetValue(name, out var value)
            && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static double? Percent(Dictionary<string, string> fields, params ReadOnlySpan<string> names)
        => Text(fields, names) is { } value
            && ByteSize.TryNumber(value.AsSpan().TrimEnd('%'), true, out var percent) ? (double)percent : null;
}
