using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Access;

/// <summary>Who may give what to whom. Pure.</summary>
internal static class GrantRules
{
    public const int MostPlaces = 1000;
    public const int MostAssignments = 50;

    /// <summary>Nobody gives what they do not hold themselves, wherever they would give it.</summary>
    public static ProblemHttpResult? NotYours(Principal actor, Grants wanted, Topology topology)
    {
        if (actor.Grants.Cover(wanted, topology))
        {
            return null;
        }

        var missing = wanted.Scopes.Where(scope => !actor.Grants.BoundsOf(scope).Cover(wanted.BoundsOf(scope), topology)).ToArray();
        var more = new Dictionary<string, object?>(StringComparer.Ordinal) { ["scopes"] = string.Join(' ', missing) };
        return Problems.Of(
            403, "not-yours-to-give", "You cannot give what you do not have", $"Missing there: {string.Join(", ", missing)}", more);
    }

    /// <summary>Nobody takes over somebody who may more.</summary>
    public static ProblemHttpResult? Above(Principal actor, AccessBook book, Account user, Topology topology)
        => actor.Grants.Cover(book.GrantsOf(user), topology)
            ? null
            : Problems.Of(403, "above-you", $"{user.Name} may more than you", "Ask somebody who may at least as much");

    /// <summary>Bounds as asked for, or what is wrong with them.</summary>
    public static (Bounds? Bounds, ProblemHttpResult? Problem) Read(BoundsInfo? asked, AccessBook book)
    {
        var places = asked?.Places ?? [];
        if (asked is null || asked.Everything == places.Count > 0)
        {
            return (null, Problems.BadRequest("bad-bounds", "Bounds name places, or say everything: exactly one of the two"));
        }

        if (asked.Everything)
        {
            return (Bounds.Everything, null);
        }

        var (read, problem) = Read(places, book);
        return (read is null ? null : Bounds.Of(read), problem);
    }

    /// <summary>Places as asked for. They need not exist, but a group must: its id is ours.</summary>
    public static (IReadOnlyList<Place>? Places, ProblemHttpResult? Problem) Read(IReadOnlyList<PlaceRef> asked, AccessBook book)
    {
        if (asked.Count > MostPlaces)
        {
            return (null, Problems.BadRequest("bad-bounds", $"{asked.Count} places are named; at most {MostPlaces} are taken"));
        }

        if (asked.FirstOrDefault(place => place is null || !Place.IsId(place.Id)) is { } || asked.Any(place => place is null))
        {
            return (null, Problems.BadRequest("bad-bounds", "A place has an id that cannot be one"));
        }

        return asked.FirstOrDefault(place => place.Kind == PlaceKind.Group && !book.Groups.ContainsKey(place.Id)) is { } unknown
            ? (null, Problems.BadRequest("bad-bounds", $"There is no group '{unknown.Id}'"))
            : ([.. asked.Select(place => new Place(place.Kind, place.Id)).Distinct()], null);
    }

    /// <summary>Assignments as asked for, judged by who asks.</summary>
    public static (IReadOnlyList<Assignment>? Assignments, ProblemHttpResult? Problem) Read(
        IReadOnlyList<AssignmentInfo> asked, AccessBook book)
    {
        if (asked.Count > MostAssignments)
        {
            return (null, Problems.BadRequest("bad-assignments", $"A user has at most {MostAssignments} assignments"));
        }

        var read = new List<Assignment>(asked.Count);
        foreach (var one in asked)
        {
            if (one is null || book.FindRole(one.RoleId) is not { } role)
            {
                return (null, Problems.BadRequest("bad-assignments", $"There is no role '{one?.RoleId}'"));
            }

            var (bounds, problem) = Read(one.Bounds, book);
            if (bounds is null)
            {
                return (null, problem);
            }

            read.Add(new Assignment(role.Id, bounds));
        }

        return ([.. read.Distinct()], null);
    }

    /// <summary>Scopes as asked for, as stored.</summary>
    public static (string? Text, ProblemHttpResult? Problem) ReadScopes(IReadOnlyList<string> asked)
    {
        if (asked.FirstOrDefault(scope => scope is null || Scopes.Find(scope) is null) is { } unknown)
        {
            return (null, Problems.BadRequest("bad-scope", $"There is no scope '{unknown}'", "GET /api/access/scopes lists them."));
        }

        return asked.Count == 0 || asked.Contains(null)
            ? (null, Problems.BadRequest("bad-scope", "No scope is named"))
            : (string.Join(' ', Scopes.All.Where(asked.Contains)), null);
    }
}
