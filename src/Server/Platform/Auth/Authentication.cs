using System.Globalization;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Platform.Auth;

/// <summary>Finds out who asks: the kernel says for the control socket, the cookie for everybody else.</summary>
internal sealed class Authentication(RequestDelegate next, ISessions sessions, SessionCookie cookie, IHostApplicationLifetime lifetime)
{
    private static readonly IReadOnlySet<string> Everything = Scopes.All.ToHashSet(StringComparer.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is null)
        {
            return next(context);
        }

        var principal = Find(context);
        if (principal is not null)
        {
            context.SetPrincipal(principal);
        }

        return HttpMethods.IsGet(context.Request.Method) ? ReadAsync(context, principal) : next(context);
    }

    private Principal? Find(HttpContext context)
    {
        if (context.Features.Get<ControlPeer>() is { } peer)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"local:{peer.Uid}");
            return new Principal(name, name, Everything);
        }

        return cookie.Read(context) is { Length: > 0 } token ? sessions.Find(token) : null;
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
