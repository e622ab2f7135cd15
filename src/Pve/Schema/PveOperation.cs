using System.Text.Json;

namespace Proxima.Pve.Schema;

/// <summary>One thing the API can do: a method on a path.</summary>
public sealed record PveOperation
{
    /// <summary>The path below <c>/api2/json</c>, with its parameters: <c>/nodes/{node}/qemu/{vmid}/config</c>.</summary>
    public required string Path { get; init; }

    /// <summary>GET, POST, PUT or DELETE.</summary>
    public required string Method { get; init; }

    /// <summary>What the method is called on the server: <c>vm_config</c>. Not unique.</summary>
    public required string Name { get; init; }

    /// <summary>Runs with root's rights in the privileged daemon.</summary>
    public bool Protected { get; init; }

    /// <summary>The parameter that names the node which answers; the others pass the call on.</summary>
    public string? ProxyTo { get; init; }

    /// <summary>Whether an API token may call it; some operations want a log-in.</summary>
    public bool AllowToken { get; init; } = true;

    public required PvePermissions Permissions { get; init; }

    /// <summary>Parameters by name, those of the path among them; families keep their bracket (<c>net[n]</c>).</summary>
    public required IReadOnlyDictionary<string, PveType> Parameters { get; init; }

    public required PveType Returns { get; init; }

    /// <summary>The names in braces, from left to right.</summary>
    public IReadOnlyList<string> PathParameters
        => field ??= [.. Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part[1..^1])];

    /// <summary>The parameter of this name, families included: <c>net7</c> finds <c>net[n]</c>.</summary>
    public PveType? Parameter(string name) => PveFamily.Find(Parameters, name);

    /// <summary>The same operation with other types.</summary>
    public PveOperation With(IReadOnlyDictionary<string, PveType> parameters, PveType returns)
        => this with { Parameters = parameters, Returns = returns };

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>Who may call an operation, as Proxmox writes it.</summary>
/// <param name="User"><c>world</c>: anybody; <c>all</c>: whoever is logged in; null: see the check.</param>
/// <param name="Check">
/// The check in prefix notation, <c>["perm", "/vms/{vmid}", ["VM.Audit"]]</c>; null when there is none, which together with no user
/// means root alone.
/// </param>
public sealed record PvePermissions(string? User, JsonElement? Check)
{
    public bool IsRootOnly => User is null && Check is null;
}
