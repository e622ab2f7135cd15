using System.Collections.Frozen;
using Proxima.Collect.Linux;

namespace Proxima.Collect.Storage.Lvm;

/// <summary>What LVM's programs write for people: the lists of pvdisplay and its like, of pvscan and its like, and what -v adds.</summary>
internal static class LvmTalk
{
    /// <summary>Starts of lines that tell how the program goes about it, of -v to -vvvv.</summary>
    private static readonly string[] Passed =
    [
        "Reloading config", "Loading config", "Opened /", "Closed /", "Parsing:", "Recognised command", "Syncing device", "Dropping VG",
        "Freeing VG", "DEGRADED MODE", "Processing ", "Command pid", "System ID:", "O_DIRECT", "Using md_", "Finding ", "Found dev ",
        "Creating list", "Sysfs filter", "Internal filter", "LVM type filter", "Usable device", "mpath filter", "Partitioned filter",
        "signature filter", "MD filter", "Composite filter", "Persistent filter", "devices/", "global/", "report/", "activation/",
            "backup/",
        "Obtaining ", "No volume groups", "No matching physical", "No physical volumes", "Scanning ", "Reading ", "Getting ", "Setting ",
        "Checking ", "Completed: ", "Adding ", "Wiping ", "Unlocking", "Locking ", "Asking ", "Counted ", "Metadata ", "Running ",
            "Scanned ",
        "Cache: ", "lvmcache", "Label ", "metadata/", "Total:", "Wiped ", "Closing ", "Open ", "Get ", "Skipping ", "log/", "shell/",
        "Filtering ", "Got ", "Read ", "Wait", "Devices file", "File-based locking",
    ];

    private static readonly (string Text, string Reason)[] Absences =
    [
        ("command not found", "LVM is not installed"),
        ("Is device-mapper driver missing from kernel?", "the kernel has no device mapper"),
        ("Incompatible libdevmapper", "the kernel has no device mapper"),
    ];

    private static readonly FrozenDictionary<string, string> Keys = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PV Name"] = "pv_name", ["VG Name"] = "vg_name", ["LV Name"] = "lv_name", ["PV UUID"] = "pv_uuid", ["VG UUID"] = "vg_uuid",
        ["LV UUID"] = "lv_uuid", ["VG Size"] = "vg_size", ["LV Size"] = "lv_size", ["PV Size"] = "pv_size", ["Cur PV"] = "pv_count",
        ["Cur LV"] = "lv_count", ["LV Status"] = "lv_active", ["LV Pool name"] = "pool_lv", ["LV Thin origin name"] = "origin",
        ["Allocated pool data"] = "data_percent", ["Allocated metadata"] = "metadata_percent", ["Mapped size"] = "data_percent",
        ["Allocated to snapshot"] = "data_percent", ["Free PE / Size"] = "vg_free",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string? Absence(string text)
    {
        foreach (var (words, reason) in Absences)
        {
            if (text.Contains(words, StringComparison.Ordinal)) return reason;
        }

        return null;
    }

    public static bool IsPassedOver(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty) return true;
        foreach (var start in Passed)
        {
            if (line.StartsWith(start)) return true;
        }

