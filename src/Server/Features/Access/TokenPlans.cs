using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Access;

/// <summary>Changes of API tokens, judged by the book they change and by who asks. Pure.</summary>
internal static class TokenPlans
{
    public const int DefaultDays = 90;
    public const int MostDays = 3650;
    private const int MostPerUser = 200;

    public static TimeSpan LongestOverlap { get; } = TimeSpan.FromDays(7);

    public static IReadOnlyList<TokenPreset> Presets { get; } =
    [
        new("read_only", "See everything, change nothing", [Scopes.Read]),
        new("vm_control", "See, start, stop, snapshot, move and back up guests",
            [Scopes.Read, Scopes.GuestControl, Scopes.GuestSnapshot, Scopes.GuestMigrate, Scopes.BackupRun]),
        new("script_runner", "See, and run scripts on hosts", [Scopes.Read, Scopes.ScriptRun]),
        new("full_admin", "Whatever its owner may, also what later versions add", [Scopes.Every]),
    ];

    public static Plan Create(AccessBook book, Principal actor, Topology topology, TokenRow fresh)
    {
        var plan = new Plan { Action = "token.create", Target = fresh.Name };
        if (!book.Users.TryGetValue(fresh.UserId, out var owner))
        {
            return plan.Refused(Problems.NotFound("user", fresh.UserId));
        }

        plan = plan with { Target = Words(fresh, owner), Becomes = $"{fresh.ScopeText} in {fresh.Bounds}, {Until(fresh)}" };
        var living = book.Tokens.Values.Count(token => token.UserId == owner.Id && token.RevokedAt is null);
        var problem = Mine(actor, owner.Id)
            ?? (owner.IsDisabled ? Problems.Of(409, "owner-disabled", $"{owner.Name} is disabled") : null)
            ?? (living >= MostPerUser ? Problems.Of(409, "too-many-tokens", $"{owner.Name} has {MostPerUser} tokens already") : null)
            ?? BeyondOwner(book, owner, fresh)
            ?? GrantRules.NotYours(actor, Tells(book, actor, owner, fresh), topology);
        return problem is not null
            ? plan.Refused(problem)
            : plan with
            {
                After = book.WithTokens(fresh),
                Write = (transaction, token) => TokenStore.InsertAsync(transaction, fresh, token),
            };
    }

    /// <summary>A new secret: told to who asks, so they must hold what it opens.</summary>
    public static Plan Rotate(AccessBook book, Principal actor, Topology topology, TokenRow renewed)
    {
        var (plan, old, owner) = Find(book, actor, "token.rotate", renewed.Prefix);
        if (old is null || owner is null)
        {
            return plan;
        }

        var problem = Mine(actor, owner.Id)
            ?? (old.RevokedAt is not null ? Problems.Of(409, "token-revoked", "The token is revoked") : null)
            ?? GrantRules.NotYours(actor, Tells(book, actor, owner, old), topology);
        var changed = old with
        {
            SecretHash = renewed.SecretHash,
            ExpiresAt = renewed.ExpiresAt,
            PreviousHash = renewed.PreviousUntil is null ? null : old.SecretHash,
            PreviousUntil = renewed.PreviousUntil,
        };
        return problem is not null
            ? plan.Refused(problem)
            : plan with
            {
                Before = Until(old),
                Becomes = renewed.PreviousUntil is { } until ? $"{Until(changed)}, old secret until {until:u}" : Until(changed),
                After = book.WithTokens(changed),
                Write = (transaction, token) => TokenStore.RotateAsync(transaction, changed, token),
            };
    }

    /// <summary>One's own, or anybody's with access.manage: taking away is always safe.</summary>
    public static Plan Revoke(AccessBook book, Principal actor, string prefix, DateTimeOffset now)
    {
        var (plan, old, _) = Find(book, actor, "token.revoke", prefix);
        if (old is null)
        {
            return plan;
        }

        var revoked = Revoked(book, token => token.Prefix == prefix, now);
        if (actor.Token is not null && actor.Token != prefix && !actor.MayEverywhere(Scopes.AccessManage))
        {
            return plan.Refused(Problems.Of(403, "session-needed", "A token can revoke only itself"));
        }

        return old.RevokedAt is not null
            ? plan.Refused(Problems.Of(409, "token-revoked", "The token is revoked already"))
            : plan with
            {
                After = book.WithTokens(revoked),
                Write = (transaction, token) => TokenStore.RevokeAsync(transaction, revoked, token),
            };
    }

    /// <summary>The living tokens among these, revoked.</summary>
    public static IReadOnlyList<TokenRow> Revoked(AccessBook book, Func<TokenRow, bool> which, DateTimeOffset now)
        => [.. book.Tokens.Values.Where(token => token.RevokedAt is null && which(token))
            .Select(token => token with { RevokedAt = now, PreviousHash = null, PreviousUntil = null })];

    /// <summary>
    /// A token makes and renews no tokens: it would outlive its own end. Somebody else's are for those who manage access.
    /// </summary>
    private static ProblemHttpResult? Mine(Principal actor, string ownerId)
        => actor.Token is not null
            ? Problems.Of(403, "session-needed", "A token cannot make or renew tokens", "Sign in on the page, or use the control socket")
            : actor.UserId != ownerId && !actor.MayEverywhere(Scopes.AccessManage)
                ? Problems.Of(403, "not-allowed", "Only those who manage access make tokens for others")
                : null;

    /// <summary>Asked for by name, a scope must be one the token will really have.</summary>
    private static ProblemHttpResult? BeyondOwner(AccessBook book, Account owner, TokenRow fresh)
    {
        if (fresh.ScopeText == Scopes.Every)
        {
            return null;
        }

        var asked = Scopes.Parse(fresh.ScopeText);
        var whole = fresh.Bounds.IsEverything ? [] : asked.Where(scope => Scopes.Find(scope)?.IsWholeOnly == true).ToList();
        var missing = asked.Where(scope => !book.GrantsOf(owner).May(scope)).Order(StringComparer.Ordinal).ToList();
        return whole.Count > 0
            ? Problems.BadRequest("bad-scope", $"{string.Join(", ", whole)} count only without bounds")
            : missing.Count > 0
                ? Problems.Of(403, "not-yours-to-give", $"{owner.Name} does not have {string.Join(", ", missing)}")
                : null;
    }

    /// <summary>
    /// What a secret that is told now may come to open. One's own follows oneself. That of somebody else grows with them, and opens again
    /// once they are enabled: so it is all that the token itself allows, whatever its owner may at the moment.
    /// </summary>
    private static Grants Tells(AccessBook book, Principal actor, Account owner, TokenRow token)
        => actor.UserId == owner.Id ? book.GrantsOf(owner).And(token.Grants) : token.Grants;

    /// <summary>Somebody else's token does not exist for those who do not manage access.</summary>
    private static (Plan Plan, TokenRow? Token, Account? Owner) Find(AccessBook book, Principal actor, string action, string prefix)
    {
        var plan = new Plan { Action = action, Target = prefix };
        return book.Tokens.TryGetValue(prefix, out var token) && book.Users.TryGetValue(token.UserId, out var owner)
            && (actor.UserId == owner.Id || actor.MayEverywhere(Scopes.AccessManage))
            ? (plan with { Target = Words(token, owner) }, token, owner)
            : (plan.Refused(Problems.NotFound("token", prefix)), null, null);
    }

    private static string Words(TokenRow token, Account owner) => $"{token.Prefix} ({token.Name}) of {owner.Name}";

    private static string Until(TokenRow token) => token.ExpiresAt is { } at ? $"until {at:u}" : "never expires";
}
