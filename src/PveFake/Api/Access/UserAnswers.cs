using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Access;
using Proxima.PveFake.Api.Guests;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Access;

/// <summary>Users, their tokens and their second factors.</summary>
internal static class UserAnswers
{
    public static void AddTo(RouteTable routes)
    {
        routes.Get("/access/users", List);
        routes.Post("/access/users", Create);
        routes.Get("/access/users/{userid}", call => Whole(Find(call)));
        routes.Put("/access/users/{userid}", Change);
        routes.Delete("/access/users/{userid}", Remove);
        routes.Put("/access/users/{userid}/unlock-tfa", call =>
        {
            Find(call);
            return 0;
        });
        routes.Get("/access/users/{userid}/tfa", call
            => new JsonObject { ["realm"] = null, ["types"] = new JsonArray([.. Find(call).Factors.Select(factor
            => (JsonNode)factor.Type)]) });
        AddTokens(routes);
        routes.Get("/access/tfa", call => new JsonArray([.. call.World.Access.Users.Values.Where(user => user.Factors.Count > 0)
            .Select(user => (JsonNode)new JsonObject { ["userid"] = user.Id,
                ["entries"] = new JsonArray([.. user.Factors.Select(factor => (JsonNode)Factor(factor))]) })]));
        routes.Get("/access/tfa/{userid}", call => new JsonArray([.. Find(call).Factors.Select(factor => (JsonNode)Factor(factor))]));
        routes.Post("/access/tfa/{userid}", AddFactor);
        routes.Get("/access/tfa/{userid}/{id}", call => Factor(FindFactor(call)));
        routes.Delete("/access/tfa/{userid}/{id}", call => { Find(call).Factors.Remove(FindFactor(call)); });
        routes.Put("/access/tfa/{userid}/{id}", call =>
        {
            var (user, old) = (Find(call), FindFactor(call));
            user.Factors[user.Factors.IndexOf(old)] = old with { Description = call.Maybe("description") ?? old.Description,
                IsEnabled = call.Flag("enable", old.IsEnabled) };
        });
    }

    private static void AddTokens(RouteTable routes)
    {
        const string at = "/access/users/{userid}/token";
        routes.Get(at, call => new JsonArray([.. Find(call).Tokens.Values.Select(token =>
        {
            var row = Token(token);
            row["tokenid"] = token.Id;
            return (JsonNode)row;
        })]));
        routes.Get($"{at}/{{tokenid}}", call => Token(FindToken(call)));
        routes.Post($"{at}/{{tokenid}}", CreateToken);
        routes.Put($"{at}/{{tokenid}}", call =>
        {
            var token = FindToken(call);
            token.Comment = call.Maybe("comment") ?? token.Comment;
            token.Expire = call.Long("expire") ?? token.Expire;
            token.IsSeparated = call.Flag("privsep", token.IsSeparated);
            return Token(token);
        });
        routes.Delete($"{at}/{{tokenid}}", call =>
        {
            var (user, token) = (Find(call), FindToken(call));
            user.Tokens.Remove(token.Id);
            call.World.Access.ForgetInAcl(entry => entry.Kind is AclKind.Token && entry.Who == $"{user.Id}!{token.Id}");
        });
    }

    private static AccessUser Find(ApiCall call)
        => call.World.Access.Users.GetValueOrDefault(call.Text("userid"))
            ?? throw Refusal.Failed($"no such user ('{call.Text("userid")}')");

    private static AccessToken FindToken(ApiCall call)
        => Find(call).Tokens.GetValueOrDefault(call.Text("tokenid"))
            ?? throw Refusal.Failed($"no such token '{call.Text("tokenid")}' for user '{call.Text("userid")}'");

    private static SecondFactor FindFactor(ApiCall call)
        => Find(call).Factors.Find(factor => factor.Id == call.Text("id"))
            ?? throw Refusal.Failed($"no such tfa entry '{call.Text("id")}'");

