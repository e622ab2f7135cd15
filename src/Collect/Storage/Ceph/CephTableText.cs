using System.Globalization;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Ceph;

/// <summary>Tables of <c>ceph df</c>, <c>osd tree</c>, <c>osd df</c> and <c>pg dump</c>: columns told by their headings.</summary>
internal static partial class CephTableText
{
    private static readonly string[] Phrases =
    [
        "RAW USE", "RAW USED", "%RAW USED", "MAX AVAIL", "TYPE NAME", "TARGET SIZE", "RAW CAPACITY", "TARGET RATIO", "EFFECTIVE RATIO",
        "NEW PG_NUM", "LIFE EXPECTANCY", "QUOTA OBJECTS", "QUOTA BYTES", "USED COMPR", "UNDER COMPR",
    ];

    public static bool IsOsds(string line) => line.StartsWith("ID ", StringComparison.Ordinal)
        && line.Contains("WEIGHT", StringComparison.Ordinal);

    public static bool IsDf(string text) => text.Contains("RAW STORAGE", StringComparison.Ordinal)
        || text.Contains("GLOBAL:", StringComparison.Ordinal);

    public static Reading<CephOsdTree> Osds(List<string> all)
    {
        var at = all.FindIndex(IsOsds);
        var lines = all.Skip(at + 1).TakeWhile(line => !line.StartsWith("MIN/MAX", StringComparison.Ordinal))
            .Where(line => line.Trim().Length > 0)
            .Select(Joined).ToList();
        if (Columns.Of(Joined(all[at]), lines, Phrases) is not { } table) return Reading.Failed<CephOsdTree>("ceph osd: no headings");
        var name = table.IndexOf("TYPE NAME", "NAME");
        List<CephNode> nodes = [];
        List<string> path = [];
        var total = new CephOsdTree(nodes);
        foreach (var line in lines)
        {
            if (line.TrimStart().StartsWith("TOTAL ", StringComparison.Ordinal))
            {
                var cells = table.Cells(line);
                total = total with
                {
                    TotalBytes = Size(table, cells, "SIZE"), UsedBytes = Size(table, cells, "RAW USE", "USE"),
                        AvailableBytes = Size(table, cells, "AVAIL"),
                };
                continue;
            }

            if (table.Cells(line) is not { } row
                || !int.TryParse(row[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
                return Reading.Failed<CephOsdTree>($"ceph osd: line {Quote.Of(line)} does not parse");
            nodes.Add(Node(table, row, id, name, name < 0 ? 0 : table.DepthOf(line, name) / 4, path));
        }

        return Reading.Of(total with { Nodes = nodes });
    }

    private static CephNode Node(Columns table, string[] row, int id, int name, int depth, List<string> path)
    {
        var words = name < 0 ? [] : row[name].Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
        var own = words.Length == 0 ? $"osd.{id}" : words[^1].Trim();
        if (path.Count > depth) path.RemoveRange(depth, path.Count - depth);
        var parent = path.Count > 0 ? path[^1] : null;
        while (path.Count <= depth) path.Add(own);
        return new CephNode
        {
            Id = id,
            Name = own,
            Type = words.Length > 1 ? words[0] : "osd",
            Class = Text(table, row, "CLASS"),
            Status = Text(table, row, "STATUS", "UP/DOWN"),
            Parent = parent,
            Weight = id < 0 ? null : Number(table, row, "WEIGHT"),
            Reweight = id < 0 ? null : Number(table, row, "REWEIGHT"),
            SizeBytes = Size(table, row, "SIZE"),
            UsedBytes = Size(table, row, "RAW USE", "USE"),
            AvailableBytes = Size(table, row, "AVAIL"),
            UsedPercent = Number(table, row, "%USE"),
            PlacementGroups = (int?)Number(table, row, "PGS"),
        };
    }

    public static Reading<CephDf> Df(List<string> lines)
    {
        var df = new CephDf();
        List<CephClassSpace> classes = [];
        List<CephPoolSpace> pools = [];
        foreach (var (heading, rows) in Tables(lines.Select(Joined)))
        {
            if (Columns.Of(heading, rows, Phrases) is not { } table) continue;
            var isPools = table.IndexOf("POOL", "NAME") >= 0 && table.IndexOf("ID") >= 0;
            foreach (var row in rows)
            {
                if (table.Cells(row) is not { } cells) return Reading.Failed<CephDf>($"ceph df: line {Quote.Of(row)} does not parse");
                if (isPools)
                {
                    pools.Add(Pool(table, cells));
                    continue;
                }

                var space = new CephClassSpace(Text(table, cells, "CLASS")
                    ?? "TOTAL", Size(table, cells, "SIZE"), Size(table, cells, "AVAIL"), Size(table, cells, "RAW USED", "USED"));
                if (space.Class == "TOTAL") df = df with { TotalBytes = space.TotalBytes, AvailableBytes = space.AvailableBytes,
                    UsedBytes = space.UsedBytes };
                else classes.Add(space);
            }
        }

        return df.TotalBytes is null
            && pools.Count == 0 ? Reading.Failed<CephDf>("ceph df: neither a total nor pools")
                : Reading.Of(df with { Classes = classes, Pools = pools });
    }

    private static CephPoolSpace Pool(Columns table, string[] cells) => new()
    {
        Name = cells[0],
        Id = (int?)Number(table, cells, "ID"),
        PlacementGroups = (int?)Number(table, cells, "PGS"),
        StoredBytes = Size(table, cells, "STORED", "USED"),
        UsedBytes = Size(table, cells, "USED"),
        MaximumAvailableBytes = Size(table, cells, "MAX AVAIL"),
        Objects = Count(Text(table, cells, "OBJECTS")),
        UsedPercent = Number(table, cells, "%USED"),
    };

    /// <summary>States of <c>pg dump</c>, counted.</summary>
    public static CephStatus? Groups(List<string> lines)
    {
        var at = lines.FindIndex(line => line.StartsWith("PG_STAT ", StringComparison.Ordinal)
            || line.StartsWith("pg_stat\t", StringComparison.Ordinal));
        if (at < 0) return null;
        var headings = lines[at].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, int> states = new(StringComparer.Ordinal);
        foreach (var line in lines.Skip(at + 1))
        {
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || !words[0].Contains('.')) break;
            if (Array.Find(words, word => word.StartsWith("active", StringComparison.Ordinal) || PgState().IsMatch(word)) is { } state)
                states[state] = states.GetValueOrDefault(state) + 1;
        }

        return headings.Length < 2 ? null : new CephStatus { PlacementGroups = states.Values.Sum(), PlacementGroupStates = states };
    }

    public static bool IsLatency(string line) => line.StartsWith("osd ", StringComparison.Ordinal)
        && line.Contains("commit_latency(ms)", StringComparison.Ordinal);

    public static Reading<CephLatencyList> Latency(List<string> lines)
    {
        List<CephLatency> osds = [];
        foreach (var line in lines.Skip(lines.FindIndex(IsLatency) + 1))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (words.Length != 3 || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                || !KernelNumber.TryFraction(words[1], out var commit) || !KernelNumber.TryFraction(words[2], out var apply))
                return Reading.Failed<CephLatencyList>($"ceph osd perf: line {Quote.Of(line)} does not parse");
            osds.Add(new CephLatency(id, commit, apply));
        }

        return Reading.Of(new CephLatencyList(osds));
    }

    /// <summary>Any other table: rows by their headings; null where lines are no table.</summary>
    public static List<IReadOnlyDictionary<string, string>>? Rows(List<string> all)
    {
        var lines = all.Where(line => line.Trim().Length > 0).Select(Joined).ToList();
        if (lines.Count == 0 || !Heading().IsMatch(lines[0]) || Columns.Of(lines[0], lines[1..], Phrases) is not { } table
            || table.Headings.Count < 2) return null;
        List<IReadOnlyDictionary<string, string>> rows = [];
        foreach (var line in lines.Skip(1).Take(2000))
        {
            if (table.Cells(line) is not { } cells) return null;
            Dictionary<string, string> row = new(StringComparer.Ordinal);
            for (var i = 0; i < cells.Length; i++)
            {
                if (cells[i].Length > 0) row[table.Headings[i]] = cells[i].Replace('\u00a0', ' ');
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Tables one after another: a heading in capitals, rows to the next title or empty line.</summary>
    private static IEnumerable<(string Heading, List<string> Rows)> Tables(IEnumerable<string> lines)
    {
        string? heading = null;
        List<string> rows = [];
        foreach (var line in lines.Append(string.Empty))
        {
            if (line.Trim().Length == 0 || line.StartsWith("---", StringComparison.Ordinal) || line.TrimEnd().EndsWith(':'))
            {
                if (heading is not null) yield return (heading, rows);
                (heading, rows) = (null, []);
            }
            else if (heading is null) heading = line;
            else rows.Add(line);
        }
    }

    /// <summary>A number and its unit are one cell: the blank between them becomes one that does not part.</summary>
    private static string Joined(string line) => SizeBlank().Replace(line, "${n}\u00a0${unit}");

    private static string? Text(Columns table, string[]? cells, params ReadOnlySpan<string> names)
        => table.IndexOf(names) is >= 0 and var index && cells is not null && cells[index].Length > 0 ? cells[index] : null;

    private static long? Size(Columns table, string[]? cells, params ReadOnlySpan<string> names)
        => ByteSize.OrNull(Text(table, cells, names));

    private static double? Number(Columns table, string[] cells, params ReadOnlySpan<string> names)
        => KernelNumber.TryFraction(Text(table, cells, names), out var number) ? number : null;

    private static long? Count(string? text)
    {
        if (text is not { Length: > 0 }) return null;
        var factor = text[^1] switch { 'k' => 1000m, 'M' => 1_000_000m, 'G' => 1_000_000_000m, _ => 1m };
        return ByteSize.TryNumber(text.AsSpan().TrimEnd("kMG"), true, out var number)
            && number < 1_000_000_000_000 ? (long)(number * factor) : null;
    }

    [GeneratedRegex(@"(?<n>\d) (?<unit>[kKMGTPE]?i?B)\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SizeBlank();

    [GeneratedRegex(
        @"^ *[A-Za-z#%][A-Za-z_%()/:*-]*( +[A-Za-z#%][A-Za-z_%()/:*-]*)+ *$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex(
        "^(creating|peering|down|stale|unknown|incomplete|undersized|degraded|remapped|activating)[a-z_+]*$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PgState();
}
