using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Proxima.Model;

/// <summary>
/// Names one node for ever: 32 lower-case hex digits given at first sight. Host names may change and repeat, this does not.
/// </summary>
[JsonConverter(typeof(NodeIdJsonConverter))]
public readonly record struct NodeId : IParsable<NodeId>
{
    private readonly string? _text;

    private NodeId(string text) => _text = text;

    public static NodeId New() => new(Guid.CreateVersion7().ToString("n", CultureInfo.InvariantCulture));

    public static NodeId Parse(string s, IFormatProvider? provider)
        => TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not a node id (32 lower-case hex digits)");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out NodeId result)
    {
        if (s is { Length: 32 } && s.All(char.IsAsciiHexDigitLower))
        {
            result = new NodeId(s);
            return true;
        }

        result = default;
        return false;
    }

    public override string ToString() => _text ?? new string('0', 32);
}

/// <summary>A node id is its text on the wire.</summary>
public sealed class NodeIdJsonConverter : JsonConverter<NodeId>
{
    public override NodeId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => NodeId.TryParse(reader.GetString(), CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new JsonException("not a node id (32 lower-case hex digits)");

    public override void Write(Utf8JsonWriter writer, NodeId value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.ToString());
}
