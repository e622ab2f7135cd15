using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.Pve.Schema;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api;

/// <summary>
/// Lists of named things without a life of their own (firewall rules and aliases, mappings, matchers, SDN zones, HA rules …), found
/// in the schema itself: where a path ends in a name and can be deleted, it is an entry of the list above it. What was posted is what
/// is listed.
/// </summary>
internal static class StoredAnswers
{
    /// <summary>The answer to a call on such a list or entry; null when the path is neither.</summary>
    public static Answer? Of(ApiCall call)
    {
        var schema = FakeSchema.Of(call.World);
        var template = call.Operation.Path;
        if (EntryOf(schema, template) is { } name)
        {
            var isFolder = call.Operation.Method == "GET" && call.Operation.Returns.Kind is PveKind.Array && !HasNestedEntries(call);
            return isFolder || !HasMaker(schema, template, name) ? null : OnEntry(call, name);
        }

        return schema.Operations.FirstOrDefault(other => other.Path.StartsWith(template + "/{", StringComparison.Ordinal)
                && EntryOf(schema, other.Path) is not null && other.Path.LastIndexOf('/') == template.Length) is { } entry
            ? OnList(call, entry.Path[(template.Length + 2)..^1])
            : null;
    }

    /// <summary>What was given, as the API will say it again: numbers and flags as numbers.</summary>
    public static JsonObject Values(ApiCall call, params ReadOnlySpan<string> without)
    {
        var values = new JsonObject();
        foreach (var (key, text) in call.Given)
        {
            if (!without.Contains(key))
            {
                values[key] = Typed(call.Operation.Parameter(key), text, call.Parameters[key]);
            }
        }

        return values;
    }

    private static JsonNode? Typed(PveType? type, string text, JsonNode? given) => type?.Kind switch
    {
        PveKind.Integer or PveKind.Boolean when long.TryParse(text, CultureInfo.InvariantCulture, out var whole) => whole,
        PveKind.Number when double.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        PveKind.Array => given is JsonArray list ? list.DeepClone() : new JsonArray(text),
        _ => text,
    };

    // A deletable path that ends in a name; positions in firewall rules count too.
    private static string? EntryOf(PveSchema schema, string template)
        => template.EndsWith('}') && schema.Find("DELETE", template) is not null ? template[(template.LastIndexOf('{') + 1)..^1] : null;

    // Somewhere such an entry can be made under its name; where not, it came from elsewhere and is simply taken for there.
    private static bool HasMaker(PveSchema schema, string template, string name)
        => schema.Find("POST", template) is not null
            || (schema.Find("POST", template[..template.LastIndexOf('/')]) is { } maker
                && (maker.Parameter(name) is not null || name == "pos" || NamesOf(name).Any(other => maker.Parameter(other) is not null)));

    private static string[] NamesOf(string name) => EntryNames.Contains(name) || name.Contains("seq", StringComparison.Ordinal)
        ? EntryNames : [];

    private static readonly string[] EntryNames = ["name", "id", "group", "rule", "seq", "order", "subnet", "sid", "cidr"];

    private static Answer? OnList(ApiCall call, string name)
    {
        var list = call.Path;
        if (call.Operation.Method == "GET")
        {
            return new Answer(new JsonArray([.. call.World.Sections.List(list).Select((entry, i) => (JsonNode)Row(call, entry, name, i))]));
        }

        if (call.Operation.Method != "POST")
        {
            return null;
        }

        Create(call, list, name);
        return Result(call);
    }

    private static Answer? OnEntry(ApiCall call, string name)
    {
        var id = call.Text(name);
        var list = call.Path.EndsWith("/" + id, StringComparison.Ordinal) ? call.Path[..^(id.Length + 1)]
            : call.Path[..call.Path.LastIndexOf('/')];
        if (HasNestedEntries(call))
        {
            return OnNested(call, name, id, list);
        }

        if (call.Operation.Method == "POST")
        {
            Demand(call, list, id, false);
            call.World.Sections.Put(list, id, Values(call));
            return Result(call);
        }

        var entry = Demand(call, list, id, true);
        switch (call.Operation.Method)
        {
            case "GET":
                return new Answer(Row(call, entry, name, Position(call, list, entry)));
            case "PUT":
                Change(call, entry, list);
                return Result(call);
            case "DELETE":
                _ = name == "pos" ? call.World.Sections.RemoveAt(list, Position(call, list, entry)) : call.World.Sections.Remove(list, id);
                return Result(call);
            default:
                return null;
        }
    }

    // A firewall group or an IP set is an entry of one list and a list itself.
    private static Answer? OnNested(ApiCall call, string name, string id, string list)
    {
        var entry = Demand(call, list, id, true);
        switch (call.Operation.Method)
        {
            case "GET":
                var inner = InnerName(call);
                return new Answer(new JsonArray([.. call.World.Sections.List(call.Path)
                    .Select((row, i) => (JsonNode)Row(call, row, inner, i))]));
            case "POST":
                Create(call, call.Path, InnerName(call), name);
                return Result(call);
            case "DELETE":
                call.World.Sections.Remove(list, entry.Id);
                return Result(call);
            default:
                return null;
        }
    }

