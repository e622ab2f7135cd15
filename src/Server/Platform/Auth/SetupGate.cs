using System.Collections.Frozen;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Platform.Auth;

/// <summary>Until an administrator exists, only what set-up needs answers; the same for everybody, the control socket included.</summary>
internal sealed class SetupGate(RequestDelegate next, IInstance instance)
{
    /// <summary>The whole list of routes that answer before set-up; the page and its files have no route.</summary>
    private static readonly FrozenSet<string> Open =
        new[] { "GET /api/access", "POST /api/setup", "GET /health", "HEAD /health" }.ToFrozenSet(StringComparer.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        if (instance.Setup == SetupState.Done || PageServer.IsPageRequest(context) || IsOpen(context))
        {
            return next(context);
        }

        var problem = instance.Setup switch
        {
            SetupState.Needed => Problems.Of(
                403,
                "setup-needed",
                "Proxima is not set up yet",
                "Open the page, and make the first administrator with the set-up code from the log"),
            SetupState.Damaged => Problems.Of(
                503,
                "accounts-damaged",
                "The accounts of this instance are gone",
                "Restore the state database from a backup; nobody is let in until then"),
            _ => Problems.Of(503, "starting", "Proxima is starting", "Try again in a few seconds"),
        };
        return problem.ExecuteAsync(context);
    }

    private static bool IsOpen(HttpContext context)
        => context.GetEndpoint() is RouteEndpoint route && Open.Contains($"{context.Request.Method} {route.RoutePattern.RawText}");
}
