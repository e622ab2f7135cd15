using System.Text.Json;
using System.Text.Json.Nodes;
using Proxima.Pve.Schema;

namespace Proxima.PveFake.Tests.Replay;

/// <summary>
/// Whether two answers are of one make: status, reason, headers, body or none, and JSON type by JSON type. A member may be absent or extra only where the API
/// declares it optional. Values count where they do not depend on the host: errors, messages, states, names.
/// </summary>
internal sealed class Comparison
{
    // Members whose value the request or the state decides, not the host.
    private static readonly HashSet<string> Exact = new(StringComparer.Ordinal)
    {
        "vmid", "name", "status", "exitstatus", "type", "node", "storage", "key", "mark", "snapname", "tokenid", "user", "sid", "state",
            "mode", "username", "full-tokenid",
        "poolid", "pool", "comment", "volid_", "success", "version", "release", "qmpstatus", "managed", "privsep", "expire", "quorate",
            "online", "local", "nodes", "template",
        "request_state", "subtype", "notes", "protected", "subdir", "iface", "method", "enabled", "active", "shared", "unit-state_",
            "delete", "pending", "running", "description",
    };

    private readonly List<string> _differences = [];

    // A kernel and the way a machine booted are the host's own.
    private static bool IsExact(string path, string member)
        => Exact.Contains(member) && !path.Contains(".current-kernel.", StringComparison.Ordinal)
            && !path.Contains(".boot-info.", StringComparison.Ordinal);

    /// <summary>What differs; empty when nothing does.</summary>
    public static IReadOnlyList<string> Of(Recording recorded, RawAnswer made, PveSchema schema)
    {
        var comparison = new Comparison();
        comparison.Whole(recorded, made, schema);
        return comparison._differences;
    }

    private void Whole(Recording recorded, RawAnswer made, PveSchema schema)
    {
        Same("status", recorded.Status, made.Status);
        Same("reason", recorded.Reason, made.Reason);
        foreach (var name in new[] { "Server", "Cache-Control", "Pragma", "Content-Type", "Connection", "Content-Encoding" })
        {
            Same(name, recorded.Header(name), made.Header(name));
        }

        Same("Content-Length is there", recorded.Header("Content-Length") is not null, made.Header("Content-Length") is not null);
        Same("Content-Disposition is there", recorded.Header("Content-Disposition") is not null,
            made.Header("Content-Disposition") is not null);
        if (recorded.Header("Content-Encoding") is not null)
        {
            return;
        }

        Same("has a body", recorded.Body.Length > 0, made.Body.Length > 0);
        if (recorded.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) != true)
        {
            var isOfTheHost = recorded.Header("Content-Type") is { } type
                && (type.StartsWith("text/html", StringComparison.Ordinal) || recorded.Header("Content-Disposition") is not null);
            Same("text", isOfTheHost ? string.Empty : recorded.Body, isOfTheHost ? string.Empty : made.Text);
            return;
        }

