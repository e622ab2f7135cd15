using System.Text.Json;

namespace Proxima.Pve.Schema;

/// <summary>Reads an operation from JSON, as the facts and the compact form have it.</summary>
internal static class OperationJson
{
    public static PveOperation Read(string method, string path, JsonElement json, TypeJson types, Dictionary<string, PveType> formats)
        => new()
        {
            Path = path,
            Method = method,
            Name = Text(json, "name") ?? string.Empty,
            Protected = IsTrue(json, "protected"),
            ProxyTo = Text(json, "proxyto"),
            AllowToken = !json.TryGetProperty("allowtoken", out _) || IsTrue(json, "allowtoken"),
            Permissions = PermissionsOf(json),
            Parameters = ParametersOf(json) is { } parameters
                ? WithKeys(types.Map(parameters), formats)
                : new Dictionary<string, PveType>(StringComparer.Ordinal),
            Returns = json.TryGetProperty("returns", out var returns) ? WithKeys(types.Read(returns), formats) : PveType.Anything,
        };

    /// <summary>What is of a named format that is a property string gets the keys of that format.</summary>
    private static Dictionary<string, PveType> WithKeys(IReadOnlyDictionary<string, PveType> all, Dictionary<string, PveType> formats)
        => all.ToDictionary(pair => pair.Key, pair => WithKeys(pair.Value, formats), StringComparer.Ordinal);

    private static PveType WithKeys(PveType type, Dictionary<string, PveType> formats) => formats.Count == 0 ? type : type with
    {
        Keys = type.Keys ?? (type.Format is { } format ? formats.GetValueOrDefault(format)?.Keys : null),
        Properties = type.Properties.Count == 0 ? type.Properties : WithKeys(type.Properties, formats),
        Items = type.Items is { } items ? WithKeys(items, formats) : null,
    };

    // A live node puts them into the schema of an object; the facts and the compact form have them alone.
    private static JsonElement? ParametersOf(JsonElement json)
    {
        if (!json.TryGetProperty("parameters", out var parameters) || parameters.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var isSchema = parameters.TryGetProperty("additionalProperties", out var more) && more.ValueKind != JsonValueKind.Object;
        if (!isSchema)
        {
            return parameters;
        }

        return parameters.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object ? properties : null;
    }

    private static PvePermissions PermissionsOf(JsonElement json)
    {
        if (!json.TryGetProperty("permissions", out var permissions) || permissions.ValueKind != JsonValueKind.Object)
        {
            return new PvePermissions(null, null);
        }

        return new PvePermissions(
            Text(permissions, "user"),
            permissions.TryGetProperty("check", out var check) && check.ValueKind == JsonValueKind.Array ? check.Clone() : null);
    }

    private static string? Text(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsTrue(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && (value.ValueKind == JsonValueKind.True
            || (value.ValueKind == JsonValueKind.Number && value.GetDecimal() != 0)
            || (value.ValueKind == JsonValueKind.String && value.GetString() is not ("" or "0")));
}
