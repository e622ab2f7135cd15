using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Lvm;

/// <summary>
/// <c>/dev/sdg(0);osd-block-01234;ceph.osd_id=1</c>: what Proxmox asks lvs to find the volumes of Ceph
/// (<c>--separator ; -o devices,name,tags</c>).
/// </summary>
internal static class LvmTagRows
{
    private const int MostLines = 100_000;

    public static bool Matches(List<string> lines) => lines.Count is > 0 and <= MostLines && lines.TrueForAll(line =>
        line.StartsWith('/') && line.IndexOf('(', StringComparison.Ordinal) is > 0 and var bracket
            && line.IndexOf(';', StringComparison.Ordinal) > bracket);

    public static LvmReport Parse(List<string> lines)
    {
        var rows = new LvmRows();
        foreach (var line in lines)
        {
            var cells = line.Split(';', StringSplitOptions.TrimEntries);
            if (cells.Length > 1 && cells[1].Length > 0) rows.Add(new Dictionary<string,
                string>(StringComparer.Ordinal) { ["lv_name"] = cells[1] });
            rows.Add(new Dictionary<string, string>(StringComparer.Ordinal) { ["pv_name"] = cells[0][..cells[0].IndexOf('(',
                StringComparison.Ordinal)] });
        }

        return rows.ToReport([]);
    }
}
