namespace Proxima.Server.Platform.Auth;

/// <summary>
/// Who is asking. Held in memory for the length of a request; issue 02 adds bounds (sites, nodes, guests) beside the scopes.
/// </summary>
public sealed record Principal(string Name, string DisplayName, IReadOnlySet<string> Scopes)
{
    /// <summary>Session id, token prefix or null: what to end when this access is revoked.</summary>
    public string? Via { get; init; }

    /// <summary>Prefix of the API token that is used; null when none is.</summary>
    public string? Token { get; init; }

    public bool May(string scope) => Scopes.Contains(scope);
}

/// <summary>The principal of the current request, set by the authentication middleware; null when nobody signed in.</summary>
public static class PrincipalFeature
{
    private static readonly object Key = new();

    public static Principal? Principal(this HttpContext context)
        => context.Items.TryGetValue(Key, out var value) ? (Principal?)value : null;

    public static void SetPrincipal(this HttpContext context, Principal principal) => context.Items[Key] = principal;
}