    private static bool MaySee(ApiCall call, AccessUser user)
        => call.Caller.User == user.Id || call.May("/access/groups", "User.Modify", "Sys.Audit")
            || user.Groups.Any(group => call.May($"/access/groups/{group}", "User.Modify", "Sys.Audit"));

    private static JsonArray List(ApiCall call)
    {
        var rows = new JsonArray();
        foreach (var user in call.World.Access.Users.Values.Where(user => MaySee(call, user)))
        {
            if (call.Maybe("enabled") is { } wanted && ApiCall.IsTrue(wanted) != user.IsEnabled)
            {
                continue;
            }

            var row = Attributes(user);
            row["userid"] = user.Id;
            row["realm-type"] = call.World.Access.Realms.GetValueOrDefault(user.Id[(user.Id.LastIndexOf('@') + 1)..])?.Type ?? "pve";
            if (call.Flag("full"))
            {
                row["groups"] = string.Join(',', user.Groups);
                row["tokens"] = new JsonArray([.. user.Tokens.Values.Select(token =>
                {
                    var entry = Token(token);
                    entry["tokenid"] = token.Id;
                    return (JsonNode)entry;
                })]);
            }

            rows.Add((JsonNode)row);
        }

        return rows;
    }

    private static JsonObject Attributes(AccessUser user)
    {
        var row = new JsonObject { ["enable"] = user.IsEnabled ? 1 : 0, ["expire"] = user.Expire };
        foreach (var (key, value) in new[] { ("comment", user.Comment), ("email", user.Email), ("firstname", user.FirstName),
            ("lastname", user.LastName), ("keys", user.Keys) })
        {
            if (value is not null)
            {
                row[key] = value;
            }
        }

        return row;
    }

    private static JsonObject Whole(AccessUser user)
    {
        var row = Attributes(user);
        row["groups"] = new JsonArray([.. user.Groups.Select(group => (JsonNode)group)]);
        row["tokens"] = new JsonObject(user.Tokens.Values.Select(token => KeyValuePair.Create<string, JsonNode?>(token.Id, Token(token))));
        return row;
    }

    private static void Create(ApiCall call)
    {
        var id = call.Text("userid");
        if (call.World.Access.Users.ContainsKey(id))
        {
            throw Refusal.Failed($"create user failed: user '{id}' already exists");
        }

        var realm = id[(id.LastIndexOf('@') + 1)..];
        if (!call.World.Access.Realms.ContainsKey(realm))
        {
            throw Refusal.Failed($"create user failed: authentication domain '{realm}' does not exist");
        }

        Fill(call, call.World.Access.AddUser(id, call.Maybe("password") ?? string.Empty));
    }

    private static void Change(ApiCall call) => Fill(call, Find(call));

    private static void Fill(ApiCall call, AccessUser user)
    {
        user.Comment = call.Maybe("comment") ?? user.Comment;
        user.Email = call.Maybe("email") ?? user.Email;
        user.FirstName = call.Maybe("firstname") ?? user.FirstName;
        user.LastName = call.Maybe("lastname") ?? user.LastName;
        user.Keys = call.Maybe("keys") ?? user.Keys;
        user.IsEnabled = call.Flag("enable", user.IsEnabled);
        user.Expire = call.Long("expire") ?? user.Expire;
        if (call.Maybe("groups") is null)
        {
            return;
        }

        if (!call.Flag("append"))
        {
            user.Groups.Clear();
        }

        foreach (var group in call.List("groups"))
        {
            user.Groups.Add(call.World.Access.Groups.ContainsKey(group) ? group
                : throw Refusal.Failed($"create user failed: group '{group}' does not exist"));
        }
    }

