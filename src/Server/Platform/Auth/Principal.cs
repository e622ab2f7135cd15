namespace Proxima.Server.Platform.Auth;

/// <summary>Who is asking, and what they may. Immutable and made ahead: a request neither reads a database nor adds anything up.</summary>
public sealed record Principal(string Name, string DisplayName, Grants Grants)
{
    /// <summary>With these scopes everywhere.</summary>
    public Principal(string name, string displayName, IReadOnlySet<string> scopes)
        : this(name, displayName, Grants.Everywhere(scopes))
    {
    }

    /// <summary>Id of the user; null for the control socket.</summary>
    public string? UserId { get; init; }

    /// <summary>Session id, token prefix or null: what to end when this access is revoked.</summary>
    public string? Via { get; init; }

    /// <summary>Prefix of the API token that is used; null when none is.</summary>
    public string? Token { get; init; }

    /// <summary>Whom this person looks as at the moment: nothing may be changed meanwhile. Null for nobody.</summary>
    public string? SeesAs { get; init; }

    /// <summary>Cancelled when this access ends or becomes another one; live streams link it.</summary>
    public CancellationToken Ended { get; init; }

    /// <summary>Whether the scope is held, at least somewhere.</summary>
    public bool May(string scope) => scope == Scopes.SignedIn || Grants.May(scope);

    /// <summary>Whether the scope counts for this place.</summary>
    public bool May(string scope, Place place, Topology topology) => Grants.BoundsOf(scope).Contains(place, topology);

    /// <summary>Whether the place exists, as far as this principal is to know.</summary>
    public bool Sees(Place place, Topology topology) => May(Scopes.Read, place, topology);

    /// <summary>Whether the scope counts everywhere.</summary>
    public bool MayEverywhere(string scope) => Grants.MayEverywhere(scope);
}

/// <summary>The principal of the current request, set by the authentication middleware; null when nobody signed in.</summary>
public static class PrincipalFeature
{
    private static readonly object Key = new();

    public static Principal? Principal(this HttpContext context)
        => context.Items.TryGetValue(Key, out var value) ? (Principal?)value : null;

    public static void SetPrincipal(this HttpContext context, Principal principal) => context.Items[Key] = principal;

    /// <summary>Where the principal may read; nowhere for nobody.</summary>
    public static Bounds ReadBounds(this HttpContext context) => context.Principal()?.Grants.BoundsOf(Scopes.Read) ?? Bounds.Nothing;
}
