using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.Zfs;

/// <summary>
/// <c>zpool list</c> with headings in any order, without (<c>-H</c>), with devices (<c>-v</c>), and <c>-j</c>. Without headings sizes are
/// taken in the order size, allocated, free, unless the sums say otherwise.
/// </summary>
internal static class ZpoolListText
{
    private static readonly FrozenSet<string> Healths = FrozenSet.ToFrozenSet(
        ["ONLINE", "DEGRADED", "FAULTED", "OFFLINE", "REMOVED", "UNAVAIL", "SUSPENDED"], StringComparer.Ordinal);

    public static Reading<ZfsPoolSpaceList> Parse(string text)
    {
        if (JsonText.Matches(text)) return Read(text, "zpool list", Json);
        if (ZfsAnswers.Absence(text) is { } reason) return Reading.Absent<ZfsPoolSpaceList>(reason);
        var lines = text.Split('\n').SkipWhile(string.IsNullOrWhiteSpace).TakeWhile(line => !string.IsNullOrWhiteSpace(line)).ToList();
        if (lines.Count == 0) return Reading.Failed<ZfsPoolSpaceList>("zpool list: no lines");
        return lines[0].TrimStart().StartsWith("NAME ", StringComparison.Ordinal) ? WithHeadings(lines) : Bare(lines);
    }

    private static Reading<ZfsPoolSpaceList> WithHeadings(List<string> lines)
    {
        var headings = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (Array.Exists(headings, heading => heading is "PROPERTY")) return Properties(lines);
        if (!Array.Exists(headings, heading => heading is "SIZE" or "ALLOC" or "FREE" or "CAP" or "HEALTH" or "FRAG"))
            return Reading.Absent<ZfsPoolSpaceList>("a table, but not of zpool list");
        List<(int Indent, ZfsPoolSpace Space)> rows = [];
        var table = Columns.Of(lines[0], lines[1..]);
        foreach (var line in lines.Skip(1))
        {
            // Every cell has a word, a dash where there is nothing; only the altroot at the end may hold blanks.
            var cells = line.Split([' ', '\t'], headings.Length, StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length < headings.Length - 1 && table?.Cells(line) is { } placed && placed[0].Length > 0) cells = placed;
            if (cells.Length < headings.Length && !(cells.Length == headings.Length - 1 && headings[^1] is "ALTROOT"))
                return Reading.Failed<ZfsPoolSpaceList>($"zpool list: line {Quote.Of(line)} does not parse");
            var space = new ZfsPoolSpace { Name = cells[0] };
            for (var i = 1; i < Math.Min(cells.Length, headings.Length); i++)
            {
                if (With(space, headings[i], cells[i].Trim()) is not { } next)
                    return Reading.Failed<ZfsPoolSpaceList>($"zpool list: {headings[i]} {Quote.Of(cells[i])} does not parse");
                space = next;
            }

            rows.Add((line.Length - line.TrimStart().Length, space));
        }

        return rows.Count == 0 ? Reading.Absent<ZfsPoolSpaceList>("no pools") : Reading.Of(new ZfsPoolSpaceList(Pools(rows)));
    }

    /// <summary>Pools stand at the margin with their sizes; what is indented, and a class heading without sizes, belongs to the
    /// last.</summary>
    private static List<ZfsPoolSpace> Pools(List<(int Indent, ZfsPoolSpace Space)> rows)
    {
        List<ZfsPoolSpace> pools = [];
        foreach (var (indent, space) in rows)
        {
            var isClass = space is { SizeBytes: null, Health: null } && ZpoolConfigText.ClassOf(space.Name) != "normal";
            if (pools.Count == 0 || (indent == 0 && !isClass)) pools.Add(space);
            else if (!isClass) pools[^1] = pools[^1] with { Devices = [.. pools[^1].Devices, space] };
        }

        return pools;
    }

