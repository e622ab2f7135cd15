namespace Proxima.Server.Features.Access;

/// <summary>An account that comes from another program.</summary>
/// <param name="Name">As it was there.</param>
/// <param name="DisplayName">Shown to people; the name when there is none, or none that can be shown.</param>
/// <param name="PasswordHash">In the form of ASP.NET Core Identity; null: no password opens it until somebody sets one.</param>
/// <param name="Role">Id or name of the role it gets, everywhere.</param>
/// <param name="Tokens">Its API tokens, listed as revoked: they open nothing.</param>
public sealed record ImportedAccount(
    string Name, string? DisplayName, string? PasswordHash, string Role, IReadOnlyList<ImportedToken> Tokens)
{
    // A record prints its members; this one holds a hash.
    public override string ToString() => Name;
}

/// <summary>What is left of an API token of another program.</summary>
public sealed record ImportedToken(string Name, DateTimeOffset? CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>Takes over accounts of other programs. Nobody who is there is changed.</summary>
public interface IAccountImport
{
    /// <summary>Why whoever asks cannot make this account now; null when they can.</summary>
    string? Problem(HttpContext context, ImportedAccount account);

    /// <summary>Makes it, whole or not at all, and writes down who did; returns why not, null when it is made.</summary>
    Task<string?> AddAsync(HttpContext context, ImportedAccount account, CancellationToken cancellationToken);
}
