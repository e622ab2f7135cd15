using System.Text.Json.Serialization;
using Proxima.Model;

namespace Proxima.Server.Features.Access;

[JsonConverter(typeof(CamelCaseEnum<TokenState>))]
public enum TokenState
{
    Active,
    Expired,
    Revoked,

    /// <summary>Its owner may not sign in.</summary>
    OwnerDisabled,
}

/// <summary>An API token; the secret is told once, when it is made.</summary>
public sealed record TokenInfo
{
    /// <summary>The 8 letters and digits behind <c>prx_</c>: names it, opens nothing.</summary>
    public required string Prefix { get; init; }
    public required string Name { get; init; }
    public required string OwnerId { get; init; }
    public required string OwnerName { get; init; }
    public required TokenState State { get; init; }

    /// <summary>The scopes it was given; <see cref="IsEverything"/> for all of its owner.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }
    public required bool IsEverything { get; init; }

    /// <summary>What it really may now, as its owner is.</summary>
    public required IReadOnlyList<string> EffectiveScopes { get; init; }
    public required BoundsInfo Bounds { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }
    public string? UsedAddress { get; init; }

    /// <summary>Until when the secret before the last rotation still opens.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>Tokens, newest first.</summary>
public sealed record TokenList(IReadOnlyList<TokenInfo> Items, int Total);

/// <summary>A new token: a preset, or a list of scopes.</summary>
public sealed record NewToken(string Name)
{
    /// <summary>read_only, vm_control, script_runner or full_admin.</summary>
    public string? Preset { get; init; }
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Everywhere its owner may when left out.</summary>
    public BoundsInfo? Bounds { get; init; }

    /// <summary>Days it is good for, 1 to 3650; 90 when left out.</summary>
    public int? ExpiresInDays { get; init; }

    /// <summary>Never expires: has to be said.</summary>
    public bool NeverExpires { get; init; }

    /// <summary>Id of the owner when it is not who asks; needs access.manage.</summary>
    public string? UserId { get; init; }
}

/// <summary>The only time the token is told.</summary>
public sealed record TokenMade(TokenInfo Info, string Token);

/// <summary>A new secret for the same token.</summary>
public sealed record Rotation
{
    /// <summary>Seconds the old secret still opens, 0 to 604800; 0 when left out.</summary>
    public int OverlapSeconds { get; init; }

    /// <summary>Days from now the token is good for, 1 to 3650; as long as before when left out.</summary>
    public int? ExpiresInDays { get; init; }
}
