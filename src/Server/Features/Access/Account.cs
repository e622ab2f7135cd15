using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Access;

/// <summary>A person who may sign in, without the password.</summary>
internal sealed record Account(string Id, string Name, string DisplayName, string ScopeText)
{
    /// <summary>Every scope there is, also ones of later versions.</summary>
    public const string EveryScope = "*";

    public IReadOnlySet<string> ScopeSet { get; } = Parse(ScopeText);

    /// <summary>Scopes we do not know are dropped: a later version may have written them.</summary>
    private static HashSet<string> Parse(string text)
    {
        var scopes = text == EveryScope ? Scopes.All : text.Split(' ').Intersect(Scopes.All, StringComparer.Ordinal);
        return scopes.ToHashSet(StringComparer.Ordinal);
    }
}

/// <summary>An account as stored.</summary>
internal sealed record StoredAccount(Account Account, string PasswordHash);

/// <summary>A session as stored.</summary>
internal sealed record SessionRow
{
    public required string Id { get; init; }
    public required string TokenHash { get; init; }
    public required string UserId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UsedAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public string? Address { get; init; }
}
