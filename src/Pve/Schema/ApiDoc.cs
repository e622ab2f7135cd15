using System.Text;
using System.Text.Json;

namespace Proxima.Pve.Schema;

/// <summary>
/// Reads what a live node serves at <c>/pve-docs/api-viewer/apidoc.js</c> (Backup Server: <c>/docs/api-viewer/apidoc.js</c>):
/// a script that holds the whole schema as one array.
/// </summary>
public static class ApiDoc
{
    public const string Path = "/pve-docs/api-viewer/apidoc.js";
    public const string BackupServerPath = "/docs/api-viewer/apidoc.js";

    /// <param name="script">The script.</param>
    /// <param name="product"><c>Proxmox VE</c> or <c>Proxmox Backup Server</c>.</param>
    /// <param name="version">What the server says its version is.</param>
    /// <param name="formats">Named formats that are property strings; the script has only their names.</param>
    /// <exception cref="FormatException">There is no such array in it.</exception>
    public static PveSchema Read(string script, string product, string version, IReadOnlyDictionary<string, PveType>? formats = null)
    {
        try
        {
            using var document = JsonDocument.Parse(ArrayIn(script),
                new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var types = new TypeJson(new Dictionary<string, PveType>(StringComparer.Ordinal));
            var known = formats is null ? new Dictionary<string, PveType>(StringComparer.Ordinal)
                : new Dictionary<string, PveType>(formats, StringComparer.Ordinal);
            var operations = new List<PveOperation>();
            foreach (var node in document.RootElement.EnumerateArray())
            {
                Add(node, types, known, operations);
            }

            return new PveSchema(
                product, version, [.. operations.OrderBy(operation => operation.Path, StringComparer.Ordinal)
                    .ThenBy(operation => operation.Method, StringComparer.Ordinal)], known);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"The description of the API cannot be read: {error.Message}", error);
        }
    }

    private static void Add(JsonElement node, TypeJson types, Dictionary<string, PveType> formats, List<PveOperation> operations)
    {
        if (node.TryGetProperty("path", out var path) && node.TryGetProperty("info", out var info)
            && info.ValueKind == JsonValueKind.Object)
        {
            foreach (var method in info.EnumerateObject().Where(method => method.Name is "GET" or "POST" or "PUT" or "DELETE"))
            {
                operations.Add(OperationJson.Read(method.Name, path.GetString() ?? string.Empty, method.Value, types, formats));
            }
        }

        if (node.TryGetProperty("children", out var children) && children.ValueKind == JsonValueKind.Array)
        {
            foreach (var child in children.EnumerateArray())
            {
                Add(child, types, formats, operations);
            }
        }
    }

    // From the first bracket after the name to the one that closes it; brackets inside strings do not count.
    private static ReadOnlyMemory<byte> ArrayIn(string script)
    {
        var name = script.IndexOf("apiSchema", StringComparison.Ordinal);
        var start = script.IndexOf('[', Math.Max(name, 0));
        if (start < 0)
        {
            throw new FormatException("The page is no description of an API.");
        }

        var depth = 0;
        for (var at = start; at < script.Length; at++)
        {
            switch (script[at])
            {
                case '"':
                    at = EndOfString(script, at);
                    break;
                case '[':
                    depth++;
                    break;
                case ']' when --depth == 0:
                    return Encoding.UTF8.GetBytes(script[start..(at + 1)]);
            }
        }

        throw new FormatException("The description of the API ends in the middle.");
    }

    private static int EndOfString(string script, int at)
    {
        for (at++; at < script.Length && script[at] != '"'; at++)
        {
            at += script[at] == '\\' ? 1 : 0;
        }

        return at;
    }
}
