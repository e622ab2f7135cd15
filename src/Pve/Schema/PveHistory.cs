namespace Proxima.Pve.Schema;

/// <summary>Which version of Proxmox VE knows what, from the schemas of 7.4, 8.4, 9.1 and 9.2: since when, and until when.</summary>
public static class PveHistory
{
    private static readonly (PveVersionInfo Version, string Name)[] Known =
        [.. PveSchema.Versions.Where(name => name.StartsWith("pve-", StringComparison.Ordinal))
            .Select(name => (PveVersionInfo.Parse(name[4..]), name)).Order()];

    /// <summary>The schema that tells most about a server: the newest that is not newer than it.</summary>
    public static PveSchema SchemaFor(PveVersionInfo server)
    {
        var name = Known[0].Name;
        foreach (var (version, candidate) in Known)
        {
            name = version <= server ? candidate : name;
        }

        return PveSchema.Load(name);
    }

    /// <summary>Whether a server of this version knows the call, and the parameter if one is named.</summary>
    public static bool Supports(PveVersionInfo server, string method, string path, string? parameter = null)
        => Has(SchemaFor(server), method, path, parameter);

    /// <summary>The first known version that has it: <c>8.4</c>; of what 7.4 has already, 7.4. Null when none has.</summary>
    public static string? Since(string method, string path, string? parameter = null)
        => Known.Select(pair => PveSchema.Load(pair.Name)).FirstOrDefault(schema => Has(schema, method, path, parameter))?.Version;

    /// <summary>The last known version that has it, when a later one has it no more; null when the newest has it, or none.</summary>
    public static string? Until(string method, string path, string? parameter = null)
    {
        var last = Known.Select(pair => PveSchema.Load(pair.Name)).LastOrDefault(schema => Has(schema, method, path, parameter))?.Version;
        return last == PveSchema.Load(Known[^1].Name).Version ? null : last;
    }

    private static bool Has(PveSchema schema, string method, string path, string? parameter)
        => (schema.Find(method, path) ?? schema.Match(method, path)?.Operation) is { } operation
            && (parameter is null || operation.Parameter(parameter) is not null);
}