        Envelope(recorded, made, schema);
    }

    private void Envelope(Recording recorded, RawAnswer made, PveSchema schema)
    {
        JsonObject? ours;
        try
        {
            ours = JsonNode.Parse(made.Text) as JsonObject;
        }
        catch (JsonException)
        {
            ours = null;
        }

        if (JsonNode.Parse(recorded.Body) is not JsonObject theirs || ours is null)
        {
            _differences.Add("the body is no JSON object");
            return;
        }

        Same("members of the envelope", Names(theirs), Names(ours));
        Same("message", theirs["message"]?.ToString(), ours["message"]?.ToString());
        foreach (var (name, text) in theirs["errors"] as JsonObject ?? [])
        {
            Same($"errors.{name}", Lines(text), Lines(ours["errors"]?[name]));
        }

        Same("names of errors", Names(theirs["errors"] as JsonObject), Names(ours["errors"] as JsonObject));
        var path = Uri.UnescapeDataString(recorded.Target.Split('?')[0]);
        var below = path.StartsWith("/api2/json", StringComparison.Ordinal) ? path[10..] : path;
        Node("data", theirs["data"], ours["data"], schema.Match(recorded.Method, below)?.Operation.Returns, null);
    }

    private void Node(string path, JsonNode? theirs, JsonNode? ours, PveType? declared, string? member)
    {
        if (KindOf(theirs) != KindOf(ours))
        {
            _differences.Add($"{path}: {KindOf(theirs)} there, {KindOf(ours)} here");
            return;
        }

        switch (theirs)
        {
            case JsonObject map when ours is JsonObject other:
                Members(path, map, other, declared);
                break;
            case JsonArray list when ours is JsonArray other:
                Rows(path, list, other, declared?.Items);
                break;
            case JsonValue when member is not null && IsExact(path, member) && Timeless(theirs) != Timeless(ours):
                _differences.Add($"{path}: {theirs.ToJsonString()} there, {ours?.ToJsonString()} here");
                break;
        }
    }

    private void Members(string path, JsonObject theirs, JsonObject ours, PveType? declared)
    {
        foreach (var (name, value) in theirs)
        {
            if (ours.TryGetPropertyValue(name, out var other))
            {
                Node($"{path}.{name}", value, other, declared?.Member(name), name);
            }
            else if (declared?.Member(name) is not { Optional: true })
            {
                _differences.Add($"{path}.{name} is missing");
            }
        }

        foreach (var (name, _) in ours)
        {
            if (!theirs.ContainsKey(name) && declared?.Member(name) is not { Optional: true })
            {
                _differences.Add($"{path}.{name} is too much");
            }
        }
    }

    // Rows come in any order and hosts have different ones: each of ours must be of the make of one of theirs, and each of theirs must be met.
    private void Rows(string path, JsonArray theirs, JsonArray ours, PveType? declared)
    {
        if (theirs.Count == 0 || ours.Count == 0)
        {
            Same($"{path} is empty", theirs.Count == 0, ours.Count == 0);
            return;
        }

        for (var i = 0; i < theirs.Count; i++)
        {
            Best($"{path}[{i}]", theirs[i], ours, declared, theirsFirst: true);
        }

        for (var i = 0; i < ours.Count; i++)
        {
            Best($"{path}[ours {i}]", ours[i], theirs, declared, theirsFirst: false);
        }
    }

    private void Best(string path, JsonNode? row, JsonArray among, PveType? declared, bool theirsFirst)
    {
        List<string>? best = null;
        foreach (var other in among)
        {
            var trial = new Comparison();
            trial.Node(path, theirsFirst ? row : other, theirsFirst ? other : row, declared, null);
            if (!theirsFirst)
            {
                // A host may have more rows than another; what they are called is its own affair, what they are made of is not.
                trial._differences.RemoveAll(text => text.EndsWith("here", StringComparison.Ordinal)
                    && text.Contains('"', StringComparison.Ordinal));
            }

            if (best is null || trial._differences.Count < best.Count)
            {
                best = trial._differences;
            }

            if (best.Count == 0)
            {
                return;
            }
        }

        _differences.AddRange(best ?? []);
    }

    private void Same<T>(string what, T theirs, T ours)
    {
        if (!EqualityComparer<T>.Default.Equals(theirs, ours))
        {
            _differences.Add($"{what}: '{theirs}' there, '{ours}' here");
        }
    }

    // A backup is called for the second it was made in.
    private static string Timeless(JsonNode? value)
        => System.Text.RegularExpressions.Regex.Replace(value?.ToJsonString() ?? "null", @"\d{4}_\d\d_\d\d-\d\d_\d\d_\d\d", "T",
        System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    // Perl says several errors in the order of a hash: none.
    private static string Lines(JsonNode? text) => string.Join('\n', (text?.ToString() ?? "-").Split('\n').Order(StringComparer.Ordinal));

    private static string Names(JsonObject? map) => map is null ? "-"
        : string.Join(',', map.Select(pair => pair.Key).Order(StringComparer.Ordinal));

    private static string KindOf(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        _ => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? "boolean" : node.GetValueKind() is JsonValueKind.Number
            ? "number" : "string",
    };
}
