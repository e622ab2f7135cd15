using Proxima.PveFake.Access;
using Proxima.PveFake.Tests.Schema;

namespace Proxima.PveFake.Tests.Access;

/// <summary>Logging in with a second factor: half a ticket first, a whole one after the right answer.</summary>
public sealed class TwoFactorTests
{
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private readonly Desk _desk = new();

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    public void Codes_are_those_of_RFC_6238(long second, string code) => TotpCodes.CodeAt(Secret, second).ShouldBe(code);

    [Fact]
    public async Task A_totp_code_completes_the_log_in_and_a_wrong_one_does_not()
    {
        var challenge = await ChallengeAsync(new SecondFactor("totp:1", "totp") { Secret = Secret });
        var wrong = await AnswerAsync(challenge, "totp:000000");
        (wrong.Status, wrong.Message).ShouldBe((401, "authentication failure"));
        var right = await AnswerAsync(challenge, "totp:" + TotpCodes.CodeAt(Secret, _desk.World.Now.ToUnixTimeSeconds()));
        right.Status.ShouldBe(200);
        right.Data?["NeedTFA"].ShouldBeNull();
        _desk.World.Access.Tickets.UserOf(right.Data?["ticket"]?.GetValue<string>() ?? string.Empty, _desk.World.Now.ToUnixTimeSeconds())
            .ShouldBe("nobody@pve");
    }

    [Fact]
    public async Task A_recovery_code_works_once()
    {
        var challenge = await ChallengeAsync(new SecondFactor("recovery", "recovery") { Codes = ["aaaa-bbbb"] });
        (await AnswerAsync(challenge, "recovery:aaaa-bbbb")).Status.ShouldBe(200);
        (await AnswerAsync(challenge, "recovery:aaaa-bbbb")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Half_a_ticket_opens_nothing()
    {
        var challenge = await ChallengeAsync(new SecondFactor("totp:1", "totp") { Secret = Secret });
        _desk.World.Access.Tickets.UserOf(challenge, _desk.World.Now.ToUnixTimeSeconds()).ShouldNotBe("nobody@pve");
    }

    [Fact]
    public void A_ticket_dies_after_two_hours_and_a_changed_one_is_none()
    {
        var (tickets, now) = (_desk.World.Access.Tickets, _desk.World.Now.ToUnixTimeSeconds());
        var ticket = tickets.Ticket("root@pam", now);
        tickets.UserOf(ticket, now + 7100).ShouldBe("root@pam");
        tickets.UserOf(ticket, now + 7300).ShouldBeNull();
        tickets.UserOf(ticket.Replace("root", "r00t", StringComparison.Ordinal), now).ShouldBeNull();
        tickets.IsCsrfTokenOf("root@pam", tickets.CsrfToken("other@pve", now), now).ShouldBeFalse();
    }

    [Fact]
    public async Task A_ticket_stands_for_the_password_when_it_is_renewed()
    {
        var now = _desk.World.Now.ToUnixTimeSeconds();
        var old = _desk.World.Access.Tickets.Ticket("root@pam", now);
        (await _desk.AskAsync("POST", "/access/ticket", ("username", "root@pam"), ("password", old))).Status.ShouldBe(200);
        (await _desk.AskAsync("POST", "/access/ticket", ("username", "nobody@pve"), ("password", old))).Status.ShouldBe(401);
    }

    private async Task<string> ChallengeAsync(SecondFactor factor)
    {
        _desk.World.Access.Users["nobody@pve"].Factors.Add(factor);
        var first = await _desk.AskAsync("POST", "/access/ticket", ("username", "nobody@pve"), ("password", PveFakeServer.Password));
        first.Status.ShouldBe(200);
        first.Data?["NeedTFA"]?.GetValue<int>().ShouldBe(1);
        return first.Data?["ticket"]?.GetValue<string>() ?? string.Empty;
    }

    private Task<(int Status, string Message, System.Text.Json.Nodes.JsonNode? Data, IReadOnlyDictionary<string,
        string> Errors)> AnswerAsync(string challenge, string response)
        => _desk.AskAsync("POST", "/access/ticket", ("username", "nobody@pve"), ("password", response), ("tfa-challenge", challenge));
}
