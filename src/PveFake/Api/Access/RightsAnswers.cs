using System.Text.Json.Nodes;
using Proxima.PveFake.Access;
using Proxima.PveFake.Http;

namespace Proxima.PveFake.Api.Access;

/// <summary>Groups, roles, realms, the access control list, and what somebody may do.</summary>
internal static class RightsAnswers
{
    // The paths the real one always looks at when it lists permissions.
    private static readonly string[] Roots = ["/", "/access", "/access/groups", "/nodes", "/pool", "/sdn", "/storage", "/vms"];

    public static void AddTo(RouteTable routes)
    {
        routes.Get("/access/permissions", Permissions);
        routes.Get("/access/acl", Acl);
        routes.Put("/access/acl", ChangeAcl);
        AddRoles(routes);
        AddGroups(routes);
        AddRealms(routes);
    }

    private static JsonObject Permissions(ApiCall call)
    {
        var who = call.Caller;
        if (call.Maybe("userid") is { } id && id != who.Id)
        {
            call.Demand("/access", "Sys.Audit");
            who = id.Split('!') is [var user, var token] ? new Caller(user, token) : new Caller(id, null);
        }

        var paths = call.Maybe("path") is { } one ? [one] : Roots.Concat(call.World.Access.Acl.Select(entry => entry.Path))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var answer = new JsonObject();
        foreach (var path in paths)
        {
            var names = new JsonObject();
            foreach (var (name, propagates) in call.Permissions.At(who, path))
            {
                names[name] = propagates ? 1 : 0;
            }

            if (names.Count > 0)
            {
                answer[path] = names;
            }
        }

        return answer;
    }

    private static JsonArray Acl(ApiCall call)
    {
        var mayAll = call.May("/access", "Sys.Audit");
        return new JsonArray([.. call.World.Access.Acl.Where(entry => mayAll || call.May(entry.Path, "Permissions.Modify"))
            .Select(entry => (JsonNode)new JsonObject
        {
            ["path"] = entry.Path,
            ["roleid"] = entry.Role,
            ["ugid"] = entry.Who,
            ["type"] = entry.Kind.ToString().ToLowerInvariant(),
            ["propagate"] = entry.Propagates ? 1 : 0,
        })]);
    }

    private static void ChangeAcl(ApiCall call)
    {
        var (access, path) = (call.World.Access, call.Text("path"));
        var subjects = call.List("users").Select(who => (who, AclKind.User)).Concat(call.List("groups").Select(who => (who, AclKind.Group)))
            .Concat(call.List("tokens").Select(who => (who, AclKind.Token))).ToList();
        if (subjects.Count == 0)
        {
            throw Refusal.Parameter("users", "either 'users', 'groups' or 'tokens' is required.");
        }

        if (path != "/" && !Proxima.PveFake.Access.Permissions.IsPath(path))
        {
            throw Refusal.Parameter("path", $"invalid ACL path '{path}'");
        }

        foreach (var role in call.List("roles"))
        {
            if (access.PrivilegesOf(role, call.World.Version) is null)
            {
                throw Refusal.Failed($"ACL update failed: role '{role}' does not exist");
            }

            foreach (var (who, kind) in subjects)
            {
                DemandSubject(access, who, kind);
                if (call.Flag("delete"))
                {
                    access.ForgetInAcl(entry => entry.Path == path && entry.Role == role && entry.Who == who && entry.Kind == kind);
                }
                else
                {
                    access.Grant(path, role, who, kind, call.Flag("propagate", true));
                }
            }
        }
    }

    private static void DemandSubject(AccessDirectory access, string who, AclKind kind)
    {
        var isKnown = kind switch
        {
            AclKind.User => access.Users.ContainsKey(who),
            AclKind.Group => access.Groups.ContainsKey(who),
            _ => who.Split('!') is [var user, var token] && access.Users.TryGetValue(user, out var owner)
                && owner.Tokens.ContainsKey(token),
        };
        if (!isKnown)
        {
            throw Refusal.Failed($"ACL update failed: {kind.ToString().ToLowerInvariant()} '{who}' does not exist");
        }
    }

