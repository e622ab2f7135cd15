using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Collect.Storage.Disks;
using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Host;
using Proxima.Model.Wire;
using Proxima.Server.Features.Fleet;
using Proxima.Server.Features.History;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Storage;

/// <summary>Storage over HTTP. Reading touches no disk: it shows what the slow clocks found.</summary>
internal static class StorageEndpoints
{
    public static void MapStorageEndpoints(this WebApplication app)
    {
        var group = app.MapGroup("/api/nodes/{id}").WithTags("Storage");
        group.MapGet("/storage", Storage).WithName("getStorage").RequireScope(Scopes.Read);
        group.MapGet("/disks/{disk}/history", History).WithName("getDiskHistory").RequireScope(Scopes.Read);
        group.MapPost("/disks/{disk}/self-test", SelfTest).WithName("startSelfTest").RequireScope(Scopes.HostChange);
        group.MapPost("/disks/{disk}/baseline", Baseline).WithName("acceptBaseline").RequireScope(Scopes.HostChange);
    }

    /// <summary>Disks with SMART, mounts, and when each was read.</summary>
    private static Results<Ok<NodeStorage>, ProblemHttpResult> Storage(IFleetSight fleet, HttpContext context, string id)
        => Find(fleet, context.ReadBounds(), id) is { } node ? TypedResults.Ok(StorageViews.Of(node)) : Problems.NotFound("node", id);

    /// <summary>What a disk said of itself over time; each report is one value. The disk is not touched.</summary>
    /// <param name="id">The node the disk is in.</param>
    /// <param name="disk">The disk.</param>
    /// <param name="series">Names (disk.temperature, disk.attribute:5), at most 20; none for all of them.</param>
    /// <param name="days">Counted back from now: 1 to 3650, default 30.</param>
    /// <param name="points">Most buckets, 1 to 1000, default 200.</param>
    /// <param name="fleet">What is where.</param>
    /// <param name="history">What was kept.</param>
    /// <param name="clock">Now.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="cancellationToken">Ends the query when the caller goes away.</param>
    private static async Task<Results<Ok<DiskHistory>, ProblemHttpResult>> History(
        string id, string disk, string[]? series, int? days, int? points, IFleetSight fleet, IHistory history, TimeProvider clock,
        HttpContext context, CancellationToken cancellationToken)
    {
        if (Find(fleet, context.ReadBounds(), id) is not { } node)
        {
            return Problems.NotFound("node", id);
        }

        if (node.Storage?.Disks.Reading.Value?.Disks.Any(one => one.Id == disk) != true)
        {
            return Problems.NotFound("disk", disk);
        }

        if (days is < 1 or > 3650 || points is < 1 or > 1000 || series is { Length: > 20 })
        {
            return Problems.BadRequest("bad-range", "days is 1 to 3650, points 1 to 1000, and there are at most 20 series");
        }

        return TypedResults.Ok(await DiskHistories.OfAsync(
            history, DiskHealthToSeries.SubjectOf(node.Id, disk), series ?? [], clock.GetUtcNow(), days ?? 30, points ?? 200,
            cancellationToken));
    }

    /// <summary>
    /// Asks a disk of this host to test itself. A sleeping disk is not woken for it unless the request says so, and no two disks test
    /// themselves at once.
    /// </summary>
    private static async Task<Results<Ok<SelfTestStarted>, ProblemHttpResult>> SelfTest(
        IFleetSight fleet, DiskGate gate, IAudit audit, HttpContext context, string id, string disk, SelfTestRequest request,
        CancellationToken cancellationToken)
    {
        // Who may not know of the disk learns nothing about the request either.
        if (Refusal(fleet, context, id, disk) is { } refusal)
        {
            return refusal;
        }

        if (request.Test is not ("short" or "long" or "conveyance"))
        {
            return Problems.BadRequest("bad-test", "test is not one of short, long, conveyance");
        }

        var started = await gate.StartSelfTestAsync(disk, new SelfTestAsk(request.Test, request.Wake, request.DryRun), cancellationToken);
        var error = started.Absent ?? started.Failed;
        if (!request.DryRun)
        {
            var target = request.Wake ? $"{disk} {request.Test}, waking it" : $"{disk} {request.Test}";
            await audit.AppendAsync(Entry(context, "disk.test", target, error), CancellationToken.None);
        }

        return started.Value is { } message
            ? TypedResults.Ok(new SelfTestStarted(message))
            : Problems.Of(409, "test-not-started", error ?? "The disk did not begin its test");
    }

    /// <summary>Takes today's counters of errors for old scars: from here only growth is news.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> Baseline(
        IFleetSight fleet, DiskGate gate, IAudit audit, HttpContext context, string id, string disk, CancellationToken cancellationToken)
    {
        if (Refusal(fleet, context, id, disk) is { } refusal)
        {
            return refusal;
        }

        var isDone = await gate.AcceptBaselineAsync(disk, cancellationToken);
        await audit.AppendAsync(
            Entry(context, "disk.baseline", disk, isDone ? null : "There is no report of this disk"), CancellationToken.None);
        return isDone ? TypedResults.NoContent() : Problems.Of(409, "no-report", "There is no SMART report of this disk yet");
    }

    /// <summary>What is outside the bounds of the scope is as if it did not exist.</summary>
    private static ProblemHttpResult? Refusal(IFleetSight fleet, HttpContext context, string id, string disk)
    {
        var bounds = context.Principal()?.Grants.BoundsOf(Scopes.HostChange) ?? Bounds.Nothing;
        if (Find(fleet, bounds, id) is not { } node)
        {
            return Problems.NotFound("node", id);
        }

        if (!node.Origins.ContainsKey(Origin.Local))
        {
            return Problems.Of(409, "not-local", "A disk is asked on its own host", "Open the page of that host");
        }

        return node.Storage?.Disks.Reading.Value?.Disks.Any(one => one.Id == disk) == true ? null : Problems.NotFound("disk", disk);
    }

    private static AuditEntry Entry(HttpContext context, string action, string target, string? error) => new()
    {
        Principal = context.Principal()?.Name ?? "anonymous",
        Token = context.Principal()?.Token,
        Address = context.Address(),
        Action = action,
        Target = target,
        Outcome = error is null ? AuditOutcome.Done : AuditOutcome.Failed,
        Error = error,
    };

    private static NodeState? Find(IFleetSight fleet, Bounds bounds, string id) => fleet.Seen(bounds).Nodes.GetValueOrDefault(id);
}

/// <summary>A node's storage as the record of the HTTP API. Pure.</summary>
internal static class StorageViews
{
    public static NodeStorage Of(NodeState node) => new()
    {
        IsLocal = node.Origins.ContainsKey(Origin.Local),
        DisksAt = node.Storage?.Disks.ReadAt,
        Pools = node.Storage?.Pools,
        Disks = node.Storage?.Disks.Reading ?? Reading.Absent<DiskHealthList>("this node has not looked at its disks yet"),
        FilesystemsAt = node.SampledAt,
        Filesystems = node.Figures?.Filesystems ?? Reading.Absent<FilesystemList>("there is no sample of this node yet"),
    };
}
