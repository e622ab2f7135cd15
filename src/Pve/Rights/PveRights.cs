using System.Text.Json;

namespace Proxima.Pve.Rights;

/// <summary>
/// What somebody may do, from <c>GET /access/permissions</c>: privileges by path, each with whether it holds below the path too.
/// A longer path says all about itself; what is not listed takes from the nearest listed one above it.
/// </summary>
public sealed class PveRights
{
    private readonly SortedDictionary<string, Dictionary<string, bool>> _paths = new(StringComparer.Ordinal);

    private PveRights()
    {
    }

    /// <summary>Every path that is listed, and its privileges.</summary>
    public IEnumerable<(string Path, IReadOnlyCollection<string> Privileges)> All
        => _paths.Select(pair => (pair.Key, (IReadOnlyCollection<string>)pair.Value.Keys));

    /// <summary>Reads the answer; what is no object gives no right at all.</summary>
    public static PveRights Read(JsonElement? permissions)
    {
        var rights = new PveRights();
        if (permissions is not { ValueKind: JsonValueKind.Object } paths)
        {
            return rights;
        }

        foreach (var path in paths.EnumerateObject().Where(path => path.Value.ValueKind == JsonValueKind.Object))
        {
            // The value says whether it propagates: 1 or 0, also as text.
            rights._paths[path.Name] = path.Value.EnumerateObject()
                .ToDictionary(privilege => privilege.Name, privilege
                    => privilege.Value.ToString() is "1" or "True" or "true", StringComparer.Ordinal);
        }

        return rights;
    }

    /// <summary>Whether the privilege holds on this path.</summary>
    public bool Has(string path, string privilege)
    {
        if (_paths.TryGetValue(path, out var exact))
        {
            return exact.ContainsKey(privilege);
        }

        for (var above = Above(path); above is not null; above = Above(above))
        {
            if (_paths.TryGetValue(above, out var privileges))
            {
                return privileges.TryGetValue(privilege, out var propagates) && propagates;
            }
        }

        return false;
    }

    private static string? Above(string path)
    {
        if (path is "/" or "")
        {
            return null;
        }

        var slash = path.LastIndexOf('/');
        return slash <= 0 ? "/" : path[..slash];
    }
}
