using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Access;

/// <summary>Roles and groups over HTTP.</summary>
internal static class RolesEndpoints
{
    public static void MapRoles(this WebApplication app)
    {
        var roles = app.MapGroup("/api/roles").WithTags("Access").RequireScope(Scopes.AccessManage);
        roles.MapGet("", List).WithName("listRoles");
        roles.MapPost("", Create).WithName("createRole");
        roles.MapPut("/{id}", Change).WithName("changeRole");
        roles.MapDelete("/{id}", Remove).WithName("removeRole");

        var groups = app.MapGroup("/api/groups").WithTags("Access").RequireScope(Scopes.AccessManage);
        groups.MapGet("", ListGroups).WithName("listGroups");
        groups.MapGet("/{id}", OneGroup).WithName("getGroup");
        groups.MapPost("", CreateGroup).WithName("createGroup");
        groups.MapPut("/{id}", ChangeGroup).WithName("changeGroup");
        groups.MapDelete("/{id}", RemoveGroup).WithName("removeGroup");
    }

    /// <summary>Every role: viewer, operator, admin, then the ones people made.</summary>
    private static Ok<RoleList> List(AccessBoard board, AccessViews views)
        => TypedResults.Ok(new RoleList([.. board.Current.Roles.Select(views.Role)]));

    /// <summary>Makes a role of scopes that who asks holds.</summary>
    private static async Task<Results<Created<RoleInfo>, ProblemHttpResult>> Create(
        RoleRequest request, RoleDesk desk, AccessViews views, HttpContext context, CancellationToken cancellationToken)
    {
        var (role, problem) = RoleDesk.Read(Account.NewId(), request);
        problem ??= role is null ? null : await desk.CreateAsync(context, role, cancellationToken);
        return role is null || problem is not null ? Gone(problem) : TypedResults.Created($"/api/roles/{role.Id}", views.Role(role));
    }

    /// <summary>Changes name and scopes of a role; it counts for everybody who has it, at once.</summary>
    private static async Task<Results<Ok<RoleInfo>, ProblemHttpResult>> Change(
        string id, RoleRequest request, RoleDesk desk, AccessViews views, HttpContext context, CancellationToken cancellationToken)
    {
        var (role, problem) = RoleDesk.Read(id, request);
        problem ??= role is null ? null : await desk.ChangeAsync(context, role, cancellationToken);
        return role is null || problem is not null ? Gone(problem) : TypedResults.Ok(views.Role(role));
    }

    /// <summary>Removes a role nobody has.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string id, RoleDesk desk, HttpContext context, CancellationToken cancellationToken)
        => await desk.RemoveAsync(context, id, cancellationToken) is { } problem ? problem : TypedResults.NoContent();

    /// <summary>Every group.</summary>
    private static Ok<GroupList> ListGroups(AccessBoard board, AccessViews views)
        => TypedResults.Ok(new GroupList(
            [.. board.Current.Groups.Values.OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase).Select(views.Group)]));

    /// <summary>One group with its members.</summary>
    private static Results<Ok<GroupInfo>, ProblemHttpResult> OneGroup(string id, AccessBoard board, AccessViews views)
        => board.Current.Groups.TryGetValue(id, out var group) ? TypedResults.Ok(views.Group(group)) : Problems.NotFound("group", id);

    /// <summary>Makes a group of places.</summary>
    private static async Task<Results<Created<GroupInfo>, ProblemHttpResult>> CreateGroup(
        GroupRequest request, RoleDesk desk, AccessBoard board, AccessViews views, HttpContext context, CancellationToken cancellationToken)
    {
        var id = Account.NewId();
        var problem = await desk.CreateGroupAsync(context, id, request, cancellationToken);
        return problem is null && board.Current.Groups.GetValueOrDefault(id) is { } group
            ? TypedResults.Created($"/api/groups/{id}", views.Group(group))
            : Gone(problem);
    }

    /// <summary>Says anew what is in a group; bounds that name it hold that at once.</summary>
    private static async Task<Results<Ok<GroupInfo>, ProblemHttpResult>> ChangeGroup(
        string id,
        GroupRequest request,
        RoleDesk desk,
        AccessBoard board,
        AccessViews views,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var problem = await desk.ChangeGroupAsync(context, id, request, cancellationToken);
        return problem is null && board.Current.Groups.GetValueOrDefault(id) is { } group
            ? TypedResults.Ok(views.Group(group))
            : Gone(problem);
    }

    /// <summary>Removes a group that no bounds name.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveGroup(
        string id, RoleDesk desk, HttpContext context, CancellationToken cancellationToken)
        => await desk.RemoveGroupAsync(context, id, cancellationToken) is { } problem ? problem : TypedResults.NoContent();

    private static ProblemHttpResult Gone(ProblemHttpResult? problem) => problem ?? Problems.Of(404, "not-found", "It is gone by now");
}

