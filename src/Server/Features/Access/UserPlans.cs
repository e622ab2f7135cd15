using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Access;

/// <summary>Changes of users, judged by the book they change and by who asks. Pure.</summary>
internal static class UserPlans
{
    /// <summary>More would be a mistake, and slow to list.</summary>
    public const int MostUsers = 20_000;

    public static Plan Create(AccessBook book, Principal actor, Topology topology, StoredAccount fresh, IReadOnlyList<AssignmentInfo> asked)
    {
        var plan = new Plan { Action = "user.create", Target = fresh.Account.Name };
        var (assignments, problem) = GrantRules.Read(asked, book);
        problem ??= NameProblem(book, fresh.Account.Name, exceptId: null)
            ?? DisplayProblem(book, fresh.Account.DisplayName, exceptId: null);
        if (assignments is null || problem is not null)
        {
            return plan.Refused(problem ?? Problems.BadRequest("bad-assignments", "The assignments are not understood"));
        }

        var user = fresh.Account with { Assignments = [.. assignments] };
        plan = plan with { Becomes = user.AssignmentText };
        return book.Users.Count >= MostUsers ? plan.Refused(Problems.Of(409, "too-many-users", $"There are {MostUsers} users already"))
            : GrantRules.NotYours(actor, book.GrantsOf(assignments), topology) is { } notYours ? plan.Refused(notYours)
            : plan with
            {
                After = book.WithUser(user),
                Write = (transaction, token) => AccountStore.InsertAsync(transaction, fresh with { Account = user }, token),
            };
    }

    public static Plan Rename(AccessBook book, Principal actor, Topology topology, string id, string name, string displayName)
        => Of(book, actor, topology, "user.rename", id, user
            => (NameProblem(book, name, id) ?? DisplayProblem(book, displayName, id)) is { } problem
            ? (null, problem)
            : (user with { Name = name, DisplayName = displayName }, null));

    public static Plan Assign(AccessBook book, Principal actor, Topology topology, string id, IReadOnlyList<AssignmentInfo> asked)
        => Of(book, actor, topology, "user.assign", id, user =>
        {
            var (assignments, problem) = GrantRules.Read(asked, book);
            problem ??= assignments is null ? null : GrantRules.NotYours(actor, book.GrantsOf(assignments), topology);
            return problem is null && assignments is not null ? (user with { Assignments = [.. assignments] }, null) : (null, problem);
        });

    public static Plan Disable(AccessBook book, Principal actor, Topology topology, string id)
        => Of(book, actor, topology, "user.disable", id, user => (user with { IsDisabled = true }, null));

    public static Plan Enable(AccessBook book, Principal actor, Topology topology, string id)
        => Of(book, actor, topology, "user.enable", id, user => (user with { IsDisabled = false }, null));

    public static Plan Remove(AccessBook book, Principal actor, Topology topology, string id)
    {
        var plan = Of(book, actor, topology, "user.remove", id, user => (user, null));
        return plan.Problem is not null
            ? plan
            : plan with
            {
                After = book.WithoutUser(id),
                Becomes = null,
                Write = (transaction, token) => AccountStore.DeleteAsync(transaction, id, token),
            };
    }

    /// <summary>By somebody else: sessions end, and tokens are revoked unless they are to stay.</summary>
    public static Plan Reset(
        AccessBook book, Principal actor, Topology topology, StoredAccount renewed, bool keepTokens)
    {
        var now = renewed.Account.PasswordChangedAt;
        var plan = Of(book, actor, topology, "user.reset", renewed.Account.Id, user => (user with { PasswordChangedAt = now }, null));
        if (plan.Problem is not null || plan.After is not { } after)
        {
            return plan;
        }

        var revoked = keepTokens ? [] : TokenPlans.Revoked(book, token => token.UserId == renewed.Account.Id, now);
        return plan with
        {
            Before = null,
            Becomes = keepTokens ? "tokens kept" : FormattableString.Invariant($"{revoked.Count} tokens revoked"),
            After = after.WithTokens(revoked),
            Write = async (transaction, token) =>
            {
                await AccountStore.SetPasswordAsync(transaction, after.Users[renewed.Account.Id], renewed.PasswordHash, token);
                return await TokenStore.RevokeAsync(transaction, revoked, token);
            },
            EndsSessionsOf = renewed.Account.Id,
        };
    }

