using System.Text.Json;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Proxmox;

/// <summary>Files of pve-ha-manager (manager_status, service_config, hardware_status, lrm_status, its log), <c>ha-manager status</c>,
/// resources.cfg, groups.cfg and rules.cfg, and /cluster/ha/status/current of the API.</summary>
internal static partial class HaJson
{
    private const int MostLines = 1000;

    public static Reading<HaStatus> Parse(string text)
    {
        if (Matches(text)) return Read(text, "ha", Map);
        var lines = text.Split('\n').Where(line => line.Trim().Length > 0).ToList();
        if (lines.Count == 0) return Reading.Absent<HaStatus>("no lines");
        if (HaText.IsStatus(lines)) return Reading.Of(HaText.Status(lines));
        if (HaText.Sections(lines) is { } sections) return Reading.Of(sections);
        return lines.TrueForAll(line => Line().IsMatch(line)) ? Reading.Of(new HaStatus { Log = [.. lines.TakeLast(MostLines)] })
            : Reading.Failed<HaStatus>($"ha: line {Quote.Of(lines.Find(line => !Line().IsMatch(line)))} does not parse");
    }

    private static Reading<HaStatus> Map(JsonElement root)
    {
        var data = Member(root, "data") is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } inner ? inner : root;
        if (data.ValueKind == JsonValueKind.Array) return Current(data);
        var manager = Member(data, "manager_status") is { ValueKind: JsonValueKind.Object } nested ? nested : data;
        if (Member(manager, "node_status").ValueKind == JsonValueKind.Object || Words(manager, "master_node") is not null)
        {
            return Reading.Of(new HaStatus
            {
                Master = Words(manager, "master_node"),
                Nodes = Members(Member(manager, "node_status"))
                    .ToDictionary(node => node.Name, node => AsText(node.Value) ?? "unknown", StringComparer.Ordinal),
                Services = Services(Member(manager, "service_status")),
            });
        }

        if (Members(data).Any() && Members(data).All(item => item.Name.Contains(':')))
            return Reading.Of(new HaStatus { Services = Services(data) });
        if (Members(data).Any() && Members(data).All(item => Words(item.Value, "power") is not null))
            return Reading.Of(new HaStatus { Nodes = Members(data)
                .ToDictionary(node => node.Name, node => Words(node.Value, "power") ?? "unknown", StringComparer.Ordinal) });
        if (Member(data, "results").ValueKind == JsonValueKind.Object && Words(data, "mode", "state") is { } mode)
            return Reading.Of(new HaStatus { Services = Results(Member(data, "results")), Values = Named("mode", mode) });
        if (Members(data).Any() && Members(data).All(item => item.Name is "crs" or "ha" or "migration" or "bwlimit" or "keyboard"))
            return Reading.Of(new HaStatus { Values = Members(data).SelectMany(item => item.Value.ValueKind == JsonValueKind.Object
                ? Members(item.Value).Select(inner => (Name: $"{item.Name}.{inner.Name}", Text: AsText(inner.Value)))
                : [(item.Name, AsText(item.Value))]).Where(item => item.Text is not null)
                .ToDictionary(item => item.Name, item => item.Text ?? string.Empty, StringComparer.Ordinal) });
        return Members(data).Any() ? Reading.Absent<HaStatus>("JSON, but not of HA") : Reading.Of(new HaStatus());
    }

    private static Reading<HaStatus> Current(JsonElement list)
    {
        // What the simulator is told to do: lists of words, one a step.
        if (List(list).Any() && List(list).All(item => item.ValueKind == JsonValueKind.Array))
            return Reading.Of(new HaStatus { Log = [.. List(list).Take(MostLines).Select(step
                => string.Join(", ", List(step).Select(AsText).OfType<string>()))] });
        Dictionary<string, string> nodes = new(StringComparer.Ordinal);
        List<HaResource> services = [];
        string? master = null;
        foreach (var item in List(list))
        {
            var node = Words(item, "node");
            if (Words(item, "type") is "master") master = node;
            else if (Words(item, "type") is "lrm" && node is not null) nodes[node] = Words(item, "status") ?? "unknown";
            else if (Words(item, "sid", "id") is { } id
                && id.Contains(':')) services.Add(new HaResource(Words(item, "sid") ?? id, node, Words(item, "state", "status")));
        }

        return Reading.Of(new HaStatus { Master = master, Nodes = nodes.Count > 0 ? nodes : null, Services = services });
    }

    /// <summary>lrm_status: results by a number of their own, each with the service it is of.</summary>
    private static List<HaResource> Results(JsonElement map)
        => [.. Members(map).Where(item => Words(item.Value, "sid") is not null)
            .Select(item => new HaResource(Words(item.Value, "sid") ?? item.Name, Words(item.Value, "node"), Words(item.Value, "state")))];

    private static Dictionary<string, string> Named(string name, string text) => new(StringComparer.Ordinal) { [name] = text };

    private static List<HaResource> Services(JsonElement map)
        => [.. Members(map).Select(item => new HaResource(item.Name, Words(item.Value, "node"), Words(item.Value, "state")))];

    [GeneratedRegex(
        @"^[a-z]{3,9} +\d+ +\S+: ",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Line();
}
