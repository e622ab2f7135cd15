using System.Data.Common;
using System.Security.Cryptography;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.Access;

/// <summary>Accounts of other programs become users like any other; nobody who is there is changed.</summary>
internal sealed class AccountImport(AccountStore accounts, TimeProvider time) : IAccountImport
{
    /// <summary>What no password hashes to.</summary>
    private const string NoPassword = "";

    public async Task<string?> ProblemAsync(ImportedAccount account, CancellationToken cancellationToken)
    {
        if (!UserName.TryParse(account.Name, out var name, out var problem))
        {
            return problem;
        }

        if (ScopesOf(account.Role) is null)
        {
            return $"There is no role '{account.Role}'";
        }

        return await accounts.FindAsync(UserName.Key(name), cancellationToken) is { } there
            ? $"There is a user {there.Account.Name} already, who stays as they are"
            : null;
    }

    public async Task<string?> AddAsync(ImportedAccount account, CancellationToken cancellationToken)
    {
        if (!UserName.TryParse(account.Name, out var name, out var wrong))
        {
            return wrong;
        }

        if (await ProblemAsync(account, cancellationToken) is { } problem)
        {
            return problem;
        }

        var user = new Account(
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), name, account.DisplayName ?? name, ScopesOf(account.Role) ?? "");
        try
        {
            await accounts.AddAsync(new StoredAccount(user, account.PasswordHash ?? NoPassword), time.GetUtcNow(), cancellationToken);
            return null;
        }
        catch (DbException exception) when (exception.IsUniqueViolation())
        {
            return $"There is a user {name} already, who stays as they are";
        }
    }

    private static string? ScopesOf(string role) => role switch
    {
        "viewer" => Scopes.Read,
        "admin" => Account.EveryScope,
        _ => null,
    };
}
