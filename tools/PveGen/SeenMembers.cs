using System.Text.Json;
using Proxima.Pve.Schema;

namespace Proxima.PveGen;

/// <summary>Members of answers that real servers send and the API does not declare, from <c>facts/seen.jsonl</c>; all optional.</summary>
public static class SeenMembers
{
    public static PveSchema AddTo(PveSchema schema)
    {
        var seen = FactLines.Of("seen").ToLookup(line => (Text(line, "method"), Text(line, "path")));
        return schema.With([.. schema.Operations.Select(operation => seen[(operation.Method, operation.Path)].Aggregate(operation, Add))]);
    }

    private static PveOperation Add(PveOperation operation, JsonElement line)
    {
        var members = line.GetProperty("members").EnumerateObject()
            .ToDictionary(member => member.Name, member => PveFacts.Type(member.Value));
        var at = line.TryGetProperty("at", out var inner) ? inner.GetString() : null;
        return operation.With(operation.Parameters, Add(operation.Returns, at, members));
    }

    private static PveType Add(PveType type, string? at, Dictionary<string, PveType> members)
    {
        if (type is { Kind: PveKind.Array, Items: { } items })
        {
            return type with { Items = Add(items, at, members) };
        }

        if (at is not null)
        {
            return !type.Properties.TryGetValue(at, out var child)
                ? type
                : type with { Properties = With(type.Properties, at, Add(child, null, members)) };
        }

        var properties = members.Where(member => !type.Properties.ContainsKey(member.Key))
            .Aggregate(type.Properties, (all, member) => With(all, member.Key, member.Value));
        return type with { Kind = PveKind.Object, Properties = properties };
    }

    private static Dictionary<string, PveType> With(IReadOnlyDictionary<string, PveType> all, string name, PveType type)
        => new(all, StringComparer.Ordinal) { [name] = type };

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? string.Empty;
}
