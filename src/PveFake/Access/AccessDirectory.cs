using System.Security.Cryptography;
using System.Text;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Access;

/// <summary>Users, groups, roles, realms, tokens and the access control list: what user.cfg holds.</summary>
internal sealed class AccessDirectory
{
    public AccessDirectory(ulong seed)
    {
        Realms["pam"] = new AccessRealm("pam", "pam") { Comment = "Linux PAM standard authentication" };
        Realms["pve"] = new AccessRealm("pve", "pve") { Comment = "Proxmox VE authentication server" };
        Users["root@pam"] = new AccessUser("root@pam");
        Tickets = new Tickets(SHA256.HashData(Encoding.UTF8.GetBytes($"tickets {seed}")));
    }

    public SortedDictionary<string, AccessUser> Users { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, AccessGroup> Groups { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, AccessRealm> Realms { get; } = new(StringComparer.Ordinal);

    /// <summary>Roles people made; the built-in ones are in <see cref="Roles"/>.</summary>
    public SortedDictionary<string, SortedSet<string>> OwnRoles { get; } = new(StringComparer.Ordinal);

    public List<AclEntry> Acl { get; } = [];

    public Tickets Tickets { get; }

    public IReadOnlySet<string>? PrivilegesOf(string role, PveVersion version)
        => OwnRoles.TryGetValue(role, out var own) ? own : Roles.BuiltIn(version).GetValueOrDefault(role)
            ?? Roles.OfBackupServer.GetValueOrDefault(role);

    /// <summary>Everything a group, a user or their tokens had goes with them.</summary>
    public void ForgetInAcl(Func<AclEntry, bool> isGone) => Acl.RemoveAll(entry => isGone(entry));

    public AccessUser AddUser(string id, string password)
    {
        var user = new AccessUser(id) { Password = password };
        Users[id] = user;
        return user;
    }

    public void Grant(string path, string role, string who, AclKind kind = AclKind.User, bool propagates = true)
    {
        Acl.RemoveAll(entry => entry.Path == path && entry.Role == role && entry.Who == who && entry.Kind == kind);
        Acl.Add(new AclEntry(path, role, who, kind, propagates));
    }
}

internal enum AclKind
{
    User,
    Group,
    Token,
}

/// <summary>One line of the access control list.</summary>
internal sealed record AclEntry(string Path, string Role, string Who, AclKind Kind, bool Propagates);

/// <summary>A user; <see cref="Expire"/> in Unix seconds, 0 for never.</summary>
internal sealed class AccessUser(string id)
{
    public string Id { get; } = id;

    public string Password { get; set; } = string.Empty;

    public bool IsEnabled { get; set; } = true;

    public long Expire { get; set; }

    public string? Comment { get; set; }

    public string? Email { get; set; }

    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    public string? Keys { get; set; }

    public SortedSet<string> Groups { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, AccessToken> Tokens { get; } = new(StringComparer.Ordinal);

    public List<SecondFactor> Factors { get; } = [];

    public bool IsUsable(long second) => IsEnabled && (Expire == 0 || Expire > second);
}

/// <summary>An API token; without privilege separation it may what its user may.</summary>
internal sealed class AccessToken(string id)
{
    public string Id { get; } = id;

    public string Secret { get; set; } = string.Empty;

    public bool IsSeparated { get; set; } = true;

    public long Expire { get; set; }

    public string? Comment { get; set; }
}

internal sealed class AccessGroup(string id)
{
    public string Id { get; } = id;

    public string? Comment { get; set; }
}

internal sealed class AccessRealm(string id, string type)
{
    public string Id { get; } = id;

    public string Type { get; } = type;

    public string? Comment { get; set; }

    /// <summary>Two-factor demand of the realm: "oath" or null.</summary>
    public string? Tfa { get; set; }

    public SortedDictionary<string, string> Options { get; } = new(StringComparer.Ordinal);
}

/// <summary>A second factor: a TOTP secret (base32) or a list of recovery codes.</summary>
internal sealed record SecondFactor(string Id, string Type)
{
    public string Description { get; init; } = string.Empty;

    public bool IsEnabled { get; init; } = true;

    public string Secret { get; init; } = string.Empty;

    public List<string> Codes { get; init; } = [];

    public long Created { get; init; }
}