    private static void AddRoles(RouteTable routes)
    {
        routes.Get("/access/roles", call => new JsonArray([.. Roles.BuiltIn(call.World.Version)
            .Select(pair => (pair.Key, Privileges: (IEnumerable<string>)pair.Value, IsSpecial: true))
            .Concat(call.World.Access.OwnRoles.Select(pair => (pair.Key, Privileges: (IEnumerable<string>)pair.Value, IsSpecial: false)))
            .OrderBy(role => role.Key, StringComparer.Ordinal)
            .Select(role => (JsonNode)new JsonObject { ["roleid"] = role.Key,
                ["privs"] = string.Join(',', role.Privileges.Order(StringComparer.Ordinal)), ["special"] = role.IsSpecial ? 1 : 0 })]));
        routes.Get("/access/roles/{roleid}", call =>
        {
            var privileges = call.World.Access.PrivilegesOf(call.Text("roleid"), call.World.Version)
                ?? throw Refusal.Failed($"role '{call.Text("roleid")}' does not exist");
            return new JsonObject(privileges.Order(StringComparer.Ordinal).Select(name => KeyValuePair.Create<string, JsonNode?>(name, 1)));
        });
        routes.Post("/access/roles", call =>
        {
            var id = call.Text("roleid");
            if (call.World.Access.PrivilegesOf(id, call.World.Version) is not null)
            {
                throw Refusal.Failed($"create role failed: role '{id}' already exists");
            }

            call.World.Access.OwnRoles[id] = Named(call);
        });
        routes.Put("/access/roles/{roleid}", call =>
        {
            var id = call.Text("roleid");
            DemandOwn(call, id, "update");
            var names = Named(call);
            if (call.Flag("append"))
            {
                names.UnionWith(call.World.Access.OwnRoles[id]);
            }

            call.World.Access.OwnRoles[id] = names;
        });
        routes.Delete("/access/roles/{roleid}", call =>
        {
            var id = call.Text("roleid");
            DemandOwn(call, id, "delete");
            call.World.Access.OwnRoles.Remove(id);
            call.World.Access.ForgetInAcl(entry => entry.Role == id);
        });
    }

    private static void DemandOwn(ApiCall call, string id, string verb)
    {
        if (Roles.BuiltIn(call.World.Version).ContainsKey(id))
        {
            throw Refusal.Failed($"{verb} role failed: auto-generated role '{id}' cannot be {(verb == "delete" ? "deleted" : "modified")}");
        }

        if (!call.World.Access.OwnRoles.ContainsKey(id))
        {
            throw Refusal.Failed($"{verb} role failed: role '{id}' does not exist");
        }
    }

    private static SortedSet<string> Named(ApiCall call)
    {
        var all = Roles.AllPrivileges(call.World.Version);
        return new SortedSet<string>(call.List("privs")
            .Select(name => all.Contains(name) ? name : throw Refusal.Failed($"create role failed: invalid privilege '{name}'")),
            StringComparer.Ordinal);
    }

