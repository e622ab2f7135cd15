using System.Text.Json;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.BlockDevices;

/// <summary>
/// <c>lsblk</c> (util-linux 2.19 to 2.41): trees with headings and without, pairs (<c>-P</c>), and JSON with nested children. A device
/// below several others is listed below each; here it is one device with several parents.
/// </summary>
internal static class LsblkText
{
    private const int MostDevices = 200_000;
    private const int Deepest = 48;

    public static bool IsHeading(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && Array.Exists(words, word => word is "NAME" or "KNAME")
            && Array.Exists(words, word
                => word is "MAJ:MIN" or "SIZE" or "TYPE" or "FSTYPE" or "ALIGNMENT" or "DISC-ALN" or "HCTL" or "OWNER"
                or "MODEL" or "SERIAL" or "UUID" or "MOUNTPOINT" or "MOUNTPOINTS" or "RM" or "RO" or "ROTA" or "STATE" or "TRAN"
                    or "ZONED" or "LABEL");
    }

    public static bool IsPairs(string line) => line.Contains("NAME=", StringComparison.OrdinalIgnoreCase)
        && line.AsSpan().TrimStart()[0] is >= 'A' and <= 'z';

    public static Reading<BlockDeviceList> Parse(List<string> lines)
    {
        var heading = lines.FindIndex(IsHeading);
        if (heading >= 0) return Table(lines, heading);
        return lines.Exists(IsPairs) ? Pairs(lines) : Bare(lines);
    }

    private static Reading<BlockDeviceList> Table(List<string> lines, int heading)
    {
        var rows = lines.Skip(heading + 1).TakeWhile(line => !string.IsNullOrWhiteSpace(line)).ToList();
        if (rows.Count > MostDevices) return Reading.Failed<BlockDeviceList>("lsblk: more than 200000 lines");
        if (Columns.Of(lines[heading], rows) is not { } table) return Reading.Failed<BlockDeviceList>("lsblk: no headings");
        var name = table.IndexOf("NAME", "KNAME");
        var mounts = table.IndexOf("MOUNTPOINTS", "MOUNTPOINT");
        var devices = new BlockDeviceRows();
        foreach (var row in rows)
        {
            if (table.Cells(row) is not { } cells) return Broken(row);
            if (cells[name].AsSpan().Trim(BlockDeviceRows.Branches).IsEmpty)
            {
                // Further mount points of the device above stand on lines of their own.
                if (!devices.AddMountpoints(mounts < 0 ? string.Empty : cells[mounts])) return Broken(row);
                continue;
            }

            Dictionary<string, string> fields = new(StringComparer.Ordinal);
            for (var i = 0; i < cells.Length; i++)
            {
                if (cells[i].Length > 0) fields[BlockDeviceRows.FieldOf(table.Headings[i])] = cells[i];
            }

            if (!devices.Add(fields, name == 0 ? BlockDeviceRows.DepthOf(row) : 0)) return Broken(row);
        }

        return devices.ToReading();
    }

    private static Reading<BlockDeviceList> Pairs(List<string> lines)
    {
        var devices = new BlockDeviceRows();
        foreach (var line in lines)
        {
            if (string.IsNullOrWhiteSpace(line) || !IsPairs(line)) continue;
            if (PairText.Parse(line) is not { } pairs) return Broken(line);
            Dictionary<string, string> fields = new(StringComparer.Ordinal);
            foreach (var (key, value) in pairs)
            {
                if (value.Length > 0) fields[BlockDeviceRows.FieldOf(key)] = value;
            }

            if (!devices.Add(fields, 0)) return Broken(line);
        }

        return devices.ToReading();
    }

    /// <summary>A tree without headings, of name, size, type and maybe file system and mount point (<c>lsblk -n -o …</c>).</summary>
    private static Reading<BlockDeviceList> Bare(List<string> lines)
    {
        var devices = new BlockDeviceRows();
        foreach (var line in lines.SkipWhile(string.IsNullOrWhiteSpace).TakeWhile(line => !string.IsNullOrWhiteSpace(line)))
        {
            var words = line.TrimStart(BlockDeviceRows.Branches).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var type = Array.FindIndex(words, word => BlockDeviceRows.IsType(word));
            if (type < 1) return Broken(line);
            Dictionary<string, string> fields = new(StringComparer.Ordinal) { ["NAME"] = words[0], ["TYPE"] = words[type] };
            for (var i = 1; i < words.Length; i++)
            {
                if (i == type) continue;
                if (words[i].StartsWith('/') || words[i] is "[SWAP]") fields["MOUNTPOINT"] = words[i];
                else if (i < type && words[i].Contains(':')) fields["MAJMIN"] = words[i];
                else if (i < type && ByteSize.TryParse(words[i], out _)
                    && (char.IsAsciiLetter(words[i][^1]) || words[i].Length > 3)) fields["SIZE"] = words[i];
                else if (i == type + 1) fields["FSTYPE"] = words[i];
            }

            if (!devices.Add(fields, BlockDeviceRows.DepthOf(line))) return Broken(line);
        }

        return devices.ToReading();
    }

    public static Reading<BlockDeviceList> Json(JsonElement list)
    {
        var devices = new BlockDeviceRows();
        return Walk(list, devices, 0) ? devices.ToReading() : Reading.Failed<BlockDeviceList>("lsblk: a device without a name");
    }

    private static bool Walk(JsonElement list, BlockDeviceRows devices, int depth)
    {
        if (depth > Deepest) return false;
        foreach (var item in List(list))
        {
            Dictionary<string, string> fields = new(StringComparer.Ordinal);
            foreach (var member in Members(item))
            {
                var value = member.Value.ValueKind == JsonValueKind.Array
                    ? string.Join('\n', List(member.Value).Select(AsText).OfType<string>())
                    : AsText(member.Value)?.Trim();
                if (value is { Length: > 0 }) fields[BlockDeviceRows.FieldOf(member.Name)] = value;
            }

            if (!devices.Add(fields, depth) || !Walk(Member(item, "children"), devices, depth + 1)) return false;
        }

        return true;
    }

    private static Reading<BlockDeviceList> Broken(string line)
        => Reading.Failed<BlockDeviceList>($"lsblk: line {Quote.Of(line.AsSpan().Trim())} does not parse");
}
