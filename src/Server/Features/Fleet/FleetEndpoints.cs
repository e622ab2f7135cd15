using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Model;
using Proxima.Model.Host;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Fleet;

/// <summary>Nodes over HTTP: list, one, its processes, and who is watching.</summary>
internal static class FleetEndpoints
{
    /// <summary>A scan this young is shown again instead of scanning anew.</summary>
    private static readonly TimeSpan YoungScan = TimeSpan.FromSeconds(5);

    public static void MapFleetEndpoints(this WebApplication app)
    {
        var group = app.MapGroup("/api").WithTags("Fleet");
        group.MapGet("/fleet", Overview).WithName("getFleet").RequireScope(Scopes.Read);
        group.MapGet("/nodes", List).WithName("listNodes").RequireScope(Scopes.Read);
        group.MapGet("/nodes/{id}", One).WithName("getNode").RequireScope(Scopes.Read);
        group.MapGet("/nodes/{id}/processes", Processes).WithName("listProcesses").RequireScope(Scopes.Read);
        group.MapGet("/nodes/{id}/processes/{pid:int}", Process).WithName("getProcess").RequireScope(Scopes.Read);
        group.MapPost("/live/watch", Watch).WithName("watchNodes").RequireScope(Scopes.Read).AlsoWhileSeeingAs();
    }

    /// <summary>Is everything okay, and how do we know?</summary>
    private static Ok<FleetOverview> Overview(IFleetSight fleet, HttpContext context)
        => TypedResults.Ok(FleetViews.Overview(fleet.Seen(context.ReadBounds())));

    /// <summary>Nodes, worst first unless sorted otherwise.</summary>
    /// <param name="fleet">The live state.</param>
    /// <param name="search">Part of a name, case ignored.</param>
    /// <param name="sort">severity (default), cpu, memory, storage: greatest first; name: from A. A leading - turns it round.</param>
    /// <param name="offset">Rows to skip.</param>
    /// <param name="limit">Rows to return, 1 to 500, default 100.</param>
    /// <param name="context">Who asks.</param>
    private static Results<Ok<NodePage>, ProblemHttpResult> List(
        IFleetSight fleet, string? search, string? sort, int? offset, int? limit, HttpContext context)
    {
        var (query, problem) = NodeList.Parse(search, sort, offset, limit);
        if (query is null)
        {
            return problem ?? Problems.BadRequest("bad-query", "The query is not understood");
        }

        var state = fleet.Seen(context.ReadBounds());
        return TypedResults.Ok(NodeList.Page(state.Nodes.Values.Select(NodeViews.Summary), query, state.Version));
    }

    /// <summary>One node with everything known of it.</summary>
    private static Results<Ok<NodeDetail>, ProblemHttpResult> One(IFleetSight fleet, string id, HttpContext context)
        => Find(fleet, context, id) is { } node ? TypedResults.Ok(NodeViews.Detail(node)) : Problems.NotFound("node", id);

    /// <summary>The busiest and largest processes, scanned now if the last scan is older than a few seconds.</summary>
    private static async Task<Results<Ok<Reading<ProcessList>>, ProblemHttpResult>> Processes(
        IFleetSight fleet, LocalNode local, TimeProvider clock, string id, HttpContext context, CancellationToken cancellationToken)
    {
        if (Find(fleet, context, id) is not { } node)
        {
            return Problems.NotFound("node", id);
        }

        var isYoung = node.Processes?.Value is { } known && (clock.GetUtcNow() - known.TakenAt).Duration() <= YoungScan;
        return TypedResults.Ok(
            node.Id == local.Id && !isYoung
                ? await local.ScanAsync(cancellationToken)
                : node.Processes ?? Reading.Absent<ProcessList>("this node has not told its processes yet"));
    }

    /// <summary>One process, read now.</summary>
    private static Results<Ok<Reading<ProcessDetail>>, ProblemHttpResult> Process(
        IFleetSight fleet, LocalNode local, string id, int pid, HttpContext context)
    {
        if (Find(fleet, context, id) is not { } node)
        {
            return Problems.NotFound("node", id);
        }

        if (node.Id != local.Id)
        {
            return Problems.Of(404, "not-local", "Details of a process are read on its own host", "Open the page of that host");
        }

        return pid > 0 && local.Process(pid) is { Absent: null } reading
            ? TypedResults.Ok(reading)
            : Problems.Of(404, "process-ended", FormattableString.Invariant($"There is no process {pid}, or it has ended"));
    }

    /// <summary>Asks for figures every second from these nodes; renew before the lease ends.</summary>
    private static Results<Ok<WatchLease>, ProblemHttpResult> Watch(
        IFleetSight fleet, WatchLeases leases, WatchRequest request, HttpContext context)
    {
        if (request.Nodes is not { Count: >= 1 and <= WatchLeases.MostNodes })
        {
            return Problems.BadRequest("bad-watch", $"nodes does not name 1 to {WatchLeases.MostNodes} nodes");
        }

        var nodes = new List<NodeId>();
        foreach (var id in request.Nodes)
        {
            if (Find(fleet, context, id) is not { } node)
            {
                return Problems.NotFound("node", id);
            }

            nodes.Add(node.Id);
        }

        leases.Renew(nodes);
        return TypedResults.Ok(new WatchLease(WatchLeases.Seconds));
    }

    /// <summary>Null also for a node out of bounds: it does not exist for who asks.</summary>
    private static NodeState? Find(IFleetSight fleet, HttpContext context, string? id)
        => id is null ? null : fleet.Seen(context.ReadBounds()).Nodes.GetValueOrDefault(id);
}
