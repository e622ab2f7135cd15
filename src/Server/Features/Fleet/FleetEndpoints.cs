using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Model;
using Proxima.Model.Host;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Fleet;

/// <summary>Nodes over HTTP: list, one, its processes, and who is watching.</summary>
internal static class FleetEndpoints
{
    public static void MapFleetEndpoints(this WebApplication app)
    {
        var group = app.MapGroup("/api").WithTags("Fleet");
        group.MapGet("/fleet", Overview).WithName("getFleet").RequireScope(Scopes.Read);
        group.MapGet("/nodes", List).WithName("listNodes").RequireScope(Scopes.Read);
        group.MapGet("/nodes/{id}", One).WithName("getNode").RequireScope(Scopes.Read);
        group.MapGet("/nodes/{id}/processes", Processes).WithName("listProcesses").RequireScope(Scopes.Read);
        group.MapGet("/nodes/{id}/processes/{pid:int}", Process).WithName("getProcess").RequireScope(Scopes.Read);
        group.MapPost("/live/watch", Watch).WithName("watchNodes").RequireScope(Scopes.Read);
    }

    /// <summary>Is everything okay, and how do we know?</summary>
    private static Ok<FleetOverview> Overview() => throw new NotSupportedException();

    /// <summary>Nodes, worst first unless sorted otherwise.</summary>
    /// <param name="search">Part of a name, case ignored.</param>
    /// <param name="sort">severity (default), name, cpu, memory, storage; a leading - turns it round.</param>
    /// <param name="offset">Rows to skip.</param>
    /// <param name="limit">Rows to return, 1 to 500, default 100.</param>
    private static Results<Ok<NodePage>, ProblemHttpResult> List(string? search, string? sort, int? offset, int? limit)
        => throw new NotSupportedException();

    /// <summary>One node with everything known of it.</summary>
    private static Results<Ok<NodeDetail>, ProblemHttpResult> One(string id) => Problems.NotFound("node", id);

    /// <summary>The busiest and largest processes, scanned now if the last scan is older than a few seconds.</summary>
    private static Task<Results<Ok<Reading<ProcessList>>, ProblemHttpResult>> Processes(string id, CancellationToken cancellationToken)
        => throw new NotSupportedException();

    /// <summary>One process, read now.</summary>
    private static Results<Ok<Reading<ProcessDetail>>, ProblemHttpResult> Process(string id, int pid) => Problems.NotFound("process", $"{id}/{pid}");

    /// <summary>Asks for figures every second from these nodes; renew before the lease ends.</summary>
    private static Results<Ok<WatchLease>, ProblemHttpResult> Watch(WatchRequest request) => throw new NotSupportedException();
}
