using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Platform.Audit;

/// <summary>
/// Around every request of somebody known: counts what API tokens are used for, and sees to it that no change goes unwritten. What a
/// feature writes itself says more; a request that changes things and left no entry gets one here, whatever became of it.
/// </summary>
internal sealed class AuditTrail(
    RequestDelegate next, IAudit audit, Repeats repeats, TokenUses uses, ILogger<AuditTrail> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var principal = context.Principal();
        if (principal is null || context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        var trace = AuditTrace.Begin(principal.Token);
        if (principal.Token is { } token && endpoint.Metadata.GetMetadata<ScopeAttribute>()?.Scope is { } scope && principal.May(scope))
        {
            uses.Used(principal.Name, token, scope, context.Address());
        }

        if (IsSafe(context.Request.Method))
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            await WriteAsync(context, endpoint, principal, trace, exception.GetType().Name);
            throw;
        }

        var status = context.Response.StatusCode;
        await WriteAsync(context, endpoint, principal, trace, status < 400 ? null : $"answered {status}");
    }

    private async Task WriteAsync(HttpContext context, RouteEndpoint endpoint, Principal principal, AuditTrace trace, string? error)
    {
        if (trace.HasEntries)
        {
            return;
        }

        var request = context.Request;
        var entry = new AuditEntry
        {
            Principal = principal.Name,
            Address = context.Address(),
            Action = "request." + request.Method.ToLowerInvariant(),
            Target = $"{endpoint.RoutePattern.RawText} {request.Path}",
            Outcome = error is null ? AuditOutcome.Done
                : context.Response.StatusCode is 401 or 403 ? AuditOutcome.Refused : AuditOutcome.Failed,
            Error = error,
        };
        try
        {
            // What was done is written each time; what was not, as often as it says something new.
            await (error is null ? audit.AppendAsync(entry, CancellationToken.None) : repeats.AppendAsync(entry, CancellationToken.None));
        }
        catch (Exception exception)
        {
            // It has happened; the answer says so, and the log that the trail has a hole.
            logger.ChangeNotWritten(exception, request.Method, request.Path, principal.Name);
        }
    }

    private static bool IsSafe(string method)
        => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