/// <summary>Requests about roles and groups on their way to the desk.</summary>
internal sealed class RoleDesk(AccessDesk desk, ITopology topology, TimeProvider time)
{
    public static (Role? Role, ProblemHttpResult? Problem) Read(string id, RoleRequest request)
    {
        if (!Title.TryParse(request.Name, "name", out var name, out var wrong))
        {
            return (null, Problems.BadRequest("bad-name", wrong));
        }

        var (text, problem) = GrantRules.ReadScopes(request.Scopes);
        return text is null ? (null, problem) : (new Role(id, name, text), null);
    }

    public Task<ProblemHttpResult?> CreateAsync(HttpContext context, Role role, CancellationToken cancellationToken)
        => AskAsync(context, (book, actor) => RolePlans.Create(book, actor, topology.Current, role, time.GetUtcNow()), cancellationToken);

    public Task<ProblemHttpResult?> ChangeAsync(HttpContext context, Role role, CancellationToken cancellationToken)
        => AskAsync(context, (book, actor) => RolePlans.Change(book, actor, topology.Current, role), cancellationToken);

    public Task<ProblemHttpResult?> RemoveAsync(HttpContext context, string id, CancellationToken cancellationToken)
        => AskAsync(context, (book, actor) => RolePlans.Remove(book, actor, topology.Current, id), cancellationToken);

    public Task<ProblemHttpResult?> CreateGroupAsync(
        HttpContext context, string id, GroupRequest request, CancellationToken cancellationToken)
        => Title.TryParse(request.Name, "name", out var name, out var wrong)
            ? AskAsync(context, (book, _) => RolePlans.CreateGroup(book, id, name, request.Members, time.GetUtcNow()), cancellationToken)
            : Bad(wrong);

    public Task<ProblemHttpResult?> ChangeGroupAsync(
        HttpContext context, string id, GroupRequest request, CancellationToken cancellationToken)
        => Title.TryParse(request.Name, "name", out var name, out var wrong)
            ? AskAsync(
                context,
                (book, actor) => RolePlans.ChangeGroup(book, actor, topology.Current, id, name, request.Members),
                cancellationToken)
            : Bad(wrong);

    public Task<ProblemHttpResult?> RemoveGroupAsync(HttpContext context, string id, CancellationToken cancellationToken)
        => AskAsync(context, (book, _) => RolePlans.RemoveGroup(book, id), cancellationToken);

    private Task<ProblemHttpResult?> AskAsync(
        HttpContext context, Func<AccessBook, Principal, Plan> make, CancellationToken cancellationToken)
        => context.Principal() is { } actor
            ? desk.ChangeAsync(context, book => make(book, actor), cancellationToken)
            : Task.FromResult<ProblemHttpResult?>(Problems.Of(401, "not-signed-in", "Nobody is signed in"));

    private static Task<ProblemHttpResult?> Bad(string wrong)
        => Task.FromResult<ProblemHttpResult?>(Problems.BadRequest("bad-name", wrong));
}