        return line.StartsWith("/dev/") && (line.Contains(": ", StringComparison.Ordinal));
    }

    public static bool IsDisplay(string line) => line.Contains("--- ", StringComparison.Ordinal)
        && line.TrimEnd().EndsWith(" ---", StringComparison.Ordinal);

    public static bool IsScan(string line)
    {
        var plain = line.AsSpan().TrimStart();
        return plain.StartsWith("PV /") || plain.StartsWith("PV [") || plain.StartsWith("Found ") || plain.StartsWith("ACTIVE ")
            || plain.StartsWith("inactive ");
    }

    /// <summary><c>--- Volume group ---</c> and below it keys and values in two columns.</summary>
    public static string? Display(List<string> lines, LvmRows report)
    {
        Dictionary<string, string>? fields = null;
        var kind = string.Empty;
        foreach (var line in lines)
        {
            var plain = line.Trim();
            if (IsDisplay(plain))
            {
                if (fields is not null && !Add(report, fields, kind)) return "lvm: a volume without a name";
                kind = plain.Contains("ogical", StringComparison.Ordinal) ? "lv" : plain.Contains("hysical", StringComparison.Ordinal)
                    ? "pv" : "vg";
                fields = plain.Contains("egment", StringComparison.Ordinal) ? null : new(StringComparer.Ordinal);
            }
            else if (fields is not null)
            {
                if (kind == "pv" && plain.StartsWith("PV Name", StringComparison.Ordinal) && fields.ContainsKey("pv_name"))
                {
                    if (!Add(report, fields, kind)) return "lvm: a volume without a name";
                    fields = new(StringComparer.Ordinal);
                }

                Take(plain, fields);
            }
        }

        return fields is null || Add(report, fields, kind) ? null : "lvm: a volume without a name";
    }

    private static bool Add(LvmRows report, Dictionary<string, string> fields, string kind) => fields.Count == 0
        || report.Add(fields, kind);

    private static void Take(string line, Dictionary<string, string> fields)
    {
        var plain = line.StartsWith("Free  PE", StringComparison.Ordinal) ? "Free PE" + line["Free  PE".Length..] : line;
        foreach (var (key, field) in Keys)
        {
            if (!plain.StartsWith(key + " ", StringComparison.Ordinal)) continue;
            var value = plain[key.Length..].Trim();
            if (field is "vg_free") value = value[(value.IndexOf('/', StringComparison.Ordinal) + 1)..].Trim();
            if (field is "lv_active") value = value.StartsWith("available", StringComparison.Ordinal) ? "active" : "inactive";
            if (field is "pv_size" && value.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash) value = value[..slash].Trim();
            if (field is "lv_name" && value.StartsWith('/')) value = value[(value.LastIndexOf('/') + 1)..];
            if (value.Length > 0) fields[field] = value;
            return;
        }
    }

    /// <summary>
    /// <c>PV /dev/sda3   VG pve   lvm2 [&lt;465.26 GiB / 16.00 GiB free]</c>, <c>Found volume group "pve" using …</c>,
    /// <c>ACTIVE '/dev/pve/swap' [8.00 GiB] inherit</c>.
    /// </summary>
    public static string? Scan(List<string> lines, LvmRows report)
    {
        foreach (var line in lines)
        {
            if (!IsScan(line)) continue;
            Dictionary<string, string> fields = new(StringComparer.Ordinal);
            var words = new Fields(line);
            words.Next(out var first);
            var bracket = line.IndexOf('[', StringComparison.Ordinal);
            var sizes = bracket < 0 || line.IndexOf(']', bracket) is var close && close < 0 ? [] : line[(bracket + 1)..close].Split('/');
            if (first is "PV")
            {
                if (!words.Next(out var device)) return $"lvm: line {Quote.Of(line)} does not parse";
                fields["pv_name"] = device.ToString();
                if (words.Next(out var vg) && vg is "VG" && words.Next(out var group)) fields["vg_name"] = group.ToString();
                if (sizes.Length > 0) fields["pv_size"] = sizes[0].Trim();
                if (sizes.Length > 1) fields["pv_free"] = sizes[1].Replace("free", string.Empty, StringComparison.Ordinal).Trim();
            }
            else if (first is "Found")
            {
                var quoted = line.Split('"');
                if (quoted.Length < 3) continue;
                fields["vg_name"] = quoted[1];
            }
            else
            {
                var quoted = line.Split('\'');
                if (quoted.Length < 3) return $"lvm: line {Quote.Of(line)} does not parse";
                var path = quoted[1].Split('/');
                fields["lv_name"] = path[^1];
                if (path.Length > 1) fields["vg_name"] = path[^2];
                fields["lv_active"] = first is "ACTIVE" ? "active" : "inactive";
                if (sizes.Length > 0) fields["lv_size"] = sizes[0].Trim();
            }

            report.Add(fields);
        }

        return null;
    }
}