    /// <summary>One's own password: the session it was done in goes on.</summary>
    public static Plan ChangeOwn(AccessBook book, StoredAccount renewed, string? sessionId)
    {
        var id = renewed.Account.Id;
        var plan = new Plan { Action = "password.change", Target = renewed.Account.Name };
        return !book.Users.TryGetValue(id, out var user)
            ? plan.Refused(Problems.NotFound("user", id))
            : plan with
            {
                After = book.WithUser(user with { PasswordChangedAt = renewed.Account.PasswordChangedAt }),
                Write = (transaction, token) => AccountStore.SetPasswordAsync(transaction, renewed.Account, renewed.PasswordHash, token),
                EndsSessionsOf = id,
                ExceptSession = sessionId,
            };
    }

    /// <summary>Taken, or so like a name that is taken that people would take one for the other.</summary>
    public static ProblemHttpResult? NameProblem(AccessBook book, string name, string? exceptId)
    {
        var others = book.Users.Values.Where(user => user.Id != exceptId).ToList();
        if (others.Find(user => UserName.Key(user.Name) == UserName.Key(name)) is { } same)
        {
            return Problems.Of(409, "name-taken", $"There is a user {same.Name} already");
        }

        return others.Find(user => Lookalikes.Imitates(user.Name, name)) is { } alike
            ? Problems.Of(409, "name-imitates", $"The name looks like {alike.Name}", "Choose one that nobody takes for another")
            : null;
    }

    /// <summary>Shown beside the name and in its place: it must not be taken for another person either.</summary>
    private static ProblemHttpResult? DisplayProblem(AccessBook book, string displayName, string? exceptId)
    {
        if (displayName.Split(' ').FirstOrDefault(Lookalikes.IsMixed) is { } mixed)
        {
            return Problems.BadRequest("bad-name", $"The display name mixes letters of scripts that look alike in '{mixed}'");
        }

        var mine = Lookalikes.Skeletons(displayName).ToHashSet(StringComparer.Ordinal);
        return book.Users.Values.FirstOrDefault(user => user.Id != exceptId
            && (Lookalikes.Skeletons(user.Name).Any(mine.Contains)
                || Lookalikes.Skeletons(user.DisplayName).Any(mine.Contains))) is { } alike
            ? Problems.Of(
                409, "name-imitates", $"The display name looks like that of {alike.Name}", "Choose one that nobody takes for another")
            : null;
    }

    private static Plan Of(
        AccessBook book,
        Principal actor,
        Topology topology,
        string action,
        string id,
        Func<Account, (Account? User, ProblemHttpResult? Problem)> change)
    {
        if (!book.Users.TryGetValue(id, out var user))
        {
            return new Plan { Action = action, Target = id, Problem = Problems.NotFound("user", id) };
        }

        var plan = new Plan { Action = action, Target = user.Name };
        if (GrantRules.Above(actor, book, user, topology) is { } above)
        {
            return plan.Refused(above);
        }

        var (changed, problem) = change(user);
        return changed is null
            ? plan.Refused(problem ?? Problems.BadRequest("bad-change", "The change is not understood"))
            : plan with
            {
                Before = Words(user),
                Becomes = Words(changed),
                After = book.WithUser(changed),
                Write = (transaction, token) => AccountStore.UpdateAsync(transaction, changed, token),
            };
    }

    private static string Words(Account user) => $"{user.Name}, {(user.IsDisabled ? "disabled" : "enabled")}, {user.AssignmentText}";
}
