using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Access;

/// <summary>Signs people in and out.</summary>
internal sealed class SignIn(
    AccountStore accounts, SessionTable sessions, Passwords passwords, LoginThrottle throttle, IAudit audit, ILogger<SignIn> logger)
{
    public const string Nobody = "anonymous";

    /// <summary>A session of its own each time; whatever cookie came with the request is not used for it.</summary>
    public async Task<Entrance> InAsync(LoginRequest request, string? address, CancellationToken cancellationToken)
    {
        if (request.Password.Length > PasswordRule.MaxLength)
        {
            return Problems.BadRequest("password-too-long", $"The password is longer than {PasswordRule.MaxLength} characters");
        }

        // A name nobody can have is a wrong name like any other, and takes as long.
        var nameKey = UserName.TryParse(request.Name, out var name, out _) ? UserName.Key(name) : "";
        var wait = throttle.Try(nameKey, address);
        if (wait > TimeSpan.Zero)
        {
            return PutOff(wait, address);
        }

        var stored = await accounts.FindAsync(nameKey, cancellationToken);
        var verdict = await passwords.VerifyAsync(stored, request.Password, cancellationToken);
        if (stored is null || stored.Account.IsDisabled || verdict == PasswordVerificationResult.Failed)
        {
            // One answer for all of it: a stranger must not learn which names there are, nor which are disabled.
            logger.SignInRefused(address ?? "this machine");
            var error = stored is null ? "unknown name" : verdict == PasswordVerificationResult.Failed ? "wrong password" : "disabled";
            await AppendAsync(Nobody, stored?.Account.Name, address, AuditOutcome.Refused, error, cancellationToken);
            return WrongCredentials();
        }

        throttle.Succeeded(nameKey, address);
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await RehashAsync(stored, request.Password, cancellationToken);
        }

        await AppendAsync(stored.Account.Name, stored.Account.Name, address, AuditOutcome.Done, error: null, cancellationToken);
        if (await sessions.StartAsync(stored.Account, address, cancellationToken) is not { } token)
        {
            const string Late = "password changed or user disabled meanwhile";
            await AppendAsync(Nobody, stored.Account.Name, address, AuditOutcome.Refused, Late, cancellationToken);
            return WrongCredentials();
        }

        logger.SignedIn(stored.Account.Name, address ?? "this machine");
        return Entrance.Of(stored.Account, token);
    }

    /// <summary>Ends the session and its live streams. A token that opens nothing is fine.</summary>
    public async Task OutAsync(string? token, string? address, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(token) || await sessions.EndAsync(token, cancellationToken) is not { } principal)
        {
            return;
        }

        logger.SignedOut(principal.Name);
        var entry = new AuditEntry
        {
            Principal = principal.Name,
            Address = address,
            Action = "session.end",
            Target = principal.Via,
            Outcome = AuditOutcome.Done,
        };
        await audit.AppendAsync(entry, cancellationToken);
    }

    private static ProblemHttpResult WrongCredentials() => Problems.Of(401, "wrong-credentials", "Name or password is wrong");

    private ProblemHttpResult PutOff(TimeSpan wait, string? address)
    {
        var seconds = (long)Math.Ceiling(wait.TotalSeconds);
        logger.SignInPutOff(address ?? "this machine", seconds);
        var more = new Dictionary<string, object?>(StringComparer.Ordinal) { ["retryAfterSeconds"] = seconds };
        var detail = string.Create(CultureInfo.InvariantCulture, $"Try again in {seconds} seconds");
        return Problems.Of(429, "too-many-tries", "There were many wrong passwords", detail, more);
    }

    private async Task RehashAsync(StoredAccount stored, string password, CancellationToken cancellationToken)
    {
        var hash = await passwords.HashAsync(stored.Account, password, cancellationToken);
        if (await accounts.RehashAsync(stored, hash, cancellationToken) > 0)
        {
            logger.PasswordRehashed(stored.Account.Name);
        }
    }

    /// <summary>An unknown name is not written down: people type passwords into the wrong field.</summary>
    private Task AppendAsync(
        string who, string? user, string? address, AuditOutcome outcome, string? error, CancellationToken cancellationToken)
        => audit.AppendAsync(
            new AuditEntry
            {
                Principal = who,
                Address = address,
                Action = "session.create",
                Target = user,
                Outcome = outcome,
                Error = error,
            },
            cancellationToken);
}
