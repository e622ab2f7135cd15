using System.Collections.Concurrent;
using System.Collections.Immutable;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Access;

/// <summary>Everything about who may do what, at one moment. Immutable; a change is a new book.</summary>
internal sealed class AccessBook
{
    private readonly ConcurrentDictionary<string, Grants> _grants = new(StringComparer.Ordinal);

    public static AccessBook Empty { get; } = new()
    {
        Users = Keyed<Account>([], user => user.Id),
        CustomRoles = Keyed<Role>([], role => role.Id),
        Groups = Keyed<PlaceGroup>([], group => group.Id),
        Tokens = Keyed<TokenRow>([], token => token.Prefix),
    };

    public required ImmutableDictionary<string, Account> Users { get; init; }
    public required ImmutableDictionary<string, Role> CustomRoles { get; init; }
    public required ImmutableDictionary<string, PlaceGroup> Groups { get; init; }

    /// <summary>By prefix; revoked and expired ones too, for a while.</summary>
    public required ImmutableDictionary<string, TokenRow> Tokens { get; init; }

    /// <summary>Built-in ones first, then by name.</summary>
    public IEnumerable<Role> Roles => Role.BuiltIn.Concat(CustomRoles.Values.OrderBy(role => role.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Users who may sign in and manage access everywhere: without one, nobody could let anybody in again.</summary>
    public IEnumerable<Account> Administrators
        => Users.Values.Where(user => !user.IsDisabled && GrantsOf(user).MayEverywhere(Scopes.AccessManage));

    public Role? FindRole(string id) => Role.BuiltIn.FirstOrDefault(role => role.Id == id) ?? CustomRoles.GetValueOrDefault(id);

    /// <summary>What the user may; a role that is not known gives nothing.</summary>
    public Grants GrantsOf(Account user)
        => ReferenceEquals(Users.GetValueOrDefault(user.Id), user)
            ? _grants.GetOrAdd(user.Id, _ => GrantsOf(user.Assignments))
            : GrantsOf(user.Assignments);

    public Grants GrantsOf(IEnumerable<Assignment> assignments)
        => Grants.Of(assignments.Select(each => (FindRole(each.RoleId)?.Scopes.AsEnumerable() ?? [], each.Bounds)));

    /// <summary>What a token may, as its owner is now; nothing when there is no owner who may sign in.</summary>
    public Grants GrantsOf(TokenRow token)
        => Users.GetValueOrDefault(token.UserId) is { IsDisabled: false } owner ? GrantsOf(owner).And(token.Grants) : Grants.Nothing;

    public IReadOnlyCollection<(PlaceInfo Group, IReadOnlyCollection<Place> Members)> PlacesOfGroups()
        => [.. Groups.Values.Select(group =>
            (new PlaceInfo(Place.Group(group.Id), group.Name, []), (IReadOnlyCollection<Place>)group.Members))];

    public AccessBook WithUser(Account user) => Copy(users: Users.SetItem(user.Id, user));

    /// <summary>Without the user and every token of theirs.</summary>
    public AccessBook WithoutUser(string id)
        => Copy(
            users: Users.Remove(id),
            tokens: Tokens.RemoveRange(Tokens.Values.Where(token => token.UserId == id).Select(token => token.Prefix)));

    public AccessBook WithRole(Role role) => Copy(roles: CustomRoles.SetItem(role.Id, role));

    public AccessBook WithoutRole(string id) => Copy(roles: CustomRoles.Remove(id));

    public AccessBook WithGroup(PlaceGroup group) => Copy(groups: Groups.SetItem(group.Id, group));

    public AccessBook WithoutGroup(string id) => Copy(groups: Groups.Remove(id));

    public AccessBook WithTokens(params IEnumerable<TokenRow> tokens)
        => Copy(tokens: Tokens.SetItems(tokens.Select(token => KeyValuePair.Create(token.Prefix, token))));

    public AccessBook WithoutTokens(IEnumerable<string> prefixes) => Copy(tokens: Tokens.RemoveRange(prefixes));

    public static ImmutableDictionary<string, T> Keyed<T>(IEnumerable<T> items, Func<T, string> key)
        => items.ToImmutableDictionary(key, StringComparer.Ordinal);

    private AccessBook Copy(
        ImmutableDictionary<string, Account>? users = null,
        ImmutableDictionary<string, Role>? roles = null,
        ImmutableDictionary<string, PlaceGroup>? groups = null,
        ImmutableDictionary<string, TokenRow>? tokens = null)
        => new()
        {
            Users = users ?? Users,
            CustomRoles = roles ?? CustomRoles,
            Groups = groups ?? Groups,
            Tokens = tokens ?? Tokens,
        };
}
