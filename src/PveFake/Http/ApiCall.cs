using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proxima.Pve.Schema;
using Proxima.PveFake.Access;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Http;

/// <summary>One checked call: who asks for which operation, with which parameters. The world's gate is held while it is answered.</summary>
internal sealed class ApiCall(PveWorld world, Caller caller, PveOperation operation, IReadOnlyDictionary<string, JsonNode?> parameters)
{
    public PveWorld World { get; } = world;

    public Caller Caller { get; } = caller;

    public PveOperation Operation { get; } = operation;

    /// <summary>All parameters, those of the path among them.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Parameters { get; } = parameters;

    /// <summary>The path below the format, decoded: <c>/nodes/pve1/status</c>.</summary>
    public required string Path { get; init; }

    public Upload? Upload { get; init; }

    public Permissions Permissions { get; } = new(world);

    public string NodeName => Text("node");

    /// <summary>The node of the path, which is a member: the pipeline looked.</summary>
    public PveNode Node => World.Node(NodeName) ?? throw Refusal.Failed($"no such cluster node '{NodeName}'");

    public string Text(string name) => Maybe(name) ?? throw Refusal.Parameter(name, "property is missing and it is not optional");

    /// <summary>The parameter as text, a list with commas; null when it is not given.</summary>
    public string? Maybe(string name) => Parameters.GetValueOrDefault(name) is { } value ? TextOf(value) : null;

    public int? Int(string name) => int.TryParse(Maybe(name), CultureInfo.InvariantCulture, out var value) ? value : null;

    public long? Long(string name) => long.TryParse(Maybe(name), CultureInfo.InvariantCulture, out var value) ? value : null;

    public bool Flag(string name, bool otherwise = false) => Maybe(name) is { } text ? IsTrue(text) : otherwise;

    /// <summary>A list, however it was sent: repeated, as an array, or with commas, semicolons or blanks between.</summary>
    public IReadOnlyList<string> List(string name) => SplitList(Maybe(name));

    public bool May(string path, params ReadOnlySpan<string> any) => Permissions.Has(Caller, path, any);

    public void Demand(string path, string privilege)
    {
        if (!May(path, privilege))
        {
            throw Refusal.Forbidden($"{path}, {privilege}");
        }
    }

    /// <summary>Names that are given beyond those of the path.</summary>
    public IEnumerable<KeyValuePair<string, string>> Given
        => Parameters.Where(pair => !Operation.PathParameters.Contains(pair.Key) && pair.Value is not null)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value is { } value ? TextOf(value) : string.Empty));

    public static bool IsTrue(string text) => text is "1" || text.Equals("yes", StringComparison.OrdinalIgnoreCase)
        || text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("on", StringComparison.OrdinalIgnoreCase);

    public static IReadOnlyList<string> SplitList(string? text)
        => text?.Split([',', ';', ' ', '\0'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    internal static string TextOf(JsonNode value) => value switch
    {
        JsonArray list => string.Join(',', list.Select(item => item is null ? string.Empty : TextOf(item))),
        JsonValue scalar when scalar.GetValueKind() is JsonValueKind.String => scalar.GetValue<string>(),
        JsonValue scalar when scalar.GetValueKind() is JsonValueKind.True => "1",
        JsonValue scalar when scalar.GetValueKind() is JsonValueKind.False => "0",
        _ => value.ToJsonString(),
    };
}
