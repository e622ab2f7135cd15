using System.Text.Json.Nodes;
using Proxima.PveFake.Access;
using Proxima.PveFake.Http;

namespace Proxima.PveFake.Api.Access;

/// <summary>Logging in, with one factor or two.</summary>
internal static class TicketAnswers
{
    public static void AddTo(RouteTable routes)
    {
        routes.Get("/access/ticket", _ => null);
        routes.Post("/access/ticket", LogIn);
        routes.Post("/access/vncticket", call =>
        {
            if (call.World.Access.Tickets.UserOf(call.Text("vncticket"), call.World.Second, "PVEVNC") is null)
            {
                throw Failure(call);
            }
        });
        routes.Put("/access/password", call =>
        {
            var user = call.World.Access.Users.GetValueOrDefault(call.Text("userid"))
                ?? throw Refusal.Failed($"no such user ('{call.Text("userid")}')");
            user.Password = call.Text("password");
        });
    }

    private static JsonObject LogIn(ApiCall call)
    {
        var name = call.Maybe("realm") is { } realm && !call.Text("username").Contains('@', StringComparison.Ordinal)
            ? $"{call.Text("username")}@{realm}" : call.Text("username");
        var access = call.World.Access;
        if (!access.Users.TryGetValue(name, out var user) || !user.IsUsable(call.World.Second)
            || !access.Realms.ContainsKey(name[(name.LastIndexOf('@') + 1)..]))
        {
            throw Failure(call);
        }

        var password = call.Text("password");
        if (call.Maybe("tfa-challenge") is { } challenge)
        {
            return AnswerChallenge(call, user, challenge, password);
        }

        // A ticket that still holds stands for the password: that is how it is renewed.
        if (access.Tickets.UserOf(password, call.World.Second, Kind(call)) == name)
        {
            return Ticket(call, user);
        }

        if (user.Password.Length == 0 || user.Password != password)
        {
            throw Failure(call);
        }

        return user.Factors.Exists(factor => factor.IsEnabled) ? Challenge(call, user) : Ticket(call, user);
    }

    // Half a ticket: it names the factors there are, and is no good for anything but the second step.
    private static JsonObject Challenge(ApiCall call, AccessUser user)
    {
        var kinds = new JsonObject
        {
            ["totp"] = user.Factors.Exists(factor => factor is { Type: "totp", IsEnabled: true }),
            ["recovery"] = user.Factors.Exists(factor => factor.Type == "recovery") ? "available" : "unavailable",
        };
        var code = Uri.EscapeDataString(kinds.ToJsonString());
        var answer = Ticket(call, user);
        answer["ticket"] = call.World.Access.Tickets.Ticket($"!tfa!{code}!{user.Id}", call.World.Second, Kind(call));
        answer["NeedTFA"] = 1;
        return answer;
    }

    private static JsonObject AnswerChallenge(ApiCall call, AccessUser user, string challenge, string response)
    {
        var meant = call.World.Access.Tickets.UserOf(challenge, call.World.Second, Kind(call));
        if (meant?.EndsWith("!" + user.Id, StringComparison.Ordinal) != true || !meant.StartsWith("!tfa!", StringComparison.Ordinal))
        {
            throw Failure(call);
        }

        var (kind, value) = response.Split(':', 2) is [var first, var rest] ? (first, rest) : (string.Empty, response);
        var isRight = kind switch
        {
            "totp" => user.Factors.Exists(factor => factor is { Type: "totp", IsEnabled: true }
                && TotpCodes.IsCode(factor.Secret, value, call.World.Second)),
            "recovery" => user.Factors.Exists(factor => factor.Type == "recovery" && factor.Codes.Remove(value)),
            _ => false,
        };
        return isRight ? Ticket(call, user) : throw Failure(call);
    }

    private static JsonObject Ticket(ApiCall call, AccessUser user)
    {
        var (tickets, second) = (call.World.Access.Tickets, call.World.Second);
        var answer = new JsonObject
        {
            ["username"] = user.Id,
            ["ticket"] = tickets.Ticket(user.Id, second, Kind(call)),
            ["CSRFPreventionToken"] = tickets.CsrfToken(user.Id, second),
        };
        if (Kind(call) == "PVE")
        {
            answer["cap"] = SignIn.Capabilities(call.World, new Caller(user.Id, null));
            if (call.World.ClusterName is { } name)
            {
                answer["clustername"] = name;
            }
        }

        return answer;
    }

    private static string Kind(ApiCall call) => call.World.IsBackupServer ? "PBS" : "PVE";

    private static Refusal Failure(ApiCall call) => new(401, "authentication failure") { After = call.World.FailedLoginDelay };
}
