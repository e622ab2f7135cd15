using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Endpoints;

/// <summary>Changes of endpoints: one at a time, audited, in force when they answer.</summary>
internal sealed class EndpointDesk(EndpointBoard board, EndpointStore store, IAudit audit, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<(EndpointDoor? Made, ProblemHttpResult? Problem)> AddAsync(
        HttpContext context, NewEndpoint request, CancellationToken cancellationToken)
    {
        var (fresh, problem) = EndpointRules.Read(request, Guid.CreateVersion7().ToString("n"), time.GetUtcNow());
        if (fresh is null)
        {
            return (null, problem);
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            var entry = context.Actor().Did("endpoint.create", fresh.Endpoint.Name) with { After = fresh.Endpoint.Words };
            if ((Taken(fresh.Endpoint) ?? TooMany()) is { } refusal)
            {
                await audit.AppendAsync(
                    entry with { Outcome = AuditOutcome.Failed, Error = refusal.ProblemDetails.Title }, CancellationToken.None);
                return (null, refusal);
            }

            await store.InsertAsync(fresh, cancellationToken);
            await audit.AppendAsync(entry, CancellationToken.None);
            board.Put(fresh.Endpoint, fresh.Token, null);
            return (board.Find(fresh.Endpoint.Id), null);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<ProblemHttpResult?> ChangeAsync(
        HttpContext context, string id, EndpointChange change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (board.Find(id)?.Endpoint is not { } old)
            {
                return Problems.NotFound("endpoint", id);
            }

            if (change.Token is null && NeedsToken(old, change))
            {
                return Problems.BadRequest(
                    "token-needed", "Enter the token again",
                    "A token goes to the server it was given for: other addresses and another certificate need it anew.");
            }

            var token = change.Token ?? await store.TokenAsync(id, cancellationToken);
            if (token is null)
            {
                return Problems.NotFound("endpoint", id);
            }

            var (read, problem) = EndpointRules.Read(
                new NewEndpoint(
                    old.Kind, change.Name ?? old.Name, change.Addresses ?? old.Addresses, token,
                    change.Fingerprint ?? old.Fingerprint, change.Authorities ?? old.Authorities),
                id, time.GetUtcNow());
            if (read is null)
            {
                return problem;
            }

            var changed = read with { Endpoint = read.Endpoint with { CreatedAt = old.CreatedAt } };
            if (Taken(changed.Endpoint) is { } taken)
            {
                return taken;
            }

            await store.UpdateAsync(changed, cancellationToken);
            await audit.AppendAsync(
                context.Actor().Did("endpoint.change", old.Name) with
                {
                    Before = old.Words,
                    After = changed.Endpoint.Words + (change.Token is null ? "" : ", new token")
                        + (changed.Endpoint.Name == old.Name ? "" : $", now called {changed.Endpoint.Name}"),
                },
                CancellationToken.None);
            board.Put(changed.Endpoint, changed.Token, null);
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<ProblemHttpResult?> RemoveAsync(HttpContext context, string id, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (board.Find(id)?.Endpoint is not { } old)
            {
                return Problems.NotFound("endpoint", id);
            }

            await store.DeleteAsync(id, cancellationToken);
            await audit.AppendAsync(context.Actor().Did("endpoint.remove", old.Name) with { Before = old.Words }, CancellationToken.None);
            board.Remove(id);
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>
    /// Whoever may manage endpoints must not be able to send a stored token to a server of their own by changing the address.
    /// </summary>
    private static bool NeedsToken(Endpoint old, EndpointChange change)
        => (change.Addresses is { } addresses && !addresses.SequenceEqual(old.Addresses, StringComparer.Ordinal))
            || (change.Fingerprint is { } fingerprint && Pve.PveEndpoint.NormalFingerprint(fingerprint)
                != Pve.PveEndpoint.NormalFingerprint(old.Fingerprint))
            || (change.Authorities is { } authorities && authorities.Trim() != (old.Authorities ?? "").Trim());

    private ProblemHttpResult? Taken(Endpoint endpoint)
        => board.All.Any(door => door.Endpoint.Id != endpoint.Id
            && EndpointRules.Key(door.Endpoint.Name) == EndpointRules.Key(endpoint.Name))
            ? Problems.Of(409, "name-taken", $"There is an endpoint called {endpoint.Name} already")
            : null;

    private ProblemHttpResult? TooMany()
        => board.All.Count() >= EndpointRules.MostEndpoints
            ? Problems.Of(409, "too-many-endpoints", $"There are {EndpointRules.MostEndpoints} endpoints already")
            : null;
}
