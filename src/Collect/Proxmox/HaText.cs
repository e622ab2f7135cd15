using System.Text.RegularExpressions;
using Proxima.Model.Host;

namespace Proxima.Collect.Proxmox;

/// <summary>Texts of pve-ha-manager: <c>ha-manager status</c> and its files of sections (resources.cfg, groups.cfg, rules.cfg).</summary>
internal static partial class HaText
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
    private const int MostLines = 100_000;

    public static bool IsStatus(List<string> lines)
        => lines.Exists(line => StatusLine().IsMatch(line)) && lines.TrueForAll(line => StatusLine().IsMatch(line)
            || line[0] is ' ' or '\t');

    /// <summary><c>master pve1 (active, Sun Mar 10 00:24:13 2024)</c>, <c>lrm pve2 (idle, …)</c>, <c>service vm:100 (pve1,
    /// started)</c></summary>
    public static HaStatus Status(List<string> lines)
    {
        string? master = null;
        Dictionary<string, string> nodes = new(StringComparer.Ordinal);
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        List<HaResource> services = [];
        foreach (var match in lines.Take(MostLines).Select(line => StatusLine().Match(line)).Where(match => match.Success))
        {
            var name = match.Groups["name"].Value;
            var first = match.Groups["first"].Value.Trim();
            var second = match.Groups["second"].Success ? match.Groups["second"].Value.Trim() : null;
            if (match.Groups["what"].Value is "master") master = name;
            else if (match.Groups["what"].Value is "lrm") nodes[name] = first;
            else if (match.Groups["what"].Value is "service") services.Add(new HaResource(name, first, second));
            else values[match.Groups["what"].Value] = name;
        }

        return new HaStatus { Master = master, Nodes = nodes.Count > 0 ? nodes : null, Services = services,
            Values = values.Count > 0 ? values : null };
    }

    /// <summary>Null where a line is neither the head of a section nor a key below one.</summary>
    public static HaStatus? Sections(List<string> lines)
    {
        List<HaResource> services = [];
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        string? open = null;
        foreach (var line in lines.Take(MostLines))
        {
            if (line[0] == '#') continue;
            if (Head().Match(line) is { Success: true } head)
            {
                var type = head.Groups["type"].Value;
                open = type is "vm" or "ct" or "fa" ? $"{type}:{head.Groups["id"].Value}" : $"{type} {head.Groups["id"].Value}";
                if (open.Contains(':', StringComparison.Ordinal)) services.Add(new HaResource(open, null, null));
                else values[open] = string.Empty;
                continue;
            }

            if (open is null || line[0] is not (' ' or '\t')) return null;
            var words = line.Trim().Split((char[]?)[' ', '\t'], 2, StringSplitOptions.TrimEntries);
            var value = words.Length > 1 ? words[1] : string.Empty;
            if (services.Count > 0 && services[^1].Id == open && words[0] is "state") services[^1] = services[^1] with { State = value };
            else values[$"{open}.{words[0]}"] = value;
        }

        return open is null ? null : new HaStatus { Services = services, Values = values.Count > 0 ? values : null };
    }

    [GeneratedRegex(
        @"^(?<what>quorum|master|lrm|service|fencing|crm) (?<name>\S+)( \((?<first>[^,)]*)(, (?<second>[^)]*))?\).*)?$", Options)]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"^(?<type>[a-z][a-z0-9-]*): (?<id>[A-Za-z0-9][A-Za-z0-9_.-]*) *$", Options)]
    private static partial Regex Head();
}