    private static void AddGroups(RouteTable routes)
    {
        routes.Get("/access/groups", call => new JsonArray([.. call.World.Access.Groups.Values
            .Where(group => call.May($"/access/groups/{group.Id}", "User.Modify", "Sys.Audit", "Group.Allocate"))
            .Select(group => (JsonNode)WithComment(new JsonObject { ["groupid"] = group.Id,
                ["users"] = string.Join(',', MembersOf(call, group.Id)) }, group.Comment))]));
        routes.Post("/access/groups", call =>
        {
            var id = call.Text("groupid");
            if (call.World.Access.Groups.ContainsKey(id))
            {
                throw Refusal.Failed($"create group failed: group '{id}' already exists");
            }

            call.World.Access.Groups[id] = new AccessGroup(id) { Comment = call.Maybe("comment") };
        });
        routes.Get("/access/groups/{groupid}", call =>
        {
            var group = FindGroup(call, string.Empty);
            return WithComment(new JsonObject { ["members"] = new JsonArray([.. MembersOf(call, group.Id).Select(id => (JsonNode)id)]) },
                group.Comment);
        });
        routes.Put("/access/groups/{groupid}", call => { FindGroup(call, "update group failed: ").Comment = call.Maybe("comment"); });
        routes.Delete("/access/groups/{groupid}", call =>
        {
            var group = FindGroup(call, "delete group failed: ");
            call.World.Access.Groups.Remove(group.Id);
            call.World.Access.ForgetInAcl(entry => entry.Kind is AclKind.Group && entry.Who == group.Id);
            foreach (var user in call.World.Access.Users.Values)
            {
                user.Groups.Remove(group.Id);
            }
        });
    }

    private static AccessGroup FindGroup(ApiCall call, string verb)
        => call.World.Access.Groups.GetValueOrDefault(call.Text("groupid"))
            ?? throw Refusal.Failed($"{verb}group '{call.Text("groupid")}' does not exist");

    private static IEnumerable<string> MembersOf(ApiCall call, string group)
        => call.World.Access.Users.Values.Where(user => user.Groups.Contains(group)).Select(user => user.Id);

    private static JsonObject WithComment(JsonObject row, string? comment)
    {
        if (comment is not null)
        {
            row["comment"] = comment;
        }

        return row;
    }

    private static void AddRealms(RouteTable routes)
    {
        routes.Get("/access/domains", call => new JsonArray([.. call.World.Access.Realms.Values.Select(realm =>
        {
            var row = WithComment(new JsonObject { ["realm"] = realm.Id, ["type"] = realm.Type }, realm.Comment);
            if (realm.Tfa is { } tfa)
            {
                row["tfa"] = tfa;
            }

            return (JsonNode)row;
        })]));
        routes.Post("/access/domains", call =>
        {
            var id = call.Text("realm");
            if (call.World.Access.Realms.ContainsKey(id))
            {
                throw Refusal.Failed($"add auth server failed: domain '{id}' already exists");
            }

            var realm = new AccessRealm(id, call.Text("type")) { Comment = call.Maybe("comment"), Tfa = call.Maybe("tfa") };
            foreach (var (key, value) in call.Given.Where(pair => pair.Key is not ("realm" or "type" or "comment" or "tfa" or "password")))
            {
                realm.Options[key] = value;
            }

            call.World.Access.Realms[id] = realm;
        });
        routes.Get("/access/domains/{realm}", call =>
        {
            var realm = FindRealm(call);
            var row = WithComment(new JsonObject { ["type"] = realm.Type }, realm.Comment);
            foreach (var (key, value) in realm.Options)
            {
                row[key] = value;
            }

            row["digest"] = Proxima.PveFake.World.Guest.DigestOf(call.World.Access.Realms.Keys);
            return row;
        });
        routes.Put("/access/domains/{realm}", call =>
        {
            var realm = FindRealm(call);
            realm.Comment = call.Maybe("comment") ?? realm.Comment;
            foreach (var (key, value) in call.Given.Where(pair => pair.Key is not ("comment" or "delete" or "digest" or "password")))
            {
                realm.Options[key] = value;
            }
        });
        routes.Delete("/access/domains/{realm}", call =>
        {
            var realm = FindRealm(call);
            if (realm.Id is "pam" or "pve")
            {
                throw Refusal.Failed("delete auth server failed: can't delete builtin domain");
            }

            call.World.Access.Realms.Remove(realm.Id);
        });
    }

    private static AccessRealm FindRealm(ApiCall call)
        => call.World.Access.Realms.GetValueOrDefault(call.Text("realm"))
            ?? throw Refusal.Failed($"domain '{call.Text("realm")}' does not exist");
}
