using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Access;

/// <summary>Says who a request comes from, by its token or its ticket, and refuses it the way the real server does.</summary>
internal sealed class SignIn(PveWorld world, string cookieName, string tokenScheme)
{
    /// <summary>The caller; a write with a ticket also needs the CSRF token that goes with it.</summary>
    public Caller Of(HttpRequest request, bool isWrite)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(tokenScheme + "=", StringComparison.Ordinal)
            || authorization.StartsWith(tokenScheme + " ", StringComparison.Ordinal))
        {
            return OfToken(authorization[(tokenScheme.Length + 1)..]) ?? throw Refusal.NoCredentials("Authentication failed!");
        }

        var ticket = Cookie(request);
        if (ticket is null)
        {
            throw Refusal.NoCredentials("No ticket");
        }

        var user = world.Access.Tickets.UserOf(ticket, world.Second, Kind);
        if (user is null || !world.Access.Users.TryGetValue(user, out var known) || !known.IsUsable(world.Second))
        {
            throw Refusal.NoCredentials("Authentication failed!");
        }

        if (isWrite && !world.Access.Tickets.IsCsrfTokenOf(user, request.Headers["CSRFPreventionToken"].ToString(), world.Second))
        {
            throw Refusal.NoCredentials("Permission denied - invalid csrf token");
        }

        return new Caller(user, null);
    }

    /// <summary>PVE or PBS: the word a ticket begins with.</summary>
    private string Kind => tokenScheme.StartsWith("PBS", StringComparison.Ordinal) ? "PBS" : "PVE";

    private Caller? OfToken(string text)
    {
        // PVEAPIToken=user@realm!id=secret, PBSAPIToken=user@realm!id:secret
        var name = text.IndexOf('!', StringComparison.Ordinal);
        var secret = name < 0 ? -1 : text.IndexOfAny(['=', ':'], name);
        if (secret < 0)
        {
            return null;
        }

        var (user, id, value) = (text[..name], text[(name + 1)..secret], text[(secret + 1)..]);
        var isRight = world.Access.Users.TryGetValue(user, out var known) && known.IsUsable(world.Second)
            && known.Tokens.TryGetValue(id, out var token) && (token.Expire == 0 || token.Expire > world.Second)
            && token.Secret.Equals(value, StringComparison.Ordinal);
        return isRight ? new Caller(user, id) : null;
    }

    private string? Cookie(HttpRequest request)
    {
        // The real server takes the ticket escaped or raw; ASP.NET's reader would reject the raw one.
        foreach (var pair in request.Headers.Cookie.ToString().Split(';', StringSplitOptions.TrimEntries))
        {
            if (pair.StartsWith(cookieName + "=", StringComparison.Ordinal))
            {
                return Uri.UnescapeDataString(pair[(cookieName.Length + 1)..]);
            }
        }

        return null;
    }

    /// <summary>What the person at a browser may do, for the page to show or hide.</summary>
    public static JsonObject Capabilities(PveWorld world, Caller caller)
    {
        var permissions = new Permissions(world);
        var cap = new JsonObject();
        foreach (var (section, path, isOf) in Sections)
        {
            var names = new JsonObject();
            foreach (var name in permissions.At(caller, path).Keys.Where(isOf).Order(StringComparer.Ordinal))
            {
                names[name] = 1;
            }

            cap[section] = names;
        }

        return cap;
    }

    private static readonly (string Section, string Path, Func<string, bool> IsOf)[] Sections =
    [
        ("vms", "/vms", name => name.StartsWith("VM.", StringComparison.Ordinal) || name == "Permissions.Modify"),
        ("storage", "/storage", name => name.StartsWith("Datastore.", StringComparison.Ordinal) || name == "Permissions.Modify"),
        ("access", "/access", name => name is "User.Modify" or "Group.Allocate" or "Permissions.Modify"),
        ("nodes", "/nodes", name => name.StartsWith("Sys.", StringComparison.Ordinal) || name == "Permissions.Modify"),
        ("dc", "/", name => name is "Sys.Audit" or "Sys.Modify" || name.StartsWith("SDN.", StringComparison.Ordinal)),
        ("sdn", "/sdn", name => name.StartsWith("SDN.", StringComparison.Ordinal) || name == "Permissions.Modify"),
        ("mapping", "/mapping", name => name.StartsWith("Mapping.", StringComparison.Ordinal) || name == "Permissions.Modify"),
    ];
}
