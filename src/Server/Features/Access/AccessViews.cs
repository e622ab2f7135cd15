using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Access;

/// <summary>The book as the records of the HTTP API.</summary>
internal sealed class AccessViews(AccessBoard board, SessionTable sessions, TokenTable tokens, ITopology topology)
{
    public UserInfo User(Account user, Principal? actor)
    {
        var book = board.Current;
        var grants = book.GrantsOf(user);
        return new UserInfo
        {
            Id = user.Id,
            Name = user.Name,
            DisplayName = user.DisplayName,
            IsDisabled = user.IsDisabled,
            IsYou = actor?.UserId == user.Id,
            IsLastAdministrator = book.Administrators.Take(2).ToList() is [var only] && only.Id == user.Id,
            IsAboveYou = actor?.Grants.Cover(grants, topology.Current) != true,
            Assignments = [.. user.Assignments.Select(each => Assignment(book, each))],
            Scopes = [.. grants.Scopes],
            Sessions = sessions.Count(user.Id),
            Tokens = book.Tokens.Values.Count(token => token.UserId == user.Id && tokens.Opens(token.Prefix)),
            CreatedAt = user.CreatedAt,
            PasswordChangedAt = user.PasswordChangedAt,
        };
    }

    public RoleInfo Role(Role role) => new()
    {
        Id = role.Id,
        Name = role.Name,
        IsBuiltIn = role.IsBuiltIn,
        IsEverything = role.ScopeText == Scopes.Every,
        Scopes = [.. Scopes.All.Where(role.Scopes.Contains)],
        Users = board.Current.Users.Values.Count(user => user.Assignments.Any(each => each.RoleId == role.Id)),
    };

    public GroupInfo Group(PlaceGroup group) => new()
    {
        Id = group.Id,
        Name = group.Name,
        Members = [.. group.Members.Select(Place)],
        Uses = RolePlans.Uses(board.Current, group.Id),
    };

    public TokenInfo Token(TokenRow token)
    {
        var book = board.Current;
        var owner = book.Users.GetValueOrDefault(token.UserId);
        var use = tokens.LastUse(token);
        return new TokenInfo
        {
            Prefix = token.Prefix,
            Name = token.Name,
            OwnerId = token.UserId,
            OwnerName = owner?.Name ?? "",
            State = State(token, owner),
            Scopes = [.. token.Grants.Scopes],
            IsEverything = token.ScopeText == Scopes.Every,
            EffectiveScopes = [.. book.GrantsOf(token).Scopes],
            Bounds = Bounds(token.Bounds),
            CreatedAt = token.CreatedAt,
            ExpiresAt = token.ExpiresAt,
            UsedAt = use?.At,
            UsedAddress = use?.Address,
            PreviousUntil = token.PreviousUntil,
            RevokedAt = token.RevokedAt,
        };
    }

    /// <summary>Who asks, and what they may; null for nobody.</summary>
    public Me? Me(Principal? principal)
        => principal is null
            ? null
            : new Me(principal.Name, principal.DisplayName, [.. principal.Grants.Scopes.Order(StringComparer.Ordinal)])
            {
                Id = principal.UserId,
                By = principal.Token is not null ? SignedInBy.Token : principal.UserId is null ? SignedInBy.Control : SignedInBy.Session,
                BoundedScopes = [.. principal.Grants.BoundedScopes],
                ReadBounds = principal.May(Scopes.Read) ? Bounds(principal.Grants.BoundsOf(Scopes.Read)) : null,
                SeesAs = principal.SeesAs is null ? null : Preview(sessions.SeenAs(principal.Via)),
            };

    public Preview? Preview(SeenAs? seen)
        => seen is null
            ? null
            : new Preview(seen.Label, seen.UserId, seen.Role?.RoleId, seen.Role is null ? null : Bounds(seen.Role.Bounds));

    public BoundsInfo Bounds(Bounds bounds) => new(bounds.IsEverything, [.. bounds.Places.Select(Place)]);

    public PlaceRef Place(Place place) => new(place.Kind, place.Id, topology.Current.Find(place)?.Name);

    private AssignmentInfo Assignment(AccessBook book, Assignment given)
        => new(given.RoleId, Bounds(given.Bounds)) { RoleName = book.FindRole(given.RoleId)?.Name };

    private TokenState State(TokenRow token, Account? owner)
        => token.RevokedAt is not null ? TokenState.Revoked
            : owner is null or { IsDisabled: true } ? TokenState.OwnerDisabled
            : tokens.Opens(token.Prefix) ? TokenState.Active
            : TokenState.Expired;
}
