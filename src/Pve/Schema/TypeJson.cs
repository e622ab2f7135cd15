using System.Globalization;
using System.Text.Json;

namespace Proxima.Pve.Schema;

/// <summary>Reads a type from JSON. A child is either written in place or named; <paramref name="named"/> knows the names.</summary>
internal sealed class TypeJson(IReadOnlyDictionary<string, PveType> named)
{
    public PveType Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            var name = json.GetString() ?? string.Empty;
            return named.TryGetValue(name, out var known) ? known : throw new FormatException($"there is no type '{name}'");
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            return PveType.Anything;
        }

        var more = Child(json, "additionalProperties");
        var format = Child(json, "format");
        return new PveType
        {
            Kind = KindOf(json),
            Optional = Truth(Child(json, "optional")),
            Enum = Child(json, "enum") is { ValueKind: JsonValueKind.Array } values ? [.. values.EnumerateArray().Select(Scalar)] : [],
            Default = Child(json, "default") is { ValueKind: not JsonValueKind.Null } given ? Scalar(given) : null,
            Minimum = Decimal(Child(json, "minimum")),
            Maximum = Decimal(Child(json, "maximum")),
            MinLength = Int(Child(json, "minLength")),
            MaxLength = Int(Child(json, "maxLength")),
            Pattern = TextOf(Child(json, "pattern")),
            Format = TextOf(format),
            Keys = KeysOf(format ?? Child(json, "keys")) ?? KeysOf(Child(json, "keys")),
            IsPropertyString = format is { ValueKind: JsonValueKind.Object } || Child(json, "keys") is not null,
            Properties = Child(json, "properties") is { ValueKind: JsonValueKind.Object } members ? Map(members)
                : PveType.Anything.Properties,
            Items = Child(json, "items") is { } items ? Read(items) : null,
            AllowsMore = more is { ValueKind: JsonValueKind.Object } ? true : more is { } said && !IsName(said) ? Truth(said) : null,
            More = more is { ValueKind: JsonValueKind.Object } shape ? Read(shape) : more is { } id && IsName(id) ? Read(id) : null,
            Requires = TextOf(Child(json, "requires")),
            Alias = TextOf(Child(json, "alias")),
            KeyAlias = TextOf(Child(json, "keyAlias")),
            IsDefaultKey = Truth(Child(json, "default_key")),
            OneOf = Child(json, "oneOf") is { ValueKind: JsonValueKind.Array } several ? [.. several.EnumerateArray().Select(Read)] : [],
        };
    }

    public Dictionary<string, PveType> Map(JsonElement members)
    {
        var map = new Dictionary<string, PveType>(StringComparer.Ordinal);
        foreach (var member in members.EnumerateObject())
        {
            map[member.Name] = Read(member.Value);
        }

        return map;
    }

    // Proxmox VE: {"bridge": {...}}. Backup Server: the schema of an object, whose "default_key" names the key.
    private Dictionary<string, PveType>? KeysOf(JsonElement? format)
    {
        if (format is not { ValueKind: JsonValueKind.Object } keys)
        {
            return null;
        }

        if (!keys.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String
            || named.ContainsKey(type.GetString() ?? string.Empty))
        {
            // An empty set of keys is a property string whose keys the facts do not hold.
            return keys.EnumerateObject().Any() ? Map(keys) : null;
        }

        if (!keys.TryGetProperty("properties", out var properties))
        {
            return null;
        }

        var map = Map(properties);
        if (TextOf(Child(keys, "default_key")) is { } key && map.TryGetValue(key, out var marked))
        {
            map[key] = marked.AsDefaultKey();
        }

        return map;
    }

    private static PveKind KindOf(JsonElement json) => TextOf(Child(json, "type")) switch
    {
        "string" => PveKind.Text,
        "integer" => PveKind.Integer,
        "number" => PveKind.Number,
        "boolean" => PveKind.Boolean,
        "object" => PveKind.Object,
        "array" => PveKind.Array,
        "null" => PveKind.Null,
        _ when json.TryGetProperty("properties", out _) => PveKind.Object,
        _ => PveKind.Any,
    };

    private static JsonElement? Child(JsonElement json, string name) => json.TryGetProperty(name, out var child) ? child : null;

    private static bool IsName(JsonElement json) => json.ValueKind == JsonValueKind.String && json.GetString() is not ("0" or "1");

    private static string? TextOf(JsonElement? json) => json is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static bool Truth(JsonElement? json) => json is { } value && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Number => value.GetDecimal() != 0,
        JsonValueKind.String => value.GetString() is not ("" or "0"),
        _ => false,
    };

    private static string Scalar(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString() ?? string.Empty,
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        _ => json.GetRawText(),
    };

    private static decimal? Decimal(JsonElement? json)
        => json is { } value && decimal.TryParse(Scalar(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : null;

    private static int? Int(JsonElement? json)
        => json is { } value && int.TryParse(Scalar(value), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number
            : null;
}
