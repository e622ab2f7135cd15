using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Access;

/// <summary>Makes the first administrator, once.</summary>
internal sealed class FirstAccess(
    Instance instance, SetupCode code, AccountStore accounts, AccessDesk desk, FirstSession sessions, SetupTrail trail)
{
    private const string NewCode = "Restart Proxima: it prints a new one";

    public async Task<Entrance> SetUpAsync(SetupRequest request, string? address, CancellationToken cancellationToken)
    {
        if (instance.Setup != SetupState.Needed)
        {
            return AlreadySetUp();
        }

        // Before the code: a password that is too short must not cost a try.
        if (!UserName.TryParse(request.Name, out var name, out var problem))
        {
            return Problems.BadRequest("bad-name", problem);
        }

        if (PasswordRule.Problem(request.Password, name) is var (rule, sentence))
        {
            return Problems.BadRequest(rule, sentence);
        }

        var verdict = code.Take(request.Code);
        if (verdict != CodeVerdict.Right)
        {
            await trail.RefusedAsync(verdict, code.Left, address, cancellationToken);
            return Refusal(verdict);
        }

        try
        {
            return await MakeAsync(name, request.Password, address, cancellationToken);
        }
        finally
        {
            code.GiveBack();
        }
    }

    private async Task<Entrance> MakeAsync(string name, string password, string? address, CancellationToken cancellationToken)
    {
        var (account, hash) = await sessions.AccountAsync(name, password, cancellationToken);
        var (token, session) = sessions.Prepare(account, address);

        // Written down first: what cannot be audited is not done.
        await trail.DoneAsync(name, address, cancellationToken);
        bool isFirst;
        try
        {
            isFirst = await accounts.SetUpAsync(new StoredAccount(account, hash), session, cancellationToken);
        }
        catch (Exception exception)
        {
            await trail.FailedAsync(name, address, exception.Message, cancellationToken);
            throw;
        }

        code.Spend();
        if (!isFirst)
        {
            instance.WasSetUp();
            await trail.FailedAsync(name, address, "somebody was faster", cancellationToken);
            return AlreadySetUp();
        }

        await desk.LoadAsync(CancellationToken.None);
        await sessions.AdmitAsync(session, CancellationToken.None);
        instance.WasSetUp();
        trail.Tell(name, address);
        return Entrance.Of(account, token);
    }

    private ProblemHttpResult Refusal(CodeVerdict verdict) => verdict switch
    {
        CodeVerdict.Wrong =>
            Problems.Of(403, "wrong-code", "This is not the set-up code", $"{code.Left} tries are left; the code is in the log"),
        CodeVerdict.Expired => Problems.Of(403, "code-expired", "The set-up code has expired", NewCode),
        _ => Problems.Of(403, "code-spent", "The set-up code is used up", NewCode),
    };

    private static ProblemHttpResult AlreadySetUp() => Problems.Of(409, "already-set-up", "Proxima is set up already", "Sign in instead");
}

/// <summary>What is written down about first access.</summary>
internal sealed class SetupTrail(IAudit audit, ILogger<FirstAccess> logger)
{
    private const string Action = "setup.finish";
    private const string Principal = "setup";

    public async Task RefusedAsync(CodeVerdict verdict, int left, string? address, CancellationToken cancellationToken)
    {
        // Once the code is void there is nothing to guess, and nothing that may fill the audit trail.
        if (verdict == CodeVerdict.Wrong)
        {
            logger.SetupCodeWrong(address ?? "this machine", left);
            await AppendAsync(null, address, AuditOutcome.Refused, "wrong set-up code", cancellationToken);
        }
    }

    public Task DoneAsync(string user, string? address, CancellationToken cancellationToken)
        => AppendAsync(user, address, AuditOutcome.Done, error: null, cancellationToken);

    public void Tell(string user, string? address) => logger.SetUp(user, address ?? "this machine");

    public Task FailedAsync(string user, string? address, string error, CancellationToken cancellationToken)
        => AppendAsync(user, address, AuditOutcome.Failed, error, cancellationToken);

    private Task AppendAsync(string? user, string? address, AuditOutcome outcome, string? error, CancellationToken cancellationToken)
        => audit.AppendAsync(
            new AuditEntry { Principal = Principal, Address = address, Action = Action, Target = user, Outcome = outcome, Error = error },
            cancellationToken);
}

/// <summary>The first administrator and their session, before they are stored.</summary>
internal sealed class FirstSession(SessionTable sessions, Passwords passwords, TimeProvider time)
{
    public async Task<(Account Account, string Hash)> AccountAsync(string name, string password, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var account = new Account(Account.NewId(), name, name)
        {
            Assignments = [new Assignment(Role.Admin, Bounds.Everything)],
            CreatedAt = now,
            PasswordChangedAt = now,
        };
        return (account, await passwords.HashAsync(account, password, cancellationToken));
    }

    public (string Token, SessionRow Row) Prepare(Account account, string? address) => sessions.Prepare(account, address);

    public Task AdmitAsync(SessionRow session, CancellationToken cancellationToken) => sessions.AdmitAsync(session, cancellationToken);
}
