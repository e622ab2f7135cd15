using System.Text.Json;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.Lvm;

/// <summary>
/// Output of LVM's reporting programs: <c>pvs</c>, <c>vgs</c>, <c>lvs</c> as table, pairs (<c>--nameprefixes</c>), bare rows and JSON,
/// and <c>pvdisplay</c>, <c>vgdisplay</c>, <c>lvdisplay</c>, <c>pvscan</c>, <c>vgscan</c>, <c>lvscan</c>. Every form becomes rows of named
/// fields, and those records, so that all forms of one thing give one record.
/// </summary>
internal static class LvmText
{
    private const int MostLines = 500_000;

    private static readonly string[] Phrases =
    [
        "PV UUID", "VG UUID", "LV UUID", "LV Tags", "VG Tags", "PV Tags", "1st PE", "LV Name", "VG Name", "PV Name", "CTime Host",
        "Log UUID", "Pool UUID", "Move PV UUID", "Data LV UUID", "Metadata LV UUID", "Start SSize", "PE Ranges", "LV Profile", "VG Profile",
        "Health status", "SYS ID",
    ];

    public static Reading<LvmReport> Parse(string text)
    {
        if (JsonText.Matches(text)) return Read(text, "lvm", Json);
        var all = text.Split('\n');
        if (all.Length > MostLines) return Reading.Failed<LvmReport>("lvm: more than 500000 lines");
        List<string> warnings = [];
        List<string> lines = [];
        var isLvm = false;
        foreach (var line in all)
        {
            var plain = line.AsSpan().Trim();
            if (plain.StartsWith("WARNING: ")) warnings.Add(plain["WARNING: ".Length..].ToString());
            else if (LvmTalk.IsPassedOver(plain)) isLvm |= !plain.IsEmpty;
            else lines.Add(line);
        }

        isLvm |= warnings.Count > 0;
        if (LvmTalk.Absence(text) is { } reason && lines.Count <= 2) return Reading.Absent<LvmReport>(reason);
        var report = new LvmRows();
        if (Rows(lines, report) is { } broken) return Reading.Failed<LvmReport>(broken);
        return isLvm || report.Count > 0
            ? Reading.Of(report.ToReport(warnings))
            : Reading.Failed<LvmReport>($"lvm: no row of LVM in {Quote.Of(text.AsSpan().Trim())}");
    }

    private static string? Rows(List<string> lines, LvmRows report)
    {
        if (lines.Count == 0) return null;
        if (lines.Exists(line => line.Contains("LVM2_", StringComparison.Ordinal))) return Pairs(lines, report);
        if (lines.Exists(LvmTalk.IsDisplay)) return LvmTalk.Display(lines, report);
        if (lines.FindIndex(LvmRows.IsHeading) is >= 0 and var heading) return Table(lines, heading, report);
        if (lines.Exists(LvmTalk.IsScan)) return LvmTalk.Scan(lines, report);
        if (Separated(lines, report) is { } isRead) return isRead ? null : "lvm: a row has other fields than the headings";
        return LvmBareRows.Parse(lines, report);
    }

    private static string? Table(List<string> lines, int heading, LvmRows report)
    {
        var rows = lines.Skip(heading + 1).Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        if (Columns.Of(lines[heading], rows, Phrases) is not { } table) return "lvm: no headings";
        var names = table.Headings.Select(LvmRows.FieldOf).ToArray();
        foreach (var row in rows)
        {
            if (table.Cells(row) is not { } cells)
            {
                // A name longer than its column pushes the rest: the attributes still tell what the row is.
                if (LvmBareRows.Parse([row], report) is null) continue;
                return $"lvm: line {Quote.Of(row.AsSpan().Trim())} does not keep to the columns";
            }

            Dictionary<string, string> fields = new(StringComparer.Ordinal);
            for (var i = 0; i < cells.Length; i++)
            {
                if (cells[i].Length > 0) fields[names[i]] = cells[i];
            }

            if (!report.Add(fields)) return $"lvm: line {Quote.Of(row.AsSpan().Trim())} does not parse";
        }

        return null;
    }

    /// <summary>Headings and rows with a bar, a colon or another mark between (<c>--separator</c>); null where the first row is no
    /// such.</summary>
    private static bool? Separated(List<string> lines, LvmRows report)
    {
        var first = lines.FindIndex(line => !string.IsNullOrWhiteSpace(line));
        foreach (var mark in "|,;:\t")
        {
            var headings = first < 0 ? [] : lines[first].Trim().Split(mark);
            if (headings.Length < 2 || !headings.Contains("LV") && !headings.Contains("VG") && !headings.Contains("PV")) continue;
            foreach (var line in lines.Skip(first + 1).Where(line => !string.IsNullOrWhiteSpace(line)))
            {
                var cells = line.Trim().Split(mark);
                if (cells.Length > headings.Length) return false;
                Dictionary<string, string> fields = new(StringComparer.Ordinal);
                for (var i = 0; i < cells.Length; i++)
                {
                    if (cells[i].Trim().Length > 0) fields[LvmRows.FieldOf(headings[i].Trim())] = cells[i].Trim();
                }

                if (!report.Add(fields)) return false;
            }

            return true;
        }

        return null;
    }

    /// <summary><c>LVM2_VG_NAME='vg0'|LVM2_VG_ATTR='wz--n-'</c>; bars or blanks between.</summary>
    private static string? Pairs(List<string> lines, LvmRows report)
    {
        foreach (var line in lines)
        {
            if (!line.Contains("LVM2_", StringComparison.Ordinal)) continue;
            Dictionary<string, string> fields = new(StringComparer.Ordinal);
            var rest = line.AsSpan().Trim();
            while (rest.IndexOf("LVM2_", StringComparison.Ordinal) is >= 0 and var at)
            {
                rest = rest[(at + 5)..];
                var equals = rest.IndexOf('=');
                if (equals < 1 || equals + 1 >= rest.Length) return $"lvm: line {Quote.Of(line)} is cut off";
                var name = rest[..equals].ToString().ToLowerInvariant();
                var quote = rest[equals + 1];
                var value = rest[(equals + (quote is '\'' or '"' ? 2 : 1))..];
                var end = quote is '\'' or '"' ? value.IndexOf(quote) : value.IndexOfAny('|', ' ');
                if (end < 0 && quote is '\'' or '"') return $"lvm: line {Quote.Of(line)} is cut off";
                var words = (end < 0 ? value : value[..end]).Trim();
                if (!words.IsEmpty) fields[name] = words.ToString();
                rest = end < 0 ? default : value[end..];
            }

            if (!report.Add(fields)) return $"lvm: line {Quote.Of(line)} names neither volume nor group";
        }

        return null;
    }

    private static Reading<LvmReport> Json(JsonElement root)
    {
        var reports = Member(root, "report");
        if (reports.ValueKind != JsonValueKind.Array) return Reading.Absent<LvmReport>("JSON, but not of LVM");
        var rows = new LvmRows();
        foreach (var report in List(reports))
        {
            foreach (var kind in (ReadOnlySpan<string>)["pv", "vg", "lv"])
            {
                foreach (var item in List(Member(report, kind)))
                {
                    Dictionary<string, string> fields = new(StringComparer.Ordinal);
                    foreach (var member in Members(item))
                    {
                        if (AsText(member.Value)?.Trim() is { Length: > 0 } value) fields[member.Name] = value;
                    }

                    if (!rows.Add(fields, kind)) return Reading.Failed<LvmReport>($"lvm: an entry of '{kind}' without a name");
                }
            }
        }

        return Reading.Of(rows.ToReport([]));
    }
}
