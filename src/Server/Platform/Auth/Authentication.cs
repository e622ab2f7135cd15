using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Platform.Auth;

/// <summary>
/// Finds out who asks: the kernel says for the control socket, a bearer token for programs, the cookie for everybody else.
/// </summary>
internal sealed class Authentication(
    RequestDelegate next, ISessions sessions, ITokens tokens, SessionCookie cookie, IHostApplicationLifetime lifetime)
{
    private const string Bearer = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is null)
        {
            return next(context);
        }

        var principal = Find(context, out var problem);
        if (problem is not null)
        {
            return RefuseAsync(context, problem);
        }

        if (principal is not null)
        {
            context.SetPrincipal(principal);
        }

        return HttpMethods.IsGet(context.Request.Method) ? ReadAsync(context, principal) : next(context);
    }

    /// <summary>A credential that is wrong is never passed over, and two at once leave open who is meant: both are refused.</summary>
    private Principal? Find(HttpContext context, out ProblemHttpResult? problem)
    {
        problem = null;
        var session = cookie.Read(context) is { Length: > 0 } text ? text : null;
        if (BearerOf(context.Request) is { } bearer)
        {
            if (session is not null || context.Features.Get<ControlPeer>() is not null)
            {
                problem = Problems.BadRequest(
                    "two-credentials", "The request carries a token and something else that says who asks", "Send one of them");
                return null;
            }

            var principal = tokens.Find(bearer, context.Address());
            problem = principal is null
                ? Problems.Of(
                    401, "bad-token", "The token is not valid", "It may be mistyped, expired or revoked; make a new one on the page")
                : null;
            return principal;
        }

        if (context.Features.Get<ControlPeer>() is { } peer)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"local:{peer.Uid}");
            return new Principal(name, name, Grants.Everything);
        }

        return session is null ? null : sessions.Find(session);
    }

    /// <summary>
    /// The token; empty when there are several headers or nothing behind the word. Null when the header is of another kind: a proxy in
    /// front may pass on what it asked for itself.
    /// </summary>
    private static string? BearerOf(HttpRequest request)
    {
        var headers = request.Headers.Authorization;
        if (headers.Count == 0 || !headers.Any(header => header?.StartsWith(Bearer.TrimEnd(), StringComparison.OrdinalIgnoreCase) == true))
        {
            return null;
        }

        var text = headers.Count == 1 ? headers[0] ?? "" : "";
        return text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? text[Bearer.Length..] : "";
    }

    private static Task RefuseAsync(HttpContext context, ProblemHttpResult problem)
    {
        if (problem.StatusCode == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        }

        return problem.ExecuteAsync(context);
    }

    /// <summary>
    /// Reading stops when the access ends, and a stream also when the server stops: otherwise each open page would hold up
    /// the shutdown. Only reading: signing out must not cut off its own answer.
    /// </summary>
    private async Task ReadAsync(HttpContext context, Principal? principal)
    {
        var ended = principal is null ? CancellationToken.None : sessions.Ended(principal);
        var stopping = IsStream(context.Request) ? lifetime.ApplicationStopping : CancellationToken.None;
        if (!ended.CanBeCanceled && !stopping.CanBeCanceled)
        {
            await next(context);
            return;
        }

        var aborted = context.RequestAborted;
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(aborted, ended, stopping);
        context.RequestAborted = linked.Token;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            // The stream is over, or nobody may read the answer any more.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = ended.IsCancellationRequested
                    ? StatusCodes.Status401Unauthorized
                    : StatusCodes.Status503ServiceUnavailable;
            }
        }
        finally
        {
            context.RequestAborted = aborted;
        }
    }

    private static bool IsStream(HttpRequest request)
        => request.Headers.Accept.Any(value => value?.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase) == true);
}
