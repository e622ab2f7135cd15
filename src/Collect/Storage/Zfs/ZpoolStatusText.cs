using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using Proxima.Collect.Linux;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Zfs;

/// <summary>
/// Text of <c>zpool status</c> and <c>zpool import</c>, OpenZFS 0.6 to 2.3 and the Solaris forms before it: sections named at the start
/// of a line, and under <c>config:</c> a tree told by indentation.
/// </summary>
internal static class ZpoolStatusText
{
    private const int MostFiles = 1000;
    private const int MostPools = 4096;
    private static readonly SearchValues<char> Prompt = SearchValues.Create("#$");

    private static readonly FrozenSet<string> Keys = FrozenSet.ToFrozenSet(
    [
        "pool", "id", "state", "status", "action", "see", "scan", "scrub", "comment", "config", "errors", "remove", "checkpoint", "expand",
        "dedup", "hostid", "hostname",
    ], StringComparer.Ordinal);

    public static Reading<ZfsPoolStatusList> Parse(string text)
    {
        List<ZfsPoolStatus> pools = [];
        string? summary = null;
        Sections? current = null;
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var key = KeyOf(line, out var value);
            if (key is "pool")
            {
                if (current is not null && Add(pools, current) is { } broken) return Reading.Failed<ZfsPoolStatusList>(broken);
                if (pools.Count >= MostPools) return Reading.Failed<ZfsPoolStatusList>("zpool status: more than 4096 pools");
                current = new Sections(value.Trim().ToString());
            }
            else if (key is not null && current is not null)
            {
                current.Begin(key, value.Trim().ToString());
            }
            else if (line.Contains("healthy", StringComparison.Ordinal) && line.Contains("pool", StringComparison.Ordinal))
            {
                summary = line.Trim().ToString();
            }
            else if (current is not null && !IsPrompt(line))
            {
                current.Continue(line.ToString());
            }
        }

        if (current is not null && Add(pools, current) is { } error) return Reading.Failed<ZfsPoolStatusList>(error);
        if (pools.Count > 0 || summary is not null) return Reading.Of(new ZfsPoolStatusList(pools, summary));
        return ZfsAnswers.Absence(text) is { } reason
            ? Reading.Absent<ZfsPoolStatusList>(reason)
            : Reading.Failed<ZfsPoolStatusList>($"zpool status: no line 'pool:' in {Quote.Of(text.AsSpan().Trim())}");
    }

    /// <summary>The section a line begins; null for a line that belongs to the section before.</summary>
    private static string? KeyOf(ReadOnlySpan<char> line, out ReadOnlySpan<char> value)
    {
        value = default;
        var start = line.TrimStart();
        var colon = start.IndexOf(':');
        if (colon is < 2 or > 10 || line.Length - start.Length > 12) return null;
        if (!Keys.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(start[..colon], out var key)) return null;
        value = start[(colon + 1)..];
        return key;
    }

    private static bool IsPrompt(ReadOnlySpan<char> line) => line.Length > 1 && Prompt.Contains(line[0]) && line[1] == ' ';

    private static string? Add(List<ZfsPoolStatus> pools, Sections sections)
    {
        if (sections.Name.Length == 0) return "zpool status: a pool without a name";
        if (sections.Text("state") is not { } state) return $"zpool status: pool {Quote.Of(sections.Name)} has no state";
        if (ZpoolConfigText.Parse(sections.Lines("config"), out var root) is { } broken)
            return $"zpool status: pool {Quote.Of(sections.Name)}: {broken}";
        var files = sections.Lines("errors").Skip(1).Select(line => line.Trim()).Where(line => line.Length > 0).Take(MostFiles).ToList();
        pools.Add(new ZfsPoolStatus
        {
            Name = sections.Name,
            State = state,
            Guid = sections.Text("id"),
            Status = sections.Text("status"),
            Action = sections.Text("action"),
            See = sections.Text("see"),
            Comment = sections.Text("comment"),
            Scan = (sections.Text("scan") ?? sections.Text("scrub")) is { } scan ? ZpoolScanText.Parse(scan) : null,
            Removal = sections.Text("remove"),
            Checkpoint = sections.Text("checkpoint"),
            Expansion = sections.Text("expand"),
            Dedup = sections.Text("dedup"),
            IsExported = sections.Text("id") is not null && sections.Text("errors") is null,
            Root = root,
            DataErrors = DataErrors(sections.Lines("errors").FirstOrDefault(), files.Count),
            DamagedFiles = files,
        });
        return null;
    }

    /// <summary><c>No known data errors</c>, <c>3 data errors, use '-v' for a list</c>, or a heading with names below.</summary>
    private static long? DataErrors(string? line, int files)
    {
        if (line is null) return null;
        if (line.StartsWith("No known", StringComparison.Ordinal)) return 0;
        var end = line.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (end > 0 && long.TryParse(line.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return count;
        return files > 0 ? files : null;
    }

    /// <summary>The sections of one pool, each with the lines that follow it.</summary>
    private sealed class Sections(string name)
    {
        private readonly Dictionary<string, List<string>> _lines = new(StringComparer.Ordinal);
        private List<string>? _open;

        public string Name => name;

        public void Begin(string key, string value)
        {
            // The damaged files end the report of a pool; "errors:" twice would be a name of one of them.
            if (_lines.ContainsKey(key)) return;
            _open = _lines[key] = [value];
        }

        public void Continue(string line) => _open?.Add(line);

        public List<string> Lines(string key) => _lines.GetValueOrDefault(key) ?? [];

        public string? Text(string key)
        {
            var words = string.Join(' ', Lines(key).Select(line => line.Trim()).TakeWhile(line => line.Length > 0));
            return words.Length == 0 ? null : words;
        }
    }
}
