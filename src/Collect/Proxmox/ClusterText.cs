using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Proxmox;

/// <summary>
/// <c>pvecm status</c>, <c>pvecm nodes</c>, <c>corosync-quorumtool</c>, <c>corosync-cfgtool -s</c>, /cluster/status of the API; besides
/// them corosync.conf, <c>corosync-cmapctl</c> and what else tells of a cluster, as values.
/// </summary>
internal static partial class ClusterText
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
    private const int MostValues = 5000;

    public static bool IsQuorum(string text)
        => text.Contains("otequorum information", StringComparison.Ordinal)
            || text.Contains("Membership information", StringComparison.Ordinal)
            || text.Contains("Quorum information", StringComparison.Ordinal)
                || text.Contains("Printing ring status", StringComparison.Ordinal)
            || text.Contains("Printing link status", StringComparison.Ordinal);

    public static Reading<ClusterQuorum> Quorum(string text)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        List<ClusterMember> members = [];
        List<ClusterLink> links = [];
        var isMembers = false;
        foreach (var line in text.Split('\n'))
        {
            var plain = line.Trim();
            if (plain.StartsWith("Membership", StringComparison.Ordinal)) isMembers = true;
            else if (Link().Match(plain) is { Success: true } link) links.Add(new ClusterLink(Int(link.Groups["n"].ValueSpan)
                ?? 0, null, null, false));
            else if (links.Count > 0 && Attribute().Match(plain) is { Success: true } attribute) links[^1] = With(links[^1], attribute);
            else if (isMembers && Member().Match(plain) is { Success: true } member) members.Add(MemberOf(member));
            else if (plain.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon) values.TryAdd(plain[..colon].Trim(),
                plain[(colon + 1)..].Trim());
        }

        if (values.Count == 0 && members.Count == 0 && links.Count == 0)
            return Reading.Failed<ClusterQuorum>("cluster: neither quorum, members nor links");
        return Reading.Of(new ClusterQuorum
        {
            Name = values.GetValueOrDefault("Name"),
            ConfigVersion = Number(values, "Config Version"),
            Transport = values.GetValueOrDefault("Transport"),
            IsQuorate = values.GetValueOrDefault("Quorate") switch { "Yes" => true, "No" => false, _ => null },
            Nodes = Number(values, "Nodes"),
            NodeId = values.GetValueOrDefault("Node ID"),
            RingId = values.GetValueOrDefault("Ring ID"),
            ExpectedVotes = Number(values, "Expected votes"),
            TotalVotes = Number(values, "Total votes"),
            Quorum = values.GetValueOrDefault("Quorum") is { } quorum ? Int(quorum.Split(' ')[0]) : null,
            Flags = values.GetValueOrDefault("Flags")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
            HasQdevice = values.GetValueOrDefault("Flags")?.Contains("Qdevice", StringComparison.Ordinal),
            Members = members,
            Links = links,
        });
    }

    private static ClusterLink With(ClusterLink link, Match attribute) => attribute.Groups["key"].Value switch
    {
        "addr" or "id" => link with { Address = attribute.Groups["value"].Value },
        "status" => link with { Status = attribute.Groups["value"].Value,
            IsFaulty = attribute.Groups["value"].Value.Contains("FAULTY", StringComparison.Ordinal)
            || attribute.Groups["value"].Value.Contains("disconnected", StringComparison.Ordinal) },
        _ => link,
    };

    private static ClusterMember MemberOf(Match member)
    {
        var name = member.Groups["name"].Value.Trim();
        var isLocal = name.EndsWith("(local)", StringComparison.Ordinal);
        return new ClusterMember
        {
            NodeId = member.Groups["id"].Value,
            Votes = Int(member.Groups["votes"].ValueSpan),
            Qdevice = member.Groups["q"].Success ? member.Groups["q"].Value : null,
            Name = isLocal ? name[..^"(local)".Length].TrimEnd() : name,
            IsLocal = isLocal,
        };
    }

    public static bool IsJson(JsonElement root) => List(root).FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
        && Words(first, "type") is "cluster" or "node";

    public static ClusterQuorum Json(JsonElement root)
    {
        var cluster = List(root).FirstOrDefault(item => Words(item, "type") is "cluster");
        List<ClusterMember> members =
        [
            .. List(root).Where(item => Words(item, "type") is "node").Select(item => new ClusterMember
            {
                NodeId = Text(item, "nodeid"), Name = Words(item, "name")
                    ?? "?", IsLocal = Flag(item, "local") == true, IsOnline = Flag(item, "online"),
                Address = Words(item, "ip"),
            }),
        ];
        return new ClusterQuorum
        {
            Name = Words(cluster, "name"), ConfigVersion = (int?)ProgramText.JsonText.Number(cluster, "version"),
                IsQuorate = Flag(cluster, "quorate"),
            Nodes = (int?)ProgramText.JsonText.Number(cluster, "nodes") ?? members.Count, Members = members,
        };
    }

    /// <summary><c>key (type) = value</c>, <c>section { key: value }</c>, or lines as they are where one begins as a known output
    /// does.</summary>
    public static Reading<ClusterFacts> Facts(string text)
    {
        if (ProgramText.PlainText.IsBinary(text)) return Reading.Failed<ClusterFacts>("cluster: not a text");
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        List<string> path = [];
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Take(MostValues).ToList();
        foreach (var line in lines)
        {
            if (line[0] == '#') continue;
            if (Map().Match(line) is { Success: true } map) values[map.Groups["key"].Value] = map.Groups["value"].Value;
            else if (line[^1] == '{' && path.Count < 32) path.Add(line[..^1].Trim());
            else if (line == "}" && path.Count > 0) path.RemoveAt(path.Count - 1);
            else if (path.Count > 0 && line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                var key = $"{string.Join('.', path)}.{line[..colon].Trim()}";
                for (var n = 2; values.ContainsKey(key) && n < 100;
                    n++) key = string.Create(CultureInfo.InvariantCulture, $"{string.Join('.', path)}[{n}].{line[..colon].Trim()}");
                values[key] = line[(colon + 1)..].Trim();
            }
        }

        if (values.Count > 0) return Reading.Of(new ClusterFacts { Values = values });
        if (text.Contains("does not exist - is this node part of a cluster", StringComparison.Ordinal)
            || text.Contains("Cannot initialize", StringComparison.Ordinal))
            return Reading.Absent<ClusterFacts>("this host is in no cluster");
        return lines.Count > 0 && Known().IsMatch(lines[0]) ? Reading.Of(new ClusterFacts { Lines = lines })
            : Reading.Failed<ClusterFacts>($"cluster: {Quote.Of(lines.FirstOrDefault())} is no output that is read");
    }

    private static int? Number(Dictionary<string, string> values, string name) => values.TryGetValue(name, out var value) ? Int(value)
        : null;

    private static int? Int(ReadOnlySpan<char> text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^(RING|LINK|Link) ID (?<n>\d+)", Options)]
    private static partial Regex Link();

    [GeneratedRegex(@"^(?<key>addr|id|status)\s*= *(?<value>.*)$", Options)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^(?<id>0x[0-9a-fA-F]+|\d+) +(?<votes>\d+) +((?<q>[A-Z]{1,3}(,[A-Z]{1,3})*) +)?(?<name>\S.*)$", Options)]
    private static partial Regex Member();

    [GeneratedRegex(@"^(?<key>\S+) \((u8|u16|u32|u64|i8|i16|i32|i64|flt|dbl|str|bin)\) = (?<value>.*)$", Options)]
    private static partial Regex Map();

    [GeneratedRegex(
        @"^(● |\* |<cib |<\?xml |node |primitive |Group Name|Cluster name|Cluster Summary|==Dumping |Stack: |[a-z-]+\.service)",
        Options)]
    private static partial Regex Known();
}