    private static void Remove(ApiCall call)
    {
        var user = Find(call);
        if (user.Id == "root@pam")
        {
            throw Refusal.Failed("delete user failed: can't delete 'root@pam'");
        }

        call.World.Access.Users.Remove(user.Id);
        call.World.Access.ForgetInAcl(entry => entry.Who == user.Id || entry.Who.StartsWith(user.Id + "!", StringComparison.Ordinal));
    }

    private static JsonObject Token(AccessToken token)
    {
        var row = new JsonObject { ["privsep"] = token.IsSeparated ? 1 : 0, ["expire"] = token.Expire };
        if (token.Comment is { } comment)
        {
            row["comment"] = comment;
        }

        return row;
    }

    private static JsonObject CreateToken(ApiCall call)
    {
        var (user, id) = (Find(call), call.Text("tokenid"));
        if (user.Tokens.ContainsKey(id))
        {
            throw Refusal.Parameter("tokenid", "Token already exists.");
        }

        var token = new AccessToken(id)
        {
            Secret = CreationAnswers.Uuid(Wave.SeedOf(call.World.Seed, $"token {user.Id}!{id} {call.World.Second}")),
            IsSeparated = call.Flag("privsep", true),
            Expire = call.Long("expire") ?? 0,
            Comment = call.Maybe("comment"),
        };
        user.Tokens[id] = token;
        // Here the real one repeats what it was sent: numbers as text.
        var info = new JsonObject { ["privsep"] = call.Maybe("privsep") ?? "1",
            ["expire"] = token.Expire.ToString(CultureInfo.InvariantCulture) };
        if (token.Comment is { } comment)
        {
            info["comment"] = comment;
        }

        return new JsonObject { ["info"] = info, ["value"] = token.Secret, ["full-tokenid"] = $"{user.Id}!{id}" };
    }

    private static JsonObject Factor(SecondFactor factor)
    {
        var row = new JsonObject { ["id"] = factor.Id, ["type"] = factor.Type, ["description"] = factor.Description,
            ["created"] = factor.Created };
        if (!factor.IsEnabled)
        {
            row["enable"] = 0;
        }

        return row;
    }

    private static JsonObject AddFactor(ApiCall call)
    {
        var (user, type) = (Find(call), call.Text("type"));
        var id = type == "recovery" ? "recovery"
            : $"{type}:{CreationAnswers.Uuid(Wave.SeedOf(call.World.Seed, $"tfa {user.Id} {user.Factors.Count} {call.World.Second}"))}";
        if (type == "recovery")
        {
            if (user.Factors.Exists(factor => factor.Type == "recovery"))
            {
                throw Refusal.Failed("user already has recovery keys");
            }

            var codes = Enumerable.Range(0, 10).Select(n => Wave.Mix(Wave.SeedOf(call.World.Seed, $"recovery {user.Id} {n}"))
                .ToString("x16", CultureInfo.InvariantCulture)).ToList();
            user.Factors.Add(new SecondFactor(id, type) { Codes = codes, Created = call.World.Second });
            return new JsonObject { ["id"] = id, ["recovery"] = new JsonArray([.. codes.Select(code => (JsonNode)code)]) };
        }

        if (type == "totp")
        {
            var secret = SecretOf(call.Text("totp"));
            if (!TotpCodes.IsCode(secret, call.Maybe("value") ?? string.Empty, call.World.Second))
            {
                throw Refusal.Failed("failed to verify TOTP challenge");
            }

            user.Factors.Add(new SecondFactor(id, type) { Secret = secret, Description = call.Maybe("description") ?? string.Empty,
                Created = call.World.Second });
        }

        return new JsonObject { ["id"] = id };
    }

    // otpauth://totp/label?secret=BASE32&…
    private static string SecretOf(string uri)
        => uri.Split('?').ElementAtOrDefault(1)?.Split('&')
            .FirstOrDefault(part => part.StartsWith("secret=", StringComparison.Ordinal))?[7..]
            ?? throw Refusal.Failed("bad otpauth URI: missing secret");
}
