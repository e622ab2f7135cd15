using System.Text.Json;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.BlockDevices;

/// <summary>
/// <c>df</c> in any unit, with types or not, and of inodes. The number of cells between source and mount point is fixed; a long source
/// stands on a line of its own.
/// </summary>
internal static class DfText
{
    public static bool IsHeading(string line)
        => line.StartsWith("Filesystem ", StringComparison.Ordinal) && line.TrimEnd().EndsWith("Mounted on", StringComparison.Ordinal);

    public static Reading<DfTable> Parse(List<string> lines)
    {
        var at = lines.FindIndex(IsHeading);
        var headings = lines[at].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^2];
        var isInodes = Array.Exists(headings, heading => heading is "Inodes");
        List<DfLine> found = [];
        var source = string.Empty;
        foreach (var line in lines.Skip(at + 1))
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (source.Length == 0 && words.Length == 1)
            {
                source = words[0];
                continue;
            }

            if (source.Length > 0) words = [source, .. words];
            source = string.Empty;
            if (Line(words, headings, isInodes) is not { } row)
                return Reading.Failed<DfTable>($"df: line {Quote.Of(line)} does not parse");
            found.Add(row);
        }

        return source.Length > 0 ? Reading.Failed<DfTable>($"df: line {Quote.Of(source)} is cut off") : Reading.Of(new DfTable(found));
    }

    private static DfLine? Line(string[] words, string[] headings, bool isInodes)
    {
        // The source may hold blanks, the cells do not: they are counted from the one with the percent sign or dash before the mount point.
        if (words.Length <= headings.Length) return null;
        var share = Array.FindIndex(words, headings.Length, word => word is "-" || word.EndsWith('%'));
        if (share < headings.Length || share + 1 >= words.Length) return null;
        var first = share - headings.Length + 1;
        var row = new DfLine
        {
            Source = string.Join(' ', words[..first]),
            MountPoint = string.Join(' ', words[(share + 1)..]),
        };
        for (var i = 0; i < headings.Length; i++)
        {
            var value = words[first + i];
            if (value is "-") continue;
            if (headings[i] is "Type") row = row with { Type = value };
            else if (value.EndsWith('%')) row = row with { UsedPercent = Percent(value) };
            else if (!TryBytes(value, headings, out var bytes)) return null;
            else row = With(row, headings[i], bytes, isInodes);
        }

        return row;
    }

    private static DfLine With(DfLine row, string heading, long value, bool isInodes) => (heading, isInodes) switch
    {
        ("Inodes", _) => row with { TotalInodes = value },
        ("IUsed", _) => row with { UsedInodes = value },
        ("Used", false) => row with { UsedBytes = value },
        ("Avail" or "Available", false) => row with { AvailableBytes = value },
        (_, false) => row with { TotalBytes = value },
        _ => row,
    };

    private static bool TryBytes(string value, string[] headings, out long bytes)
    {
        if (!ByteSize.TryParse(value, out bytes)) return false;
        if (!char.IsAsciiDigit(value[^1])) return true;
        var unit = UnitOf(headings);
        if (bytes > long.MaxValue / unit) return false;
        bytes *= unit;
        return true;
    }

    private static long UnitOf(string[] headings)
    {
        var blocks = Array.Find(headings, heading => heading.EndsWith("-blocks", StringComparison.Ordinal)
            || heading.EndsWith("B-blocks", StringComparison.Ordinal));
        if (blocks is null) return 1;
        var unit = blocks[..^"-blocks".Length];
        return unit is "1K" or "1024" ? 1024 : ByteSize.TryParse(unit, out var bytes) && bytes > 0 ? bytes : 1;
    }

    private static double? Percent(string value)
        => KernelNumber.TryFraction(value.AsSpan().TrimEnd('%'), out var percent) ? percent : null;

    public static bool IsJson(JsonElement first)
        => Words(first, "filesystem") is not null && Words(first, "mounted_on") is not null;

    public static Reading<DfTable> Json(JsonElement root)
    {
        List<DfLine> found = [];
        foreach (var item in List(root))
        {
            if (Words(item, "filesystem") is not { } source || Words(item, "mounted_on") is not { } target)
                return Reading.Failed<DfTable>("df: an entry without source or mount point");
            var blocks = Members(item).Select(member => member.Name)
                .FirstOrDefault(name => name.EndsWith("_blocks", StringComparison.Ordinal));
            var unit = blocks is null ? 1 : blocks.StartsWith("512", StringComparison.Ordinal) ? 512 : 1024;
            found.Add(new DfLine
            {
                Source = source,
                MountPoint = target,
                Type = Words(item, "type"),
                TotalBytes = Times(blocks is null ? Number(item, "size") : Number(item, blocks), unit),
                UsedBytes = Times(Number(item, "used"), unit),
                AvailableBytes = Times(Number(item, "available"), unit),
                TotalInodes = Number(item, "inodes"),
                UsedInodes = Number(item, "iused"),
                UsedPercent = Fraction(item, "use_percent", "capacity_percent", "iuse_percent"),
            });
        }

        return Reading.Of(new DfTable(found));
    }

    private static long? Times(long? value, long unit) => value is { } number && number <= long.MaxValue / unit ? number * unit : null;
}
