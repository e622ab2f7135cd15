using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Access;

/// <summary>Changes of roles and groups, judged by the book they change and by who asks. Pure.</summary>
internal static class RolePlans
{
    private const int MostRoles = 1_000;
    private const int MostGroups = 5_000;

    public static Plan Create(AccessBook book, Principal actor, Topology topology, Role role, DateTimeOffset now)
    {
        var plan = new Plan { Action = "role.create", Target = role.Name, Becomes = role.ScopeText };
        var problem = NameProblem(book, role)
            ?? GrantRules.NotYours(actor, Grants.Everywhere(role.Scopes), topology)
            ?? (book.CustomRoles.Count >= MostRoles ? Problems.Of(409, "too-many-roles", $"There are {MostRoles} roles already") : null);
        return problem is not null
            ? plan.Refused(problem)
            : plan with
            {
                After = book.WithRole(role),
                Write = (transaction, token) => RoleStore.InsertAsync(transaction, role, now, token),
            };
    }

    /// <summary>Whoever has the role may the new scopes at once: so who asks must hold all of them, everywhere.</summary>
    public static Plan Change(AccessBook book, Principal actor, Topology topology, Role role)
    {
        var (plan, old) = Find(book, "role.change", role.Id);
        if (old is null)
        {
            return plan;
        }

        plan = plan with { Before = $"{old.Name}: {old.ScopeText}", Becomes = $"{role.Name}: {role.ScopeText}" };
        var both = Grants.Everywhere(role.Scopes.Union(old.Scopes));
        return (NameProblem(book, role) ?? GrantRules.NotYours(actor, both, topology)) is { } problem
            ? plan.Refused(problem)
            : plan with
            {
                After = book.WithRole(role),
                Write = (transaction, token) => RoleStore.UpdateAsync(transaction, role, token),
            };
    }

    public static Plan Remove(AccessBook book, Principal actor, Topology topology, string id)
    {
        var (plan, old) = Find(book, "role.remove", id);
        if (old is null)
        {
            return plan;
        }

        plan = plan with { Before = $"{old.Name}: {old.ScopeText}" };
        var users = book.Users.Values.Where(user => user.Assignments.Any(each => each.RoleId == id))
            .Select(user => user.Name).Order(StringComparer.Ordinal).ToList();
        var problem = users.Count > 0
            ? Problems.Of(409, "role-in-use", $"{users.Count} users have this role", $"Among them: {string.Join(", ", users.Take(5))}")
            : GrantRules.NotYours(actor, Grants.Everywhere(old.Scopes), topology);
        return problem is not null
            ? plan.Refused(problem)
            : plan with
            {
                After = book.WithoutRole(id),
                Write = (transaction, token) => RoleStore.DeleteAsync(transaction, id, token),
            };
    }

    public static Plan CreateGroup(AccessBook book, string id, string name, IReadOnlyList<PlaceRef> asked, DateTimeOffset now)
    {
        var plan = new Plan { Action = "group.create", Target = name };
        var (members, problem) = Members(asked, book);
        problem ??= GroupNameProblem(book, name, exceptId: null)
            ?? (book.Groups.Count >= MostGroups ? Problems.Of(409, "too-many-groups", $"There are {MostGroups} groups already") : null);
        if (members is null || problem is not null)
        {
            return plan.Refused(problem ?? Problems.BadRequest("bad-members", "The members are not understood"));
        }

        var group = new PlaceGroup(id, name, [.. members]);
        return plan with
        {
            Becomes = Words(group),
            After = book.WithGroup(group),
            Write = (transaction, token) => RoleStore.InsertAsync(transaction, group, now, token),
        };
    }

