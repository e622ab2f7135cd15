using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Access;

/// <summary>
/// Looking as somebody else: what a role or a user sees, and never more than who looks. It belongs to one session, only reads, and ends by
/// one call, by signing out, or with the program.
/// </summary>
internal sealed class Previews(AccessBoard board, SessionTable sessions, IAudit audit)
{
    public async Task<ProblemHttpResult?> StartAsync(HttpContext context, PreviewRequest request, CancellationToken cancellationToken)
    {
        if (context.Principal() is not { UserId: not null, Token: null, Via: { } session })
        {
            return Problems.Of(403, "session-needed", "Only somebody signed in on the page can look as somebody else");
        }

        var (seen, problem) = Read(board.Current, request);
        if (seen is null)
        {
            return problem;
        }

        await audit.AppendAsync(context.Actor().Did("preview.start", seen.Label), cancellationToken);
        return await sessions.SeeAsync(session, seen) is null ? Problems.Of(401, "not-signed-in", "The session has ended") : null;
    }

    public async Task EndAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Principal() is { SeesAs: { } label, Via: { } session })
        {
            await audit.AppendAsync(context.Actor().Did("preview.end", label), cancellationToken);
            await sessions.SeeAsync(session, seenAs: null);
        }
    }

    private static (SeenAs? Seen, ProblemHttpResult? Problem) Read(AccessBook book, PreviewRequest request)
    {
        if ((request.UserId is null) == (request.RoleId is null) || (request.UserId is not null && request.Bounds is not null))
        {
            return (null, Problems.BadRequest("bad-preview", "Say either a user, or a role and where it counts"));
        }

        if (request.UserId is { } id)
        {
            return book.Users.TryGetValue(id, out var user)
                ? (new SeenAs($"user {user.Name}", id, Role: null), null)
                : (null, Problems.NotFound("user", id));
        }

        if (book.FindRole(request.RoleId ?? "") is not { } role)
        {
            return (null, Problems.NotFound("role", request.RoleId ?? ""));
        }

        var (bounds, problem) = request.Bounds is null ? (Bounds.Everything, null) : GrantRules.Read(request.Bounds, book);
        if (bounds is null)
        {
            return (null, problem);
        }

        var label = bounds.IsEverything ? $"role {role.Name}" : $"role {role.Name} in {bounds}";
        return (new SeenAs(label, UserId: null, new Assignment(role.Id, bounds)), null);
    }
}

/// <summary>Previews over HTTP.</summary>
internal static class PreviewEndpoints
{
    public static void MapPreviews(this WebApplication app)
    {
        var group = app.MapGroup("/api/access/see-as").WithTags("Access");
        group.MapPost("", Start).WithName("startPreview").RequireScope(Scopes.AccessManage);
        group.MapDelete("", End).WithName("endPreview").RequireScope(Scopes.SignedIn).AlsoWhileSeeingAs();
    }

    /// <summary>From now on this session sees what the user or the role sees, and changes nothing. Live streams come again.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> Start(
        PreviewRequest request, Previews previews, HttpContext context, CancellationToken cancellationToken)
        => await previews.StartAsync(context, request, cancellationToken) is { } problem ? problem : TypedResults.NoContent();

    /// <summary>This session is itself again.</summary>
    private static async Task<NoContent> End(Previews previews, HttpContext context, CancellationToken cancellationToken)
    {
        await previews.EndAsync(context, cancellationToken);
        return TypedResults.NoContent();
    }
}
