using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Endpoints;

/// <summary>Connections to Proxmox over HTTP. Reading asks nobody: it shows what the clock found.</summary>
internal static class EndpointRoutes
{
    private const long MostBytes = 256 * 1024;

    public static void MapEndpointRoutes(this WebApplication app)
    {
        var group = app.MapGroup("/api/endpoints").WithTags("Endpoints")
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MostBytes));
        group.MapGet("", List).WithName("listEndpoints").RequireScope(Scopes.Read);
        group.MapGet("/{id}", Get).WithName("getEndpoint").RequireScope(Scopes.Read);
        group.MapPost("", Add).WithName("addEndpoint").RequireScope(Scopes.EndpointManage).OnTheWhole();
        group.MapPost("/try", Try).WithName("tryEndpoint").RequireScope(Scopes.EndpointManage).OnTheWhole();
        group.MapPatch("/{id}", Change).WithName("changeEndpoint").RequireScope(Scopes.EndpointManage).OnTheWhole();
        group.MapDelete("/{id}", Remove).WithName("removeEndpoint").RequireScope(Scopes.EndpointManage).OnTheWhole();
        group.MapPost("/{id}/refresh", Refresh).WithName("refreshEndpoint").RequireScope(Scopes.EndpointManage).OnTheWhole();
        group.MapPost("/{id}/try", TryStored).WithName("tryStoredEndpoint").RequireScope(Scopes.EndpointManage).OnTheWhole();
    }

    /// <summary>Every endpoint within the bounds of who asks, by name.</summary>
    private static Ok<EndpointList> List(EndpointBoard board, ITopology topology, HttpContext context)
    {
        var bounds = context.ReadBounds();
        return TypedResults.Ok(new EndpointList(
            [.. board.All.Where(door => bounds.Contains(EndpointBoard.PlaceOf(door.Endpoint.Id), topology.Current)).Select(Info)]));
    }

    /// <summary>One endpoint and how it is.</summary>
    private static Results<Ok<EndpointInfo>, ProblemHttpResult> Get(EndpointBoard board, ITopology topology, HttpContext context, string id)
        => board.Find(id) is { } door && context.ReadBounds().Contains(EndpointBoard.PlaceOf(id), topology.Current)
            ? TypedResults.Ok(Info(door)) : Problems.NotFound("endpoint", id);

    /// <summary>Stores a connection. It is not tried first: a server may be added while it is off.</summary>
    private static async Task<Results<Created<EndpointInfo>, ProblemHttpResult>> Add(
        NewEndpoint request, EndpointDesk desk, HttpContext context, CancellationToken cancellationToken)
    {
        var (made, problem) = await desk.AddAsync(context, request, cancellationToken);
        return made is null
            ? problem ?? Problems.Of(404, "not-found", "It is gone by now")
            : TypedResults.Created($"/api/endpoints/{made.Endpoint.Id}", Info(made));
    }

    /// <summary>Tries a connection that is not stored: what answers, with which certificate, and what the token may.</summary>
    private static async Task<Results<Ok<EndpointTrial>, ProblemHttpResult>> Try(
        NewEndpoint request, EndpointTrials trials, TimeProvider time, CancellationToken cancellationToken)
    {
        var named = request.Name.Trim().Length == 0 ? request with { Name = "trial" } : request;
        var (read, problem) = EndpointRules.Read(named, "trial", time.GetUtcNow());
        return read is null
            ? problem ?? Problems.BadRequest("bad-endpoint", "The endpoint cannot be read")
            : TypedResults.Ok(await trials.RunAsync(read, cancellationToken));
    }

    /// <summary>Tries a stored connection with its stored token.</summary>
    private static async Task<Results<Ok<EndpointTrial>, ProblemHttpResult>> TryStored(
        string id, EndpointBoard board, EndpointStore store, EndpointTrials trials, CancellationToken cancellationToken)
        => board.Find(id) is { } door && await store.TokenAsync(id, cancellationToken) is { } token
            ? TypedResults.Ok(await trials.RunAsync(new EndpointWithToken(door.Endpoint, token), cancellationToken))
            : Problems.NotFound("endpoint", id);

    /// <summary>Changes a connection. Other addresses or another certificate need the token again.</summary>
    private static async Task<Results<Ok<EndpointInfo>, ProblemHttpResult>> Change(
        string id, EndpointChange request, EndpointBoard board, EndpointDesk desk, HttpContext context, CancellationToken cancellationToken)
    {
        if (await desk.ChangeAsync(context, id, request, cancellationToken) is { } problem)
        {
            return problem;
        }

        return board.Find(id) is { } door ? TypedResults.Ok(Info(door)) : Problems.NotFound("endpoint", id);
    }

    /// <summary>Forgets a connection and its token. Nothing is changed at the other end.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string id, EndpointDesk desk, HttpContext context, CancellationToken cancellationToken)
        => await desk.RemoveAsync(context, id, cancellationToken) is { } problem ? problem : TypedResults.NoContent();

    /// <summary>Asks now instead of waiting for the clock.</summary>
    private static async Task<Results<Ok<EndpointInfo>, ProblemHttpResult>> Refresh(
        string id, EndpointBoard board, EndpointWatch watch, CancellationToken cancellationToken)
    {
        if (board.Find(id) is not { } door)
        {
            return Problems.NotFound("endpoint", id);
        }

        await watch.AskAsync(door, cancellationToken);
        return TypedResults.Ok(Info(door));
    }

    private static EndpointInfo Info(EndpointDoor door) => new()
    {
        Id = door.Endpoint.Id,
        Kind = door.Endpoint.Kind,
        Name = door.Endpoint.Name,
        Addresses = door.Endpoint.Addresses,
        Fingerprint = door.Endpoint.Fingerprint,
        HasAuthorities = door.Endpoint.Authorities is not null,
        TokenId = door.Endpoint.TokenId,
        CreatedAt = door.Endpoint.CreatedAt,
        ChangedAt = door.Endpoint.ChangedAt,
        Status = door.Status,
    };
}
