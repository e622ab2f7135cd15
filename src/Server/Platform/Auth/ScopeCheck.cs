using Proxima.Server.Platform.Http;

namespace Proxima.Server.Platform.Auth;

/// <summary>Lets a request through to its route when the principal has the scope the route declares.</summary>
internal sealed class ScopeCheck(RequestDelegate next, Refusals refusals, ILogger<ScopeCheck> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        // Without a route there is nothing to protect: the page, a 404, or the 405 and 415 that routing answers itself.
        if (context.GetEndpoint() is not { } endpoint || IsRefusalOfRouting(endpoint))
        {
            return next(context);
        }

        if (endpoint.Metadata.GetMetadata<ScopeAttribute>()?.Scope is not { } scope)
        {
            logger.RouteWithoutScope(context.Request.Method, endpoint.DisplayName ?? context.Request.Path);
            return Problems.Of(500, "no-scope", "This route declares no scope and is closed").ExecuteAsync(context);
        }

        if (scope == Scopes.Anonymous)
        {
            return next(context);
        }

        return context.Principal() is { } principal
            ? CheckAsync(context, endpoint, principal, scope)
            : Problems.Of(401, "not-signed-in", "Nobody is signed in", "Sign in on the page, or use the control socket on the host")
                .ExecuteAsync(context);
    }

    private Task CheckAsync(HttpContext context, Endpoint endpoint, Principal principal, string scope)
    {
        if (!principal.May(scope))
        {
            return RefuseAsync(context, principal, scope, $"It needs the scope '{scope}'");
        }

        if (endpoint.Metadata.GetMetadata<WholeAttribute>() is not null && !principal.MayEverywhere(scope))
        {
            return RefuseAsync(context, principal, scope, $"It needs the scope '{scope}' without bounds");
        }

        return principal.SeesAs is not null && Changes(context, endpoint, scope)
            ? RefuseWhileLookingAsync(context, principal)
            : next(context);
    }

    /// <summary>A WebSocket is a GET, and what a terminal does is no reading.</summary>
    private static bool Changes(HttpContext context, Endpoint endpoint, string scope)
    {
        if (endpoint.Metadata.GetMetadata<AlsoWhileSeeingAsAttribute>() is not null)
        {
            return false;
        }

        var method = context.Request.Method;
        return !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) || Scopes.Find(scope)?.Acts == true;
    }

    private async Task RefuseWhileLookingAsync(HttpContext context, Principal principal)
    {
        await refusals.AuditAsync(context, $"while looking as {principal.SeesAs}");
        await Problems.Of(
            403, "seeing-as", $"Nothing can be changed while looking as {principal.SeesAs}", "End the preview first").ExecuteAsync(context);
    }

    private async Task RefuseAsync(HttpContext context, Principal principal, string scope, string need)
    {
        logger.ScopeRefused(principal.Name, context.Request.Method, context.Request.Path, scope);
        await refusals.AuditAsync(context, $"scope {scope} is missing");
        var more = new Dictionary<string, object?>(StringComparer.Ordinal) { ["scope"] = scope };
        await Problems.Of(403, "not-allowed", $"{principal.Name} may not do this", need, more).ExecuteAsync(context);
    }

    private static bool IsRefusalOfRouting(Endpoint endpoint)
        => endpoint is not RouteEndpoint
            && endpoint.DisplayName is { } name
            && (name.StartsWith("405 ", StringComparison.Ordinal) || name.StartsWith("415 ", StringComparison.Ordinal));
}
