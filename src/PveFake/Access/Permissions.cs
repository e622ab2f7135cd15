using System.Text.RegularExpressions;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Access;

/// <summary>
/// What a caller may do at a path. Entries of the list count from the root down and the deeper one wins; a user's own entry at a level
/// takes the place of those of its groups there; a token with separated privileges has at most what its user has; rights on a pool
/// hold for its members.
/// </summary>
internal sealed partial class Permissions(PveWorld world)
{
    // One call asks for the same paths again and again; nothing changes while it is answered.
    private readonly Dictionary<(string Caller, string Path), IReadOnlyDictionary<string, bool>> _seen = [];

    private bool IsWholeToken(Caller caller)
        => caller.TokenId is { } id && world.Access.Users.TryGetValue(caller.User, out var user)
            && user.Tokens.TryGetValue(id, out var token) && !token.IsSeparated;

    /// <summary>Privileges at a path and whether each propagates.</summary>
    public IReadOnlyDictionary<string, bool> At(Caller caller, string path)
    {
        if (caller.IsNobody || !world.Access.Users.TryGetValue(caller.User, out var user))
        {
            return new Dictionary<string, bool>();
        }

        var ofUser = caller.User == "root@pam"
            ? Roles.AllPrivileges(world).ToDictionary(name => name, _ => true, StringComparer.Ordinal)
            : WithPool(path, at => OfUser(user, at));
        if (caller.TokenId is null || !user.Tokens.TryGetValue(caller.TokenId, out var token) || !token.IsSeparated)
        {
            return ofUser;
        }

        var ofToken = WithPool(path, at => Walk(at, level => Entries(level, AclKind.Token, caller.Id)));
        return ofToken.Where(pair => ofUser.ContainsKey(pair.Key))
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
    }

    public bool Has(Caller caller, string path, params ReadOnlySpan<string> any)
    {
        if (caller.User == "root@pam" && (caller.TokenId is null || IsWholeToken(caller)))
        {
            return true;
        }

        if (!_seen.TryGetValue((caller.Id, path), out var at))
        {
            _seen[(caller.Id, path)] = at = At(caller, path);
        }

        foreach (var name in any)
        {
            if (at.ContainsKey(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for what the real API takes for a path of the object tree.</summary>
    public static bool IsPath(string path) => ObjectPath().IsMatch(path);

    // Where NoAccess holds, not even the pool opens anything.
    private Dictionary<string, bool> WithPool(string path, Func<string, Dictionary<string, bool>?> at)
    {
        if (at(path) is not { } own)
        {
            return [];
        }

        var pool = PoolFor(path);
        if (pool is not null)
        {
            foreach (var (name, propagates) in at($"/pool/{pool}") ?? [])
            {
                own.TryAdd(name, propagates);
            }
        }

        return own;
    }

    private string? PoolFor(string path)
        => path.Split('/') switch
        {
            ["", "vms", var id] when int.TryParse(id, out var vmid) => world.PoolOf(vmid)?.Id,
            ["", "storage", var id] => world.Pools.Values.FirstOrDefault(pool => pool.Storages.Contains(id))?.Id,
            _ => null,
        };

    private Dictionary<string, bool>? OfUser(AccessUser user, string path) => Walk(path, level =>
    {
        var own = Entries(level, AclKind.User, user.Id);
        return own.Count > 0 ? own : [.. user.Groups.SelectMany(group => Entries(level, AclKind.Group, group))];
    });

    private List<AclEntry> Entries(string path, AclKind kind, string who)
        => world.Access.Acl.Where(entry => entry.Path == path && entry.Kind == kind && entry.Who == who).ToList();

    // Null where NoAccess holds.
    private Dictionary<string, bool>? Walk(string path, Func<string, List<AclEntry>> entriesAt)
    {
        var roles = new List<AclEntry>();
        foreach (var level in Levels(path))
        {
            var here = entriesAt(level).Where(entry => entry.Propagates || level == path).ToList();
            if (here.Count > 0)
            {
                roles = here;
            }
        }

        if (roles.Exists(entry => entry.Role == "NoAccess"))
        {
            return null;
        }

        var privileges = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var entry in roles)
        {
            foreach (var name in world.Access.PrivilegesOf(entry.Role, world.Version) ?? EmptySet)
            {
                privileges[name] = entry.Propagates;
            }
        }

        return privileges;
    }

    private static readonly HashSet<string> EmptySet = [];

    private static IEnumerable<string> Levels(string path)
    {
        yield return "/";
        var at = 0;
        while (path.Length > 1 && (at = path.IndexOf('/', at + 1)) > 0)
        {
            yield return path[..at];
        }

        if (path.Length > 1)
        {
            yield return path;
        }
    }

    [GeneratedRegex(@"^/$|^(/[A-Za-z0-9._-]+)+$", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex ObjectPath();
}
