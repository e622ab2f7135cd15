using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Access;

/// <summary>Changes of users that need more than a plan: a password to hash, and the user as it is afterwards.</summary>
internal sealed class People(
    AccessDesk desk, AccessBoard board, AccountStore accounts, PasswordDesk passwords, ITopology topology, TimeProvider time)
{
    public async Task<(Account? User, ProblemHttpResult? Problem)> CreateAsync(
        HttpContext context, NewUser request, CancellationToken cancellationToken)
    {
        if (!UserName.TryParse(request.Name, out var name, out var wrong)
            || !Title.TryParse(request.DisplayName ?? name, "display name", out var display, out wrong))
        {
            return (null, Problems.BadRequest("bad-name", wrong));
        }

        // Before the password: to learn that a name is taken must not cost a tenth of a second of a core.
        if (UserPlans.NameProblem(board.Current, name, exceptId: null) is { } taken)
        {
            return (null, taken);
        }

        var now = time.GetUtcNow();
        var account = new Account(Account.NewId(), name, display) { CreatedAt = now, PasswordChangedAt = now };
        var (hash, problem) = await passwords.HashAsync(account, request.Password, cancellationToken);
        if (hash is null)
        {
            return (null, problem);
        }

        return await ChangeAsync(
            context,
            account.Id,
            (book, actor, places) => UserPlans.Create(book, actor, places, new StoredAccount(account, hash), request.Assignments),
            cancellationToken);
    }

    public async Task<(Account? User, ProblemHttpResult? Problem)> ResetAsync(
        HttpContext context, string id, PasswordReset request, CancellationToken cancellationToken)
    {
        if (!board.Current.Users.TryGetValue(id, out var user))
        {
            return (null, Problems.NotFound("user", id));
        }

        if (context.Principal()?.UserId == id)
        {
            return (null, Problems.Of(409, "own-password", "Change your own password with the one you have", "POST /api/access/password"));
        }

        var renewed = user with { PasswordChangedAt = time.GetUtcNow() };
        var (hash, problem) = await passwords.HashAsync(renewed, request.Password, cancellationToken);
        return hash is null
            ? (null, problem)
            : await ChangeAsync(
                context,
                id,
                (book, actor, places) => UserPlans.Reset(book, actor, places, new StoredAccount(renewed, hash), request.KeepTokens),
                cancellationToken);
    }

    /// <summary>With the password there is: a session left open must not be enough.</summary>
    public async Task<ProblemHttpResult?> ChangeOwnAsync(HttpContext context, PasswordRequest request, CancellationToken cancellationToken)
    {
        var principal = context.Principal();
        if (principal?.Token is not null || principal?.UserId is not { } id || !board.Current.Users.TryGetValue(id, out var user))
        {
            return Problems.Of(403, "session-needed", "A password is changed by the user who is signed in with it");
        }

        var stored = await accounts.FindAsync(UserName.Key(user.Name), cancellationToken);
        if (await passwords.CheckAsync(stored, request.Current, context.Address(), cancellationToken) is { } wrong)
        {
            return wrong;
        }

        var renewed = user with { PasswordChangedAt = time.GetUtcNow() };
        var (hash, problem) = await passwords.HashAsync(renewed, request.Password, cancellationToken);
        return hash is null
            ? problem
            : await desk.ChangeAsync(
                context, book => UserPlans.ChangeOwn(book, new StoredAccount(renewed, hash), principal.Via), cancellationToken);
    }

    /// <summary>The user afterwards (null when removed), or why nothing was changed.</summary>
    public async Task<(Account? User, ProblemHttpResult? Problem)> ChangeAsync(
        HttpContext context, string id, Func<AccessBook, Principal, Topology, Plan> make, CancellationToken cancellationToken)
    {
        var problem = context.Principal() is { } actor
            ? await desk.ChangeAsync(context, book => make(book, actor, topology.Current), cancellationToken)
            : Problems.Of(401, "not-signed-in", "Nobody is signed in");
        return (problem is null ? board.Current.Users.GetValueOrDefault(id) : null, problem);
    }
}

/// <summary>Passwords that come in with a request: judged before they cost anything, and hashed.</summary>
internal sealed class PasswordDesk(Passwords passwords, LoginThrottle throttle)
{
    public async Task<(string? Hash, ProblemHttpResult? Problem)> HashAsync(
        Account account, string password, CancellationToken cancellationToken)
    {
        if (PasswordRule.Problem(password, account.Name) is var (rule, sentence))
        {
            return (null, Problems.BadRequest(rule, sentence));
        }

        try
        {
            return (await passwords.HashAsync(account, password, cancellationToken), null);
        }
        catch (PasswordQueueFullException)
        {
            return (null, Busy());
        }
    }

    /// <summary>Null when it is the password; guesses are slowed down as at sign-in.</summary>
    public async Task<ProblemHttpResult?> CheckAsync(
        StoredAccount? stored, string password, string? address, CancellationToken cancellationToken)
    {
        if (password.Length > PasswordRule.MaxLength)
        {
            return Problems.BadRequest("password-too-long", $"The password is longer than {PasswordRule.MaxLength} characters");
        }

        var nameKey = UserName.Key(stored?.Account.Name ?? "");
        var wait = throttle.Try(nameKey, address);
        if (wait > TimeSpan.Zero)
        {
            var seconds = (long)Math.Ceiling(wait.TotalSeconds);
            var more = new Dictionary<string, object?>(StringComparer.Ordinal) { ["retryAfterSeconds"] = seconds };
            var detail = string.Create(CultureInfo.InvariantCulture, $"Try again in {seconds} seconds");
            return Problems.Of(429, "too-many-tries", "There were many wrong passwords", detail, more);
        }

        try
        {
            if (await passwords.VerifyAsync(stored, password, cancellationToken) == PasswordVerificationResult.Failed)
            {
                return Problems.Of(403, "wrong-password", "The password so far is wrong");
            }
        }
        catch (PasswordQueueFullException)
        {
            return Busy();
        }

        throttle.Succeeded(nameKey, address);
        return null;
    }

    private static ProblemHttpResult Busy()
        => Problems.Of(503, "sign-in-busy", "Too many passwords wait to be checked", "Try again in some seconds");
}
