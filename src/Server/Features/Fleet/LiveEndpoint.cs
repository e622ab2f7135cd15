using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Proxima.Model;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Fleet;

/// <summary>/api/live: what changes, as it changes.</summary>
internal static class LiveEndpoint
{
    private const int LongestEventId = 64;

    public static void MapLive(this WebApplication app)
        => app.MapGet("/api/live", Live)
            .WithTags("Fleet")
            .WithName("live")
            .Produces<LiveSnapshot>(200, "text/event-stream")
            .ProducesProblem(400)
            .ProducesProblem(503)
            .RequireScope(Scopes.Read);

    /// <summary>
    /// Server-sent events: snapshot (LiveSnapshot), then node (NodeSummary), fleet (FleetOverview), figures (NodeFiguresUpdate, of the
    /// watched nodes), gone (NodeGone), beat (LiveBeat, every 15 s). With a Last-Event-ID of this run only what changed since; an unknown
    /// one answers reset (LiveReset) and a snapshot.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="desk">What a stream needs.</param>
    /// <param name="sessions">Ends the stream with the session.</param>
    /// <param name="watch">Node whose figures are wanted; repeatable, at most 20.</param>
    /// <param name="lastEventId">As the Last-Event-ID header, which goes first.</param>
    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> Live(
        HttpContext context, LiveDesk desk, [FromServices] ISessions? sessions, string[]? watch, string? lastEventId)
    {
        var header = context.Request.Headers["Last-Event-ID"].ToString();
        var (request, problem) = Parse(watch ?? [], header.Length > 0 ? header : lastEventId);
        if (request is null)
        {
            return problem ?? Problems.BadRequest("bad-query", "The query is not understood");
        }

        var principal = context.Principal();
        using var seat = desk.Sit(principal?.Name ?? "nobody", out var reason);
        if (seat is null)
        {
            context.Response.Headers.RetryAfter = "30";
            return Problems.Of(503, "too-many-streams", reason ?? "No live stream left", "Close other pages, or try again later");
        }

        var sessionEnds = principal is null || sessions is null ? CancellationToken.None : sessions.Ended(principal);
        Open(context);
        request = request with { Bounds = context.ReadBounds() };
        if (!await desk.RunAsync(context.Response.Body, request, principal?.Name ?? "nobody", sessionEnds, context.RequestAborted))
        {
            context.Abort();
        }

        return TypedResults.Empty;
    }

    private static void Open(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private static (LiveRequest? Request, ProblemHttpResult? Problem) Parse(string[] watch, string? lastEventId)
    {
        if (watch.Length > WatchLeases.MostNodes)
        {
            return (null, Problems.BadRequest("bad-watch", $"watch names more than {WatchLeases.MostNodes} nodes"));
        }

        if (watch.FirstOrDefault(id => !NodeId.TryParse(id, CultureInfo.InvariantCulture, out _)) is not null)
        {
            return (null, Problems.BadRequest("bad-watch", "watch is not a node id (32 lower-case hex digits)"));
        }

        // An id nobody gave out is answered by a reset; what cannot be one is not even compared.
        var last = lastEventId?.Length > LongestEventId ? lastEventId[..LongestEventId] : lastEventId;
        return (new LiveRequest(watch.ToFrozenSet(StringComparer.Ordinal), last), null);
    }
}