    private static bool HasNestedEntries(ApiCall call)
        => FakeSchema.Of(call.World).Operations.Any(other => other.Method == "DELETE"
            && other.Path.StartsWith(call.Operation.Path + "/{", StringComparison.Ordinal));

    private static string InnerName(ApiCall call)
    {
        var inner = FakeSchema.Of(call.World).Operations.First(other => other.Method == "DELETE"
            && other.Path.StartsWith(call.Operation.Path + "/{", StringComparison.Ordinal)).Path;
        return inner[(inner.LastIndexOf('{') + 1)..^1];
    }

    private static void Create(ApiCall call, string list, string name, string? outer = null)
    {
        if (name == "pos")
        {
            var at = call.Int("pos") ?? 0;
            call.World.Sections.Insert(list, at, new StoredEntry(CreatedName(call)) { Values = Values(call, "pos") });
            return;
        }

        var id = name == "subnet" ? SubnetName(call) : call.Maybe(name) ?? OtherName(call, name, outer);
        Demand(call, list, id, false);
        call.World.Sections.Put(list, id, Values(call, name));
    }

    // The real one names a subnet for its zone and itself.
    private static string SubnetName(ApiCall call)
    {
        var zone = call.World.Sections.Find("/cluster/sdn/vnets", call.Text("vnet"))?.Values["zone"]?.ToString() ?? "zone";
        return $"{zone}-{call.Text("subnet").Replace('/', '-')}";
    }

    private static string CreatedName(ApiCall call)
        => string.Create(CultureInfo.InvariantCulture, $"{call.World.Second}-{call.World.Sections.List(call.Path).Count}");

    // Where the list calls its name otherwise than the path of the entry does: account/name, groups/group, id/url_seq.
    private static string OtherName(ApiCall call, string name, string? outer)
        => call.Given.Where(pair => pair.Key != outer).Select(pair => (pair.Key, pair.Value))
            .FirstOrDefault(pair => EntryNames.Contains(pair.Key) || name.StartsWith(pair.Key, StringComparison.Ordinal)).Value
                ?? "default";

    private static void Change(ApiCall call, StoredEntry entry, string list)
    {
        if (call.Maybe("digest") is { } digest && digest != DigestOf(call, list))
        {
            throw Refusal.Failed("detected modified configuration - file changed by other user? Try again.");
        }

        foreach (var key in call.List("delete"))
        {
            entry.Values.Remove(key);
        }

        foreach (var (key, value) in Values(call, "delete", "digest", "moveto").ToList())
        {
            entry.Values[key] = value?.DeepClone();
        }
    }

    private static StoredEntry Demand(ApiCall call, string list, string id, bool mustExist)
    {
        var entry = int.TryParse(id, CultureInfo.InvariantCulture, out var position)
            && call.Operation.Path.EndsWith("{pos}", StringComparison.Ordinal)
            ? call.World.Sections.List(list).ElementAtOrDefault(position)
            : call.World.Sections.Find(list, id);
        if (mustExist && entry is null)
        {
            throw call.Operation.Path.EndsWith("{pos}", StringComparison.Ordinal) ? Refusal.Parameter("pos", "no rule at position " + id)
                : Refusal.Failed($"no such {NounOf(list)} '{id}'");
        }

        return !mustExist && entry is not null ? throw Refusal.Failed($"{NounOf(list)} '{id}' already exists") : entry
            ?? new StoredEntry(id);
    }

    private static string NounOf(string list)
    {
        var word = list[(list.LastIndexOf('/') + 1)..];
        return word.EndsWith("es", StringComparison.Ordinal) && word != "aliases" ? word[..^1] : word == "aliases" ? "alias"
            : word.TrimEnd('s');
    }

    private static JsonObject Row(ApiCall call, StoredEntry entry, string name, int position)
    {
        var row = (JsonObject)entry.Values.DeepClone();
        if (name == "pos")
        {
            row["pos"] = position;
        }
        else
        {
            row[name] = entry.Id;
        }

        row.TryAdd("digest", DigestOf(call, call.Path));
        Complete(row, Declared(call), call.World.Seed);
        return row;
    }

    // What the declaration promises and nobody gave.
    private static void Complete(JsonObject row, PveType? declared, ulong seed)
    {
        foreach (var (key, type) in declared?.Properties ?? new Dictionary<string, PveType>(StringComparer.Ordinal))
        {
            if (!type.Optional && !PveFamily.IsFamily(key) && !row.ContainsKey(key))
            {
                row[key] = GeneratedAnswers.Value(type, Wave.SeedOf(seed, key), 0);
            }
        }
    }

    private static PveType? Declared(ApiCall call) => call.Operation.Returns.Kind is PveKind.Array ? call.Operation.Returns.Items
        : call.Operation.Returns;

    private static int Position(ApiCall call, string list, StoredEntry entry)
        => call.World.Sections.List(list).Select((other, i) => (other, i)).First(pair => pair.other == entry).i;

    private static string DigestOf(ApiCall call, string list)
        => Guest.DigestOf(call.World.Sections.List(list).Select(entry => entry.Id + entry.Values.ToJsonString()));

    private static Answer Result(ApiCall call) => call.Operation.Returns.Kind is PveKind.Null or PveKind.Any ? Answer.Nothing
        : GeneratedAnswers.Of(call);
}