    /// <summary><c>zpool get</c>: one property a line.</summary>
    private static Reading<ZfsPoolSpaceList> Properties(List<string> lines)
    {
        Dictionary<string, ZfsPoolSpace> pools = new(StringComparer.Ordinal);
        foreach (var line in lines.Skip(1))
        {
            var cells = line.Split([' ', '\t'], 4, StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length < 3) return Reading.Failed<ZfsPoolSpaceList>($"zpool get: line {Quote.Of(line)} does not parse");
            var pool = pools.GetValueOrDefault(cells[0]) ?? new ZfsPoolSpace { Name = cells[0] };
            pools[cells[0]] = With(pool, cells[1].ToUpperInvariant(), cells[2]) ?? pool;
        }

        return pools.Count == 0 ? Reading.Absent<ZfsPoolSpaceList>("no pools") : Reading.Of(new ZfsPoolSpaceList([.. pools.Values]));
    }

    /// <summary>The record with one property more; null where the value is none of that property.</summary>
    private static ZfsPoolSpace? With(ZfsPoolSpace space, string heading, string value)
    {
        if (value is "-" or "") return space;
        return heading switch
        {
            "SIZE" => Bytes(value, bytes => space with { SizeBytes = bytes }),
            "ALLOC" or "ALLOCATED" or "USED" => Bytes(value, bytes => space with { AllocatedBytes = bytes }),
            "FREE" or "AVAIL" => Bytes(value, bytes => space with { FreeBytes = bytes }),
            "CKPOINT" or "CHECKPOINT" => Bytes(value, bytes => space with { CheckpointBytes = bytes }),
            "EXPANDSZ" or "EXPANDSIZE" => Bytes(value, bytes => space with { ExpandableBytes = bytes }),
            "FRAG" or "FRAGMENTATION" => Number(value, number => space with { FragmentationPercent = number }),
            "CAP" or "CAPACITY" => Number(value, number => space with { CapacityPercent = number }),
            "DEDUP" or "DEDUPRATIO" => Number(value, number => space with { DedupRatio = number }),
            "HEALTH" => space with { Health = value },
            "ALTROOT" => space with { AltRoot = value },
            _ => space,
        };
    }

    private static ZfsPoolSpace? Bytes(string value, Func<long, ZfsPoolSpace> with)
        => ByteSize.TryParse(value, out var bytes) ? with(bytes) : null;

    private static ZfsPoolSpace? Number(string value, Func<double, ZfsPoolSpace> with)
        => TryNumber(value, out var number) ? with(number) : null;

    private static bool TryNumber(string value, out double number)
    {
        var isNumber = ByteSize.TryNumber(value.AsSpan().TrimEnd("%x"), true, out var exact);
        number = (double)exact;
        return isNumber && value.Length <= 24;
    }

    /// <summary>Lines of <c>-H</c>: what a cell is shows in it.</summary>
    private static Reading<ZfsPoolSpaceList> Bare(List<string> lines)
    {
        List<(int Indent, ZfsPoolSpace Space)> rows = [];
        foreach (var line in lines)
        {
            var cells = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (Bare(cells) is not { } space) return Reading.Failed<ZfsPoolSpaceList>($"zpool list: line {Quote.Of(line)} does not parse");
            rows.Add((line.Length - line.TrimStart().Length, space));
        }

        return Reading.Of(new ZfsPoolSpaceList(Pools(rows)));
    }

