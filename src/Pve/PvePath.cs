namespace Proxima.Pve;

/// <summary>Paths of the API.</summary>
public static class PvePath
{
    /// <summary>A path and one more part, percent-encoded: a volume id may hold slashes.</summary>
    public static string Join(string path, string part) => $"{path}/{Uri.EscapeDataString(part)}";

    public static string Join(string path, long part) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}/{part}");

    /// <summary>
    /// What a person types, as it travels: <c>nodes/pve1</c>, <c>/nodes/pve1/</c> and <c>/api2/json/nodes/pve1</c> are one path.
    /// Parts that are encoded already stay so.
    /// </summary>
    /// <exception cref="FormatException">A part is <c>.</c> or <c>..</c>: an address would lose it, and leave the API.</exception>
    public static string Normal(string typed)
    {
        var path = typed.Trim();
        foreach (var root in (string[])["/api2/json", "/api2/extjs"])
        {
            path = path.StartsWith(root, StringComparison.Ordinal) ? path[root.Length..] : path;
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => Uri.EscapeDataString(Uri.UnescapeDataString(part))).ToList();
        return parts.Exists(part => part is "." or "..")
            ? throw new FormatException("A path of the API has no part '.' or '..'.")
            : "/" + string.Join('/', parts);
    }

    /// <summary>As the server sees it.</summary>
    public static string Decoded(string path) => Uri.UnescapeDataString(path);
}
