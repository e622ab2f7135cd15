using System.Text.Json;

namespace Proxima.Pve.Schema;

/// <summary>
/// Reads the facts of an API as JSON: <c>{product, version, operations: [{path, method, name, …, parameters, returns}]}</c>.
/// </summary>
public static class PveFacts
{
    /// <summary>Reads the whole document.</summary>
    /// <param name="json">The facts.</param>
    /// <param name="formats">Named formats that are property strings, by name.</param>
    /// <exception cref="FormatException">It is no such document.</exception>
    public static PveSchema Read(JsonElement json, IReadOnlyDictionary<string, PveType>? formats = null)
    {
        if (!json.TryGetProperty("operations", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("no list of operations");
        }

        var types = new TypeJson(new Dictionary<string, PveType>(StringComparer.Ordinal));
        var known = formats is null ? new Dictionary<string, PveType>(StringComparer.Ordinal)
            : new Dictionary<string, PveType>(formats, StringComparer.Ordinal);
        var operations = list.EnumerateArray()
            .Select(item => OperationJson.Read(item.GetProperty("method").GetString() ?? string.Empty, item.GetProperty("path").GetString()
                ?? string.Empty, item, types, known))
            .OrderBy(operation => operation.Path, StringComparer.Ordinal).ThenBy(operation => operation.Method, StringComparer.Ordinal)
            .ToList();
        return new PveSchema(
            json.GetProperty("product").GetString() ?? string.Empty,
            json.GetProperty("version").GetString() ?? string.Empty,
            operations,
            known);
    }

    /// <summary>Reads one type in the same notation.</summary>
    public static PveType Type(JsonElement json) => new TypeJson(new Dictionary<string, PveType>(StringComparer.Ordinal)).Read(json);
}
