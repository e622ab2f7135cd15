namespace Proxima.Server.Features.Access;

/// <summary>An account that comes from another program.</summary>
/// <param name="Name">As it was there.</param>
/// <param name="DisplayName">Shown to people; the name when there is none.</param>
/// <param name="PasswordHash">In the form of ASP.NET Core Identity; null for one that no password opens until somebody sets one.</param>
/// <param name="Role">Id or name of the role it gets, everywhere.</param>
public sealed record ImportedAccount(string Name, string? DisplayName, string? PasswordHash, string Role)
{
    // A record prints its members; this one holds a hash.
    public override string ToString() => Name;
}

/// <summary>Takes over accounts of other programs.</summary>
public interface IAccountImport
{
    /// <summary>Why this account cannot be made (its name, its role); null when it can.</summary>
    Task<string?> ProblemAsync(ImportedAccount account, CancellationToken cancellationToken);

    /// <summary>Makes it, whole or not at all; returns why not, null when it is made.</summary>
    Task<string?> AddAsync(ImportedAccount account, CancellationToken cancellationToken);
}
