using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Collect.Storage.Disks;
using Proxima.Model;
using Proxima.Model.Host;
using Proxima.Model.Wire;
using Proxima.Server.Features.Fleet;
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
        group.MapPost("/disks/{disk}/self-test", SelfTest).WithName("startSelfTest").RequireScope(Scopes.HostChange);
        group.MapPost("/disks/{disk}/baseline", Baseline).WithName("acceptBaseline").RequireScope(Scopes.HostChange);
    }

    /// <summary>Disks with SMART, mounts, and when each was read.</summary>
    private static Results<Ok<NodeStorage>, ProblemHttpResult> Storage(IFleetSight fleet, HttpContext context, string id)
        => Find(fleet, context.ReadBounds(), id) is { } node ? TypedResults.Ok(StorageViews.Of(node)) : Problems.NotFound("node", id);

    /// <summary>Asks a disk of this host to test itself. A sleeping disk is not woken for it.</summary>
    private static async Task<Results<Ok<SelfTestStarted>, ProblemHttpResult>> SelfTest(
        IFleetSight fleet, DiskGate gate, IAudit audit, HttpContext context, string id, string disk, SelfTestRequest request,
        CancellationToken cancellationToken)
    {
        if (request.Test is not ("short" or "long" or "conveyance"))
        {
            return Problems.BadRequest("bad-test", "test is not one of short, long, conveyance");
        }

        if (Refusal(fleet, context, id, disk) is { } refusal)
        {
            return refusal;
        }

        var started = await gate.StartSelfTestAsync(disk, request.Test, cancellationToken);
        var error = started.Absent ?? started.Failed;
        await audit.AppendAsync(Entry(context, "disk.test", $"{disk} {request.Test}", error), CancellationToken.None);
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

    /// <summary>What is outside the bounds of either scope is as if it did not exist.</summary>
    private static ProblemHttpResult? Refusal(IFleetSight fleet, HttpContext context, string id, string disk)
    {
        var bounds = context.Principal()?.Grants.BoundsOf(Scopes.HostChange) ?? Bounds.Nothing;
        if (Find(fleet, bounds, id) is null || Find(fleet, context.ReadBounds(), id) is not { } node)
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
        Address = context.Connection.RemoteIpAddress?.ToString(),
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
