using System.Diagnostics;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Platform.Http;

/// <summary>
/// The outermost part: what went wrong becomes Problem Details with a stable code. An exception is logged with a trace id,
/// and the answer carries that id and nothing else of it.
/// </summary>
internal sealed class ProblemAnswers(RequestDelegate next, ILogger<ProblemAnswers> logger)
{
    /// <summary>nginx's code for "the client left"; nobody reads it but our own log.</summary>
    private const int ClientLeft = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            await DescribeStatusAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = ClientLeft;
            }
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await BadRequestProblem.Of(exception).ExecuteAsync(context);
        }
        catch (DatabaseException exception) when (!context.Response.HasStarted)
        {
            // Not a fault of ours and not for a stranger's eyes: the place of the database stays in the log.
            logger.DatabaseAway(context.Request.Method, context.Request.Path, exception.Message);
            context.Response.Headers.Remove("ETag");
            context.Response.Headers.RetryAfter = "10";
            const string Advice = "Try again; the log says what is wrong with it";
            await Problems.Of(503, "database-unavailable", "The database does not answer now", Advice).ExecuteAsync(context);
        }
        catch (InvalidOperationException) when (!context.Response.HasStarted && BadRequestProblem.HasUnknownCharset(context.Request))
        {
            await BadRequestProblem.WrongType().ExecuteAsync(context);
        }
        catch (Exception exception)
        {
            var traceId = Activity.Current?.Id ?? context.TraceIdentifier;
            logger.RequestFailed(exception, context.Request.Method, context.Request.Path, traceId);
            if (context.Response.HasStarted)
            {
                // Half an answer is out: only a broken connection tells the client that the rest is missing.
                context.Abort();
                return;
            }

            context.Response.Headers.Remove("ETag");
            var more = new Dictionary<string, object?>(StringComparer.Ordinal) { ["traceId"] = traceId };
            await Problems.Of(500, "internal-error", "This failed inside Proxima; the log says why, under the trace id", more: more)
                .ExecuteAsync(context);
        }
    }

    private static Task DescribeStatusAsync(HttpContext context)
    {
        var response = context.Response;
        var hasBody = response.ContentLength is not null || !string.IsNullOrEmpty(response.ContentType);
        if (response.HasStarted || response.StatusCode < 400 || hasBody)
        {
            return Task.CompletedTask;
        }

        var path = context.Request.Path;
        var problem = response.StatusCode switch
        {
            404 => Problems.Of(404, "not-found", $"There is nothing at {path}"),
            405 => Problems.Of(405, "wrong-method", $"{path} does not take {context.Request.Method}", $"It takes {response.Headers.Allow}"),
            408 => BadRequestProblem.TooSlow(),
            413 => BadRequestProblem.TooLarge(),
            415 => BadRequestProblem.WrongType(),
            var status => Problems.Of(status, $"http-{status}", "This request was refused"),
        };
        return problem.ExecuteAsync(context);
    }
}
