using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Zfs;

/// <summary>The tree under <c>config:</c>: depth by indentation; logs, cache, spares, special and dedup stand level with the
/// pool.</summary>
internal static class ZpoolConfigText
{
    private const int Deepest = 32;
    private const int MostRows = 100_000;

    /// <summary>Gives what is wrong, or null and the tree; no tree where there are no rows.</summary>
    public static string? Parse(IReadOnlyList<string> lines, out ZfsVdev? root)
    {
        root = null;
        List<Row> rows = [];
        var hasSlow = false;
        foreach (var line in lines.Skip(1))
        {
            if (line.AsSpan().Trim().IsEmpty)
            {
                if (rows.Count > 0) break;
                continue;
            }

            if (rows.Count == 0 && line.TrimStart().StartsWith("NAME ", StringComparison.Ordinal))
            {
                hasSlow = line.Contains(" SLOW", StringComparison.Ordinal);
                continue;
            }

            if (rows.Count >= MostRows) return "more than 100000 devices";
            if (Row.Of(line, hasSlow) is not { } row) return $"row {Quote.Of(line.AsSpan().Trim())} does not parse";
            rows.Add(row);
        }

        if (rows.Count == 0) return null;
        var at = 1;
        var top = rows[0].Indent;
        List<ZfsVdev> children = [];
        while (at < rows.Count)
        {
            var row = rows[at];
            if (row.Indent <= top)
            {
                // A class of devices; everything below it is of that class.
                at++;
                var name = row.Vdev.Name;
                var below = Below(rows, ref at, row.Indent, ClassOf(name), 1);
                if (below is null) return "devices are nested too deep";
                children.Add(row.Vdev with { Type = name, Class = ClassOf(name), Children = below });
                continue;
            }

            var normal = Below(rows, ref at, top, "normal", 1);
            if (normal is null) return "devices are nested too deep";
            children.AddRange(normal);
        }

        root = rows[0].Vdev with { Type = "root", Class = "normal", Children = children };
        return null;
    }

    private static List<ZfsVdev>? Below(List<Row> rows, ref int at, int indent, string kind, int depth)
    {
        if (depth > Deepest) return null;
        List<ZfsVdev> children = [];
        while (at < rows.Count && rows[at].Indent > indent)
        {
            var row = rows[at++];
            var below = Below(rows, ref at, row.Indent, kind, depth + 1);
            if (below is null) return null;
            children.Add(row.Vdev with { Type = TypeOf(row.Vdev.Name, below.Count > 0), Class = kind, Children = below });
        }

        return children;
    }

    internal static string ClassOf(string heading) => heading switch
    {
        "logs" or "log" => "log",
        "cache" or "l2cache" => "cache",
        "spares" or "spare" => "spare",
        "special" => "special",
        "dedup" => "dedup",
        _ => "normal",
    };

    /// <summary>mirror-0 is a mirror, draid2:4d:11c:1s-0 a draid2; what has nothing below is a disk or a file.</summary>
    internal static string TypeOf(string name, bool hasChildren)
    {
        if (!hasChildren) return "disk";
        var end = name.AsSpan().IndexOfAny('-', ':');
        return end > 0 ? name[..end] : name;
    }

    private sealed record Row(int Indent, ZfsVdev Vdev)
    {
        public static Row? Of(string line, bool hasSlow)
        {
            var indent = 0;
            foreach (var character in line)
            {
                if (character == ' ') indent++;
                else if (character == '\t') indent += 8;
                else break;
            }

            var fields = new Fields(line);
            if (!fields.Next(out var name)) return null;
            var vdev = new ZfsVdev { Name = name.ToString(), Type = "disk", Class = "normal" };
            if (!fields.Next(out var state)) return new Row(indent, vdev);

            // A file may have blanks in its name; two of them part the name from the state.
            if (!IsState(state) && line.AsSpan(indent is 0 ? 0 : Start(line)).IndexOf("  ") is > 0 and var end)
            {
                vdev = vdev with { Name = line.AsSpan(Start(line), end).ToString() };
                fields = new Fields(line.AsSpan(Start(line) + end));
                if (!fields.Next(out state)) return null;
            }

            vdev = vdev with { State = state.ToString() };
            var before = fields.Rest;
            if (!Count(ref fields, out var read) || !Count(ref fields, out var write) || !Count(ref fields, out var checksum))
                return IsState(state) ? new Row(indent, vdev with { Note = NoteOf(before) }) : null;
            long? slow = null;
            if (hasSlow && Count(ref fields, out var slowIos)) slow = slowIos;
            return new Row(indent, vdev with
            {
                ReadErrors = read, WriteErrors = write, ChecksumErrors = checksum, SlowIos = slow, Note = NoteOf(fields.Rest),
            });
        }

        private static int Start(string line) => line.Length - line.AsSpan().TrimStart().Length;

        private static bool IsState(ReadOnlySpan<char> word) => !word.ContainsAnyExceptInRange('A', 'Z');

        private static bool Count(ref Fields fields, out long count)
        {
            count = 0;
            return fields.Next(out var field) && char.IsAsciiDigit(field[0]) && ByteSize.TryParse(field, out count);
        }

        private static string? NoteOf(ReadOnlySpan<char> rest)
        {
            var note = rest.Trim();
            if (note.Length > 2 && note[0] == '(' && note.IndexOf(')') == note.Length - 1) note = note[1..^1];
            return note.IsEmpty ? null : note.ToString();
        }
    }
}
