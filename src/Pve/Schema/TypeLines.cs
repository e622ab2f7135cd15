using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Proxima.Pve.Schema;

/// <summary>Writes types, each distinct one once, named by what it says.</summary>
internal sealed class TypeLines
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _bodies = new(StringComparer.Ordinal);
    private readonly List<string> _lines = [];

    public IEnumerable<string> Lines => _lines;

    public string Body(PveType type) => Json(writer => Write(writer, type));

    public string Operation(PveOperation operation) => Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("name", operation.Name);
        Flag(writer, "protected", operation.Protected);
        Text(writer, "proxyto", operation.ProxyTo);
        if (!operation.AllowToken)
        {
            writer.WriteNumber("allowtoken", 0);
        }

        if (!operation.Permissions.IsRootOnly)
        {
            writer.WriteStartObject("permissions");
            Text(writer, "user", operation.Permissions.User);
            if (operation.Permissions.Check is { } check)
            {
                writer.WritePropertyName("check");
                check.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        Children(writer, "parameters", operation.Parameters);
        writer.WriteString("returns", Id(operation.Returns));
        writer.WriteEndObject();
    });

    private string Id(PveType type)
    {
        var body = Body(type);
        if (_ids.TryGetValue(body, out var id))
        {
            return id;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        var length = 6;
        while (_bodies.ContainsKey(hash[..length]))
        {
            length++;
        }

        id = hash[..length];
        _ids[body] = id;
        _bodies[id] = body;
        // Children come first: their lines were added while the body was made.
        _lines.Add($"type {id} {body}");
        return id;
    }

    private void Write(Utf8JsonWriter writer, PveType type)
    {
        writer.WriteStartObject();
        Text(writer, "type", KindText(type.Kind));
        Flag(writer, "optional", type.Optional);
        Text(writer, "format", type.Format);
        Text(writer, "pattern", type.Pattern);
        Text(writer, "default", type.Default);
        Number(writer, "minimum", type.Minimum);
        Number(writer, "maximum", type.Maximum);
        Number(writer, "minLength", type.MinLength);
        Number(writer, "maxLength", type.MaxLength);
        Text(writer, "requires", type.Requires);
        Text(writer, "alias", type.Alias);
        Text(writer, "keyAlias", type.KeyAlias);
        Flag(writer, "default_key", type.IsDefaultKey);
        if (type.Enum.Count > 0)
        {
            writer.WriteStartArray("enum");
            foreach (var value in type.Enum)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        // The keys of a named format stand once, with the format.
        if (type is { Format: null, IsPropertyString: true })
        {
            Children(writer, "keys", type.Keys ?? PveType.Anything.Properties, evenIfEmpty: true);
        }

        Children(writer, "properties", type.Properties);
        if (type.Items is { } items)
        {
            writer.WriteString("items", Id(items));
        }

        if (type.More is { } more)
        {
            writer.WriteString("additionalProperties", Id(more));
        }
        else if (type.AllowsMore is { } allows)
        {
            writer.WriteNumber("additionalProperties", allows ? 1 : 0);
        }

        if (type.OneOf.Count > 0)
        {
            writer.WriteStartArray("oneOf");
            foreach (var one in type.OneOf)
            {
                writer.WriteStringValue(Id(one));
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private void Children(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, PveType> children, bool evenIfEmpty = false)
    {
        if (children.Count == 0 && !evenIfEmpty)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (key, child) in children.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteString(key, Id(child));
        }

        writer.WriteEndObject();
    }

    private static string? KindText(PveKind kind) => kind switch
    {
        PveKind.Text => "string",
        PveKind.Any => null,
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static void Text(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void Flag(Utf8JsonWriter writer, string name, bool value)
    {
        if (value)
        {
            writer.WriteNumber(name, 1);
        }
    }

    private static void Number(Utf8JsonWriter writer, string name, decimal? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Plain))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