    private static ZfsPoolSpace? Bare(string[] cells)
    {
        var space = new ZfsPoolSpace { Name = cells[0] };
        if (cells.Length < 3)
        {
            // -o name, -o name,health
            if (cells.Length == 2) return Healths.Contains(cells[1]) ? space with { Health = cells[1] } : null;
            return char.IsAsciiLetter(cells[0][0]) && cells[0].All(letter => char.IsAsciiLetterOrDigit(letter)
                || letter is '_' or '-' or '.' or ':')
                ? space : null;
        }

        if (cells.Skip(1).All(cell => cell is "-")) return ZpoolConfigText.ClassOf(cells[0]) == "normal" ? null : space;
        if (cells.Length is 10 or 11)
        {
            string[] headings = cells.Length == 11
                ? ["NAME", "SIZE", "ALLOC", "FREE", "CKPOINT", "EXPANDSZ", "FRAG", "CAP", "DEDUP", "HEALTH", "ALTROOT"]
                : ["NAME", "SIZE", "ALLOC", "FREE", "EXPANDSZ", "FRAG", "CAP", "DEDUP", "HEALTH", "ALTROOT"];
            for (var i = 1; i < cells.Length; i++)
            {
                if (With(space, headings[i], cells[i]) is not { } next) return null;
                space = next;
            }

            return space;
        }

        List<long> sizes = [];
        List<double> percents = [];
        foreach (var cell in cells.Skip(1))
        {
            if (Healths.Contains(cell)) space = space with { Health = cell };
            else if (cell.EndsWith('x') && TryNumber(cell, out var ratio)) space = space with { DedupRatio = ratio };
            else if (cell.EndsWith('%') && TryNumber(cell, out var share)) percents.Add(share);
            else if (cell.Contains('.') && char.IsAsciiDigit(cell[^1])
                && TryNumber(cell, out var dedup)) space = space with { DedupRatio = dedup };
            else if (long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var small) && small <= 100
                && sizes.Count >= 2) percents.Add(small);
            else if (ByteSize.TryParse(cell, out var bytes)) sizes.Add(bytes);
            else if (cell is not "-") return null;
        }

        return sizes.Count == 0 && space.Health is null ? null : Sized(space, sizes) with
        {
            FragmentationPercent = percents.Count > 1 ? percents[0] : null,
            CapacityPercent = percents.Count > 0 ? percents[^1] : null,
        };
    }

    /// <summary>size, alloc, free is the order of the program; where it is size, free, alloc the sum is the same, so the order
    /// stands.</summary>
    private static ZfsPoolSpace Sized(ZfsPoolSpace space, List<long> sizes) => space with
    {
        SizeBytes = sizes.Count > 0 ? sizes[0] : null,
        AllocatedBytes = sizes.Count > 1 ? sizes[1] : null,
        FreeBytes = sizes.Count > 2 ? sizes[2] : null,
    };

    private static Reading<ZfsPoolSpaceList> Json(JsonElement root)
    {
        var pools = Member(root, "pools");
        if (pools.ValueKind != JsonValueKind.Object) return Reading.Absent<ZfsPoolSpaceList>("JSON, but not of zpool list");
        List<ZfsPoolSpace> found = [];
        foreach (var item in Members(pools).Select(member => member.Value))
        {
            if (Words(item, "name") is not { } name) return Reading.Failed<ZfsPoolSpaceList>("zpool list: a pool without a name");
            var space = Space(item, name);
            if (space.Health is null) space = space with { Health = Words(item, "state") };
            found.Add(space with { Devices = [.. Devices(Member(item, "vdevs"), name, 0)] });
        }

        return found.Count == 0 ? Reading.Absent<ZfsPoolSpaceList>("no pools") : Reading.Of(new ZfsPoolSpaceList(found));
    }

    private static ZfsPoolSpace Space(JsonElement item, string name)
    {
        var space = new ZfsPoolSpace { Name = name };
        foreach (var property in Members(Member(item, "properties")))
        {
            if ((Words(property.Value, "value") ?? AsText(property.Value)) is { } value)
                space = With(space, property.Name.ToUpperInvariant(), value) ?? space;
        }

        return space;
    }

    private static IEnumerable<ZfsPoolSpace> Devices(JsonElement vdevs, string pool, int depth)
    {
        if (depth > 16) yield break;
        foreach (var item in Members(vdevs).Select(member => member.Value))
        {
            if (Words(item, "name") is { } name && name != pool)
            {
                var space = Space(item, name);
                yield return space.Health is null ? space with { Health = Words(item, "state") } : space;
            }

            foreach (var below in Devices(Member(item, "vdevs"), pool, depth + 1)) yield return below;
        }
    }
}
