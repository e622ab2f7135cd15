using System.Text.Json;
using Proxima.Pve.Schema;

namespace Proxima.PveGen;

/// <summary>
/// The keys of property strings by parameter and place. The facts that come as JSON have lost most of them, since they keep only members
/// that are named like words of a schema; the file <c>facts/property-strings.jsonl</c> has them whole.
/// </summary>
public sealed class PropertyStringFacts
{
    private readonly List<Entry> _entries;

    private PropertyStringFacts(List<Entry> entries) => _entries = entries;

    public static PropertyStringFacts Of(string version)
    {
        var all = FactLines.Of("property-strings").Select(Entry.Read).ToList();
        // 9.1 is not in the file; what 9.2 says holds for it as well.
        var wanted = all.Exists(entry => entry.Versions.Contains(version)) ? version : "9.2";
        return new PropertyStringFacts([.. all.Where(entry => entry.Versions.Contains(wanted))]);
    }

    /// <summary>Named formats that are property strings.</summary>
    public static Dictionary<string, PveType> Named()
        => FactLines.Of("named-formats").ToDictionary(
            line => line.GetProperty("name").GetString() ?? string.Empty,
            line => PveFacts.Type(line),
            StringComparer.Ordinal);

    public PveSchema Complete(PveSchema schema)
        => schema.With([.. schema.Operations.Select(operation => operation.With(
            operation.Parameters.ToDictionary(pair => pair.Key, pair
                => Complete(operation.Path, "parameters", pair.Key, pair.Value), StringComparer.Ordinal),
            Complete(operation.Path, "returns", string.Empty, operation.Returns)))]);

    private PveType Complete(string path, string side, string name, PveType type)
    {
        var found = type is { IsPropertyString: true } ? _entries.Find(entry => entry.Fits(path, side, name)) : null;
        return type with
        {
            Keys = found?.Keys ?? type.Keys,
            Properties = type.Properties.ToDictionary(pair => pair.Key, pair
                => Complete(path, side, pair.Key, pair.Value), StringComparer.Ordinal),
            Items = type.Items is { } items ? Complete(path, side, name, items) : null,
            OneOf = [.. type.OneOf.Select(one => Complete(path, side, name, one))],
        };
    }

    private sealed record Entry(string Name, IReadOnlyList<string> At, HashSet<string> Versions, string? Side, IReadOnlyDictionary<string,
        PveType>? Keys)
    {
        public static Entry Read(JsonElement json) => new(
            json.GetProperty("name").GetString() ?? string.Empty,
            [.. json.GetProperty("at").EnumerateArray().Select(item => item.GetString() ?? string.Empty)],
            [.. json.GetProperty("versions").EnumerateArray().Select(item => item.GetString() ?? string.Empty)],
            json.TryGetProperty("side", out var side) ? side.GetString() : null,
            PveFacts.Type(json).Keys);

        // "/qemu" and "/lxc" stand for every path below them, the others for themselves.
        public bool Fits(string path, string side, string name)
            => name == Name && (Side is null || Side == side)
                && At.Any(place => place is "/qemu" or "/lxc" ? path.Contains(place, StringComparison.Ordinal) : path == place);
    }
}