    /// <summary>New members come into the reach of everybody whose bounds name the group: who asks must hold that there too.</summary>
    public static Plan ChangeGroup(
        AccessBook book, Principal actor, Topology topology, string id, string name, IReadOnlyList<PlaceRef> asked)
    {
        var plan = new Plan { Action = "group.change", Target = id };
        if (!book.Groups.TryGetValue(id, out var old))
        {
            return plan.Refused(Problems.NotFound("group", id));
        }

        plan = plan with { Target = old.Name, Before = Words(old) };
        var (members, problem) = Members(asked, book);
        problem ??= GroupNameProblem(book, name, id);
        if (members is null || problem is not null)
        {
            return plan.Refused(problem ?? Problems.BadRequest("bad-members", "The members are not understood"));
        }

        var group = new PlaceGroup(id, name, [.. members]);
        plan = plan with { Becomes = Words(group) };
        var added = Bounds.Of(members.Except(old.Members));
        var widened = Grants.Of(book.Users.Values
            .SelectMany(user => user.Assignments)
            .Where(each => each.Bounds.Places.Contains(Place.Group(id)))
            .Select(each => ((IEnumerable<string>)(book.FindRole(each.RoleId)?.Scopes.AsEnumerable() ?? []), added)));
        return added.Places.Any() && GrantRules.NotYours(actor, widened, topology) is { } notYours
            ? plan.Refused(notYours)
            : plan with
            {
                After = book.WithGroup(group),
                Write = (transaction, token) => RoleStore.UpdateAsync(transaction, group, token),
            };
    }

    public static Plan RemoveGroup(AccessBook book, string id)
    {
        var plan = new Plan { Action = "group.remove", Target = id };
        if (!book.Groups.TryGetValue(id, out var old))
        {
            return plan.Refused(Problems.NotFound("group", id));
        }

        plan = plan with { Target = old.Name, Before = Words(old) };
        var uses = Uses(book, id);
        return uses > 0
            ? plan.Refused(Problems.Of(409, "group-in-use", $"{uses} assignments and tokens are bounded to this group"))
            : plan with
            {
                After = book.WithoutGroup(id),
                Write = (transaction, token) => RoleStore.DeleteGroupAsync(transaction, id, token),
            };
    }

    /// <summary>Assignments and living tokens whose bounds name the group.</summary>
    public static int Uses(AccessBook book, string groupId)
    {
        var group = Place.Group(groupId);
        return book.Users.Values.SelectMany(user => user.Assignments).Count(each => each.Bounds.Places.Contains(group))
            + book.Tokens.Values.Count(token => token.RevokedAt is null && token.Bounds.Places.Contains(group));
    }

    private static (Plan Plan, Role? Old) Find(AccessBook book, string action, string id)
        => book.FindRole(id) switch
        {
            null => (new Plan { Action = action, Target = id, Problem = Problems.NotFound("role", id) }, null),
            { IsBuiltIn: true } role => (
                new Plan { Action = action, Target = role.Name }
                    .Refused(Problems.Of(409, "role-built-in", $"{role.Name} is part of the program")),
                null),
            var role => (new Plan { Action = action, Target = role.Name }, role),
        };

    private static ProblemHttpResult? NameProblem(AccessBook book, Role role)
        => book.Roles.FirstOrDefault(other => other.Id != role.Id
            && (Lookalikes.Imitates(other.Name, role.Name) || (other.IsBuiltIn && Lookalikes.Imitates(other.Id, role.Name)))) is { } alike
            ? Problems.Of(409, "name-taken", $"There is a role {alike.Name} already, or one that looks like it")
            : null;

    private static ProblemHttpResult? GroupNameProblem(AccessBook book, string name, string? exceptId)
        => book.Groups.Values.FirstOrDefault(other => other.Id != exceptId && Lookalikes.Imitates(other.Name, name)) is { } alike
            ? Problems.Of(409, "name-taken", $"There is a group {alike.Name} already, or one that looks like it")
            : null;

    private static (IReadOnlyList<Place>? Places, ProblemHttpResult? Problem) Members(IReadOnlyList<PlaceRef> asked, AccessBook book)
        => asked.Any(place => place?.Kind == PlaceKind.Group)
            ? (null, Problems.BadRequest("bad-members", "A group holds no other group"))
            : GrantRules.Read(asked, book);

    private static string Words(PlaceGroup group) => $"{group.Name}: {Bounds.Of(group.Members)}";
}
