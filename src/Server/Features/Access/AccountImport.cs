using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Access;

/// <summary>Accounts of other programs become users like any other, by the same rules and at the same desk.</summary>
internal sealed class AccountImport(AccessDesk desk, AccessBoard board, Passwords passwords, ITopology topology, TimeProvider time)
    : IAccountImport
{
    public string? Problem(HttpContext context, ImportedAccount account)
        => context.Principal() is { } actor ? Words(Make(board.Current, actor, account, "").Problem) : "Nobody is signed in";

    public async Task<string?> AddAsync(HttpContext context, ImportedAccount account, CancellationToken cancellationToken)
    {
        if (context.Principal() is not { } actor)
        {
            return "Nobody is signed in";
        }

        // A password nobody knows, and not a hash that is none: to try one takes as long as with everybody else.
        var hash = account.PasswordHash ?? await passwords.HashAsync(
            new Account("", account.Name, account.Name), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), cancellationToken);
        return Words(await desk.ChangeAsync(context, book => Make(book, actor, account, hash), cancellationToken));
    }

    private Plan Make(AccessBook book, Principal actor, ImportedAccount imported, string hash)
    {
        var plan = new Plan { Action = "user.import", Target = imported.Name };
        if (!UserName.TryParse(imported.Name, out var name, out var wrong))
        {
            return plan.Refused(Platform.Http.Problems.BadRequest("bad-name", wrong));
        }

        var display = Title.TryParse(imported.DisplayName ?? name, "display name", out var shown, out _) ? shown : name;
        var now = time.GetUtcNow();
        var role = book.FindRole(imported.Role)?.Id
            ?? book.Roles.FirstOrDefault(one => Title.Key(one.Name) == Title.Key(imported.Role))?.Id ?? imported.Role;
        var account = new Account(Account.NewId(), name, display) { CreatedAt = now, PasswordChangedAt = now };
        var made = UserPlans.Create(
            book, actor, topology.Current, new StoredAccount(account, hash), [new AssignmentInfo(role, new BoundsInfo(true, []))]);
        return WithTokens(made with { Action = plan.Action }, account.Id, imported, now);
    }

    /// <summary>The tokens too, as rows that were revoked the moment they came.</summary>
    private static Plan WithTokens(Plan plan, string userId, ImportedAccount imported, DateTimeOffset now)
    {
        if (plan is not { Problem: null, After: { } after, Write: { } write } || imported.Tokens.Count == 0)
        {
            return plan with { Becomes = $"{plan.Becomes}, {Password(imported)}" };
        }

        var rows = imported.Tokens.Select(token => Row(token, userId, now)).ToList();
        return plan with
        {
            Becomes = FormattableString.Invariant($"{plan.Becomes}, {Password(imported)}, {rows.Count} dead tokens listed"),
            After = after.WithTokens(rows),
            Write = async (transaction, token) =>
            {
                var written = await write(transaction, token);
                foreach (var row in rows)
                {
                    written += await TokenStore.InsertAsync(transaction, row, token);
                }

                return written + await TokenStore.RevokeAsync(transaction, rows, token);
            },
        };
    }

    private static TokenRow Row(ImportedToken token, string userId, DateTimeOffset now)
    {
        var prefix = TokenText.NewPrefix();
        return new TokenRow
        {
            Prefix = prefix,
            // Of a token that is told to nobody.
            SecretHash = TokenText.Hash(TokenText.Make(prefix)),
            Name = Title.TryParse(token.Name, "name", out var name, out _) ? name : "Imported token",
            UserId = userId,
            ScopeText = Scopes.Read,
            Bounds = Bounds.Everything,
            CreatedAt = token.CreatedAt ?? now,
            ExpiresAt = token.ExpiresAt,
            RevokedAt = now,
        };
    }

    private static string Password(ImportedAccount imported)
        => imported.PasswordHash is null ? "without a password" : "with the password of before";

    private static string? Words(ProblemHttpResult? problem) => problem?.ProblemDetails switch
    {
        null => null,
        { Detail: { Length: > 0 } detail } details => $"{details.Title}: {detail}",
        var details => details.Title ?? "It is refused",
    };
}
