using Proxima.Collect.Linux;

namespace Proxima.Collect.Storage.Lvm;

/// <summary>
/// Rows without headings (<c>--noheadings</c>): the letters of the attributes tell what a row is of, and a colon between the fields that
/// Proxmox asked (<c>--separator :</c>, its own order of fields).
/// </summary>
internal static class LvmBareRows
{
    private static readonly string[] PveVolume =
    [
        "vg_name", "lv_name", "lv_size", "lv_attr", "pool_lv", "data_percent", "metadata_percent", "snap_percent", "lv_uuid", "lv_tags",
        "lv_metadata_size", "lv_time",
    ];

    private static readonly string[] PveGroup = ["vg_name", "vg_size", "vg_free", "lv_count"];
    private static readonly string[] PveDevice = ["pv_name", "pv_size", "vg_name", "pv_uuid"];

    public static string? Parse(List<string> lines, LvmRows report)
    {
        foreach (var line in lines)
        {
            var plain = line.Trim();
            if (plain.Length == 0) continue;
            var fields = plain.Contains(':') && !plain.Contains(' ') ? Separated(plain.Split(':')) : Words(plain);
            if (fields is null || !report.Add(fields)) return $"lvm: line {Quote.Of(plain)} does not parse";
        }

        return null;
    }

    private static Dictionary<string, string>? Separated(string[] cells)
    {
        var names = cells[0].StartsWith('/') ? PveDevice
            : cells.Length > 3 && LvmAttributes.IsOfVolume(cells[3]) ? PveVolume
            : cells.Length >= 3 ? PveGroup : null;
        if (names is null) return null;
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(names.Length, cells.Length); i++)
        {
            if (cells[i].Length > 0) fields[names[i]] = cells[i];
        }

        return fields;
    }

    private static Dictionary<string, string>? Words(string line)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words[0].StartsWith('/') || words[0] is "[unknown]") return Device(words);
        if (Array.FindIndex(words, word => LvmAttributes.IsOfGroup(word)) is > 0 and var group) return Group(words, group);
        return Array.FindIndex(words, word => LvmAttributes.IsOfVolume(word)) is > 0 and var volume ? Volume(words, volume) : null;
    }

    /// <summary><c>/dev/sda5 [group] lvm2 a-- size free [uuid]</c>, or the name alone.</summary>
    private static Dictionary<string, string>? Device(string[] words)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal) { ["pv_name"] = words[0] };
        if (words.Length == 1) return fields;
        var attributes = Array.FindIndex(words, word => LvmAttributes.IsOfDevice(word));
        if (attributes < 0) return null;
        fields["pv_attr"] = words[attributes];
        if (attributes > 2 || (attributes == 2 && words[1] is not ("lvm1" or "lvm2"))) fields["vg_name"] = words[1];
        if (words.Length > attributes + 1) fields["pv_size"] = words[attributes + 1];
        if (words.Length > attributes + 2) fields["pv_free"] = words[attributes + 2];
        if (words.Length > attributes + 3 && IsUuid(words[attributes + 3])) fields["pv_uuid"] = words[attributes + 3];
        return fields;
    }

    /// <summary><c>name #pv #lv [#sn] wz--n- size free [uuid]</c></summary>
    private static Dictionary<string, string> Group(string[] words, int attributes)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal) { ["vg_name"] = words[0], ["vg_attr"] = words[attributes] };
        if (attributes > 1) fields["pv_count"] = words[1];
        if (attributes > 2) fields["lv_count"] = words[2];
        if (attributes > 3) fields["snap_count"] = words[3];
        if (words.Length > attributes + 1) fields["vg_size"] = words[attributes + 1];
        if (words.Length > attributes + 2) fields["vg_free"] = words[attributes + 2];
        if (words.Length > attributes + 3 && IsUuid(words[attributes + 3])) fields["vg_uuid"] = words[attributes + 3];
        return fields;
    }

    /// <summary><c>name group attributes size [pool] [origin] [data] [metadata]</c>; what follows the size cannot be told apart.</summary>
    private static Dictionary<string, string> Volume(string[] words, int attributes)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal) { ["lv_name"] = words[0].Trim('[', ']'),
            ["lv_attr"] = words[attributes] };
        if (attributes > 1 && !IsUuid(words[1])) fields["vg_name"] = words[1];
        if (words.Length > attributes + 1) fields["lv_size"] = words[attributes + 1];
        foreach (var word in words.Skip(attributes + 2).Where(IsUuid).Take(1)) fields["lv_uuid"] = word;
        if (words[attributes][0] == 't' && words.Length == attributes + 4 && !IsUuid(words[attributes + 2]))
        {
            fields["data_percent"] = words[attributes + 2];
            fields["metadata_percent"] = words[attributes + 3];
        }

        return fields;
    }

    private static bool IsUuid(string word) => word.Length == 38 && word[6] == '-' && word[11] == '-' && word[31] == '-';
}
