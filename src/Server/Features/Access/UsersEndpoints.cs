using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Access;

/// <summary>Users over HTTP.</summary>
internal static class UsersEndpoints
{
    public const int DefaultRows = 100;
    public const int MostRows = 500;
    private const int LongestSearch = 200;

    public static void MapUsers(this WebApplication app)
    {
        var group = app.MapGroup("/api/users").WithTags("Access").RequireScope(Scopes.AccessManage);
        group.MapGet("", List).WithName("listUsers");
        group.MapGet("/{id}", One).WithName("getUser");
        group.MapPost("", Create).WithName("createUser");
        group.MapPut("/{id}/name", Rename).WithName("renameUser");
        group.MapPut("/{id}/assignments", Assign).WithName("assignRoles");
        group.MapPost("/{id}/disable", Disable).WithName("disableUser");
        group.MapPost("/{id}/enable", Enable).WithName("enableUser");
        group.MapPost("/{id}/password", Reset).WithName("resetPassword");
        group.MapDelete("/{id}", Remove).WithName("removeUser");
    }

    /// <summary>Users, by name.</summary>
    /// <param name="search">Part of a name or display name, case ignored.</param>
    /// <param name="offset">Rows to skip.</param>
    /// <param name="limit">Rows to return, 1 to 500, default 100.</param>
    /// <param name="board">The accounts.</param>
    /// <param name="views">How they are shown.</param>
    /// <param name="context">Who asks.</param>
    private static Results<Ok<UserPage>, ProblemHttpResult> List(
        string? search, int? offset, int? limit, AccessBoard board, AccessViews views, HttpContext context)
    {
        var (skip, take) = (offset ?? 0, limit ?? DefaultRows);
        if (skip < 0 || take is < 1 or > MostRows || search?.Length > LongestSearch)
        {
            return Problems.BadRequest(
                "bad-page", $"offset is negative, limit not between 1 and {MostRows}, or search longer than {LongestSearch} characters");
        }

        var found = board.Current.Users.Values
            .Where(user => string.IsNullOrWhiteSpace(search)
                || user.Name.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase)
                || user.DisplayName.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase))
            .OrderBy(user => user.Name, StringComparer.OrdinalIgnoreCase).ThenBy(user => user.Id, StringComparer.Ordinal).ToList();
        return TypedResults.Ok(
            new UserPage([.. found.Skip(skip).Take(take).Select(user => views.User(user, context.Principal()))], found.Count, skip, take));
    }

    /// <summary>One user.</summary>
    private static Results<Ok<UserInfo>, ProblemHttpResult> One(string id, AccessBoard board, AccessViews views, HttpContext context)
        => board.Current.Users.TryGetValue(id, out var user)
            ? TypedResults.Ok(views.User(user, context.Principal()))
            : Problems.NotFound("user", id);

    /// <summary>Makes a user. Nobody gives what they do not have themselves.</summary>
    private static async Task<Results<Created<UserInfo>, ProblemHttpResult>> Create(
        NewUser request, People people, AccessViews views, HttpContext context, CancellationToken cancellationToken)
    {
        var (user, problem) = await people.CreateAsync(context, request, cancellationToken);
        return user is null ? Done(problem) : TypedResults.Created($"/api/users/{user.Id}", views.User(user, context.Principal()));
    }

    /// <summary>Gives a user another name; sessions and tokens go on.</summary>
    private static async Task<Results<Ok<UserInfo>, ProblemHttpResult>> Rename(
        string id, UserNames request, People people, AccessViews views, HttpContext context, CancellationToken cancellationToken)
    {
        if (!UserName.TryParse(request.Name, out var name, out var wrong)
            || !Title.TryParse(request.DisplayName ?? name, "display name", out var display, out wrong))
        {
            return Problems.BadRequest("bad-name", wrong);
        }

        return Shown(views, context, await people.ChangeAsync(
            context, id, (book, actor, topology) => UserPlans.Rename(book, actor, topology, id, name, display), cancellationToken));
    }

    /// <summary>Says anew what a user may, in whole. It counts at once, in open sessions and streams too.</summary>
    private static async Task<Results<Ok<UserInfo>, ProblemHttpResult>> Assign(
        string id, AssignmentList request, People people, AccessViews views, HttpContext context, CancellationToken cancellationToken)
        => Shown(views, context, await people.ChangeAsync(
            context,
            id,
            (book, actor, topology) => UserPlans.Assign(book, actor, topology, id, request.Assignments),
            cancellationToken));

    /// <summary>Keeps a user out: sessions and streams end at once, and no token of theirs counts.</summary>
    private static async Task<Results<Ok<UserInfo>, ProblemHttpResult>> Disable(
        string id, People people, AccessViews views, HttpContext context, CancellationToken cancellationToken)
        => Shown(views, context, await people.ChangeAsync(
            context, id, (book, actor, topology) => UserPlans.Disable(book, actor, topology, id), cancellationToken));

    /// <summary>Lets a user in again, with their tokens.</summary>
    private static async Task<Results<Ok<UserInfo>, ProblemHttpResult>> Enable(
        string id, People people, AccessViews views, HttpContext context, CancellationToken cancellationToken)
        => Shown(views, context, await people.ChangeAsync(
            context, id, (book, actor, topology) => UserPlans.Enable(book, actor, topology, id), cancellationToken));

    /// <summary>Sets a new password: all sessions of the user end, and their tokens are revoked unless they are to stay.</summary>
    private static async Task<Results<Ok<UserInfo>, ProblemHttpResult>> Reset(
        string id, PasswordReset request, People people, AccessViews views, HttpContext context, CancellationToken cancellationToken)
        => Shown(views, context, await people.ResetAsync(context, id, request, cancellationToken));

    /// <summary>Removes a user with sessions and tokens. What they did stays in the audit trail.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string id, People people, HttpContext context, CancellationToken cancellationToken)
    {
        var (_, problem) = await people.ChangeAsync(
            context, id, (book, actor, topology) => UserPlans.Remove(book, actor, topology, id), cancellationToken);
        return problem is null ? TypedResults.NoContent() : problem;
    }

    private static Results<Ok<UserInfo>, ProblemHttpResult> Shown(
        AccessViews views, HttpContext context, (Account? User, ProblemHttpResult? Problem) outcome)
        => outcome.User is { } user ? TypedResults.Ok(views.User(user, context.Principal())) : Done(outcome.Problem);

    private static ProblemHttpResult Done(ProblemHttpResult? problem)
        => problem ?? Problems.Of(404, "not-found", "The user is gone by now");
}
