using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Access;

/// <summary>
/// The one place where the book changes: one change at a time, judged by the book it changes, written down, stored, and followed by every
/// session and token before it answers.
/// </summary>
internal sealed class AccessDesk(
    AccessTables tables, AccessBoard board, SessionTable sessions, TokenTable tokens, IAudit audit, Repeats repeats) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Reads the tables anew and lets everybody follow.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var book = await tables.ReadAsync(cancellationToken);
        board.Set(book);
        await FollowAsync(book, isRegrouped: true, cancellationToken);
    }

    /// <summary>Null when it is done.</summary>
    public async Task<ProblemHttpResult?> ChangeAsync(HttpContext context, Func<AccessBook, Plan> make, CancellationToken cancellationToken)
    {
        if (!await _turn.WaitAsync(Patience, cancellationToken))
        {
            return Problems.Of(503, "access-busy", "Other changes of accounts are still under way", "Try again in some seconds");
        }

        try
        {
            // Who was demoted while waiting for the turn must not act as what they were.
            return context.Principal()?.Ended.IsCancellationRequested == true
                ? Problems.Of(401, "not-signed-in", "This access has ended", "Sign in again")
                : await ChangeAsync(context.Actor(), make(board.Current), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<ProblemHttpResult?> ChangeAsync(Actor actor, Plan plan, CancellationToken cancellationToken)
    {
        var (problem, after, write) = (plan.Problem ?? LockedOut(plan), plan.After, plan.Write);
        if (problem is not null)
        {
            if (problem.StatusCode is StatusCodes.Status403Forbidden or StatusCodes.Status409Conflict)
            {
                await repeats.AppendAsync(Entry(actor, plan, AuditOutcome.Refused, problem.ProblemDetails.Title), cancellationToken);
            }

            return problem;
        }

        if (after is null || write is null)
        {
            throw new InvalidOperationException($"The plan {plan.Action} says neither what to do nor why not.");
        }

        // Written down first: what cannot be audited is not done. From there on it is seen through, whoever goes away.
        await audit.AppendAsync(Entry(actor, plan, AuditOutcome.Done, error: null), cancellationToken);
        try
        {
            await tables.WriteAsync(write, CancellationToken.None);
        }
        catch (Exception exception)
        {
            await audit.AppendAsync(Entry(actor, plan, AuditOutcome.Failed, exception.Message), CancellationToken.None);
            throw;
        }

        var isRegrouped = !ReferenceEquals(after.Groups, board.Current.Groups);
        board.Set(after);
        await FollowAsync(after, isRegrouped, CancellationToken.None);
        if (plan.EndsSessionsOf is { } user)
        {
            await sessions.EndAllAsync(user, plan.ExceptSession, CancellationToken.None);
        }

        return null;
    }

    private async Task FollowAsync(AccessBook book, bool isRegrouped, CancellationToken cancellationToken)
    {
        await tokens.FollowAsync(book, isRegrouped);
        await sessions.FollowAsync(book, isRegrouped, cancellationToken);
    }

    /// <summary>The last one who can let others in must stay.</summary>
    private ProblemHttpResult? LockedOut(Plan plan)
        => plan.After is { } after && !after.Administrators.Any() && board.Current.Administrators.Any()
            ? Problems.Of(
                409, "last-administrator", "Nobody would be left to manage access", "Give another user access.manage without bounds first")
            : null;

    private static AuditEntry Entry(Actor actor, Plan plan, AuditOutcome outcome, string? error)
        => actor.Did(plan.Action, plan.Target, outcome, error) with { Before = plan.Before, After = plan.Becomes };
}
