using Proxima.Server.Platform.Audit;

namespace Proxima.Server.Platform.Auth;

/// <summary>
/// Writes down what somebody known tried and may not. Nobody in particular is not written down: a stranger must not be able
/// to fill the disk.
/// </summary>
internal sealed class Refusals(Repeats repeats, ILogger<Refusals> logger)
{
    public async Task AuditAsync(HttpContext context, string reason)
    {
        if (context.Principal() is not { } principal)
        {
            return;
        }

        var request = context.Request;
        var entry = context.Actor().Did("request.refuse", $"{request.Method} {request.Path}", AuditOutcome.Refused, reason);
        try
        {
            await repeats.AppendAsync(entry, context.RequestAborted);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.RefusalNotAudited(exception, request.Method, request.Path, principal.Name);
        }
    }
}
