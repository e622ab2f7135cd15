using System.Text;
using Proxima.Pve.Auth;
using Proxima.Pve.Failures;
using Proxima.Pve.Tests.Recordings;
using Proxima.Pve.Transport;
using Proxima.TestKit;

namespace Proxima.Pve.Tests.Auth;

public sealed class LoginTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly ManualClock _clock = new();
    private int _asked;

    [Fact]
    public async Task A_ticket_is_fetched_once_and_goes_along_with_the_CSRF_word_on_writes_alone()
    {
        var stand = new StandIn(request => request.Path == "/access/ticket" ? Ticket("PVE:root@pam:1") : StandIn.Data("null"));
        using var connection = Clients.Connection(Login(), stand);
        var pve = new PveClient(connection);

        await pve.GetAsync("/version", Stop);
        await pve.PostAsync("/pools", null, Stop);

        stand.Asked.Select(request => request.Path).ShouldBe(["/access/ticket", "/version", "/pools"]);
        stand.Asked[0].Parameters.ShouldBe([new("username", "root@pam"), new("password", "secret")]);
        stand.Asked[1].Headers.ShouldBe([new("Cookie", "PVEAuthCookie=PVE%3Aroot%40pam%3A1")]);
        stand.Asked[2].Headers.ShouldContain(new KeyValuePair<string, string>("CSRFPreventionToken", "csrf"));
    }

    [Fact]
    public async Task Many_first_calls_at_once_make_one_login()
    {
        var stand = new StandIn(request => request.Path == "/access/ticket" ? Ticket("T") : StandIn.Data("null"));
        using var connection = Clients.Connection(Login(), stand);
        var pve = new PveClient(connection);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => pve.GetAsync("/version", Stop)));

        _asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_ticket_is_renewed_with_itself_well_before_its_two_hours_are_over()
    {
        var tickets = 0;
        var stand = new StandIn(request => request.Path == "/access/ticket" ? Ticket($"T{++tickets}") : StandIn.Data("null"));
        using var connection = Clients.Connection(Login(), stand);
        var pve = new PveClient(connection);

        await pve.GetAsync("/version", Stop);
        _clock.Advance(TimeSpan.FromMinutes(70));
        await pve.GetAsync("/version", Stop);
        _clock.Advance(TimeSpan.FromMinutes(10));
        await pve.GetAsync("/version", Stop);

        (tickets, _asked).ShouldBe((2, 1));
        stand.Asked.Where(request => request.Path == "/access/ticket").Last().Parameters.ShouldContain(new KeyValuePair<string, string>("password", "T1"));
    }

    [Fact]
    public async Task A_renewal_that_is_refused_falls_back_to_the_password()
    {
        var stand = new StandIn(request => request.Path != "/access/ticket" ? StandIn.Data("null")
            : request.Parameters[1].Value == "secret" ? Ticket("T") : StandIn.No(401, "authentication failure"));
        using var connection = Clients.Connection(Login(), stand);
        var pve = new PveClient(connection);

        await pve.GetAsync("/version", Stop);
        _clock.Advance(TimeSpan.FromHours(5));
        await pve.GetAsync("/version", Stop);

        _asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_ticket_is_fetched_anew_once_and_a_second_refusal_is_an_answer()
    {
        var stand = new StandIn(request => request.Path == "/access/ticket" ? Ticket("T") : StandIn.No(401, "Permission denied - invalid PVE ticket"));
        using var connection = Clients.Connection(Login(), stand);

        (await Should.ThrowAsync<PveException>(() => new PveClient(connection).PostAsync("/pools", null, Stop))).Status.ShouldBe(401);

        stand.Asked.Count(request => request.Path == "/access/ticket").ShouldBe(2);
        stand.Asked.Count(request => request.Path == "/pools").ShouldBe(2);
    }

    [Theory]
    [InlineData("totp", "123456", "totp:123456")]
    [InlineData("recovery", "aaaa-bbbb", "recovery:aaaa-bbbb")]
    public async Task A_second_factor_answers_the_challenge_with_the_half_ticket(string kind, string code, string password)
    {
        const string Half = "PVE:!tfa!%7B%22totp%22%3Atrue%2C%22recovery%22%3A[1%2C2]%7D:6B00E3CF::sig";
        IReadOnlyList<string>? offered = null;
        var stand = new StandIn(request => request.Path != "/access/ticket" ? StandIn.Data("null")
            : request.Parameters.Any(pair => pair.Key == "tfa-challenge") ? Ticket("PVE:whole")
            : StandIn.Data($$"""{"ticket":"{{Half}}","username":"root@pam","NeedTFA":1,"CSRFPreventionToken":"half"}"""));
        using var connection = Clients.Connection(
            new PveLogin("root@pam", _ => new("secret"), (kinds, _) =>
            {
                offered = kinds;
                return new(new PveSecondFactor(kind, code));
            }, clock: _clock),
            stand);

        await new PveClient(connection).GetAsync("/version", Stop);

        offered.ShouldBe(["totp", "recovery"]);
        stand.Asked[1].Parameters.ShouldBe([new("username", "root@pam"), new("password", password), new("tfa-challenge", Half)]);
        stand.Asked[2].Headers[0].Value.ShouldBe("PVEAuthCookie=PVE%3Awhole");
    }

    [Fact]
    public async Task Without_a_second_factor_to_give_it_is_said_which_one_is_wanted()
    {
        var stand = new StandIn(_ => StandIn.Data("""{"ticket":"PVE:!tfa!%7B%22totp%22%3Atrue%7D:1::s","NeedTFA":"1"}"""));
        using var connection = Clients.Connection(Login(), stand);

        (await Should.ThrowAsync<PveException>(() => new PveClient(connection).GetAsync("/version", Stop))).Message.ShouldContain("second factor (totp)");
    }

    [Fact]
    public async Task Every_recorded_refusal_of_a_login_is_one()
    {
        foreach (var recording in Recording.All().Where(recording => recording.Request.Path.EndsWith("/access/ticket", StringComparison.Ordinal) && recording.Status == 401))
        {
            using var server = new ReplayServer(recording);
            using var connection = Clients.Connection(Login(), new HttpsTransport(new PveEndpoint(server.Address)));

            var error = await Should.ThrowAsync<PveException>(() => new PveClient(connection).GetAsync("/version", Stop));

            error.Kind.ShouldBe(PveFailure.NotLoggedIn, recording.Name);
            error.ToString().ShouldNotContain("secret");
        }
    }

    [Fact]
    public async Task A_recorded_ticket_is_taken()
    {
        var recording = Recording.Of("8.4.21", "011-ticket-alice");
        var stand = new StandIn(request => request.Path == "/access/ticket" ? new PveReply(recording.Status, recording.Reason, recording.Body) : StandIn.Data("null"));
        using var connection = Clients.Connection(Login(), stand);

        await new PveClient(connection).GetAsync("/version", Stop);

        stand.Asked[1].Headers[0].Value.ShouldStartWith("PVEAuthCookie=PVE%3Aalice%40pve%3A");
    }

    [Theory]
    [InlineData("root")]
    [InlineData("@pam")]
    [InlineData("root@")]
    public void A_user_without_realm_is_refused_at_once(string user)
        => Should.Throw<FormatException>(() => new PveLogin(user, _ => new("x"))).Message.ShouldContain("realm");

    [Theory]
    [InlineData("root@pam!full=abc", false, "PVEAPIToken=root@pam!full=abc")]
    [InlineData(" PVEAPIToken=root@pam!full=abc\n", false, "PVEAPIToken=root@pam!full=abc")]
    [InlineData("a@b@pve!t=x=y:z", false, "PVEAPIToken=a@b@pve!t=x=y:z")]
    [InlineData("root@pam!full:abc", true, "PBSAPIToken=root@pam!full:abc")]
    [InlineData("PBSAPIToken=root@pam!full=abc", true, "PBSAPIToken=root@pam!full:abc")]
    public async Task A_token_is_read_as_people_copy_it(string text, bool isBackupServer, string header)
    {
        var token = PveToken.Parse(text, isBackupServer);

        (await token.HeadersAsync(new StandIn(_ => StandIn.Data("1")), new PveRequest("GET", "/", []), Stop)).ShouldBe([new("Authorization", header)]);
        token.ToString().ShouldNotContain("abc");
    }

    [Theory]
    [InlineData("")]
    [InlineData("root@pam=hunter2")]
    [InlineData("root!full=hunter2")]
    [InlineData("root@pam!full")]
    [InlineData("root@pam!=hunter2")]
    [InlineData("root@pam!full=")]
    [InlineData("root@pam!full=hunter2\nx")]
    public void What_is_no_token_is_refused_and_not_shown(string text)
        => Should.Throw<FormatException>(() => PveToken.Parse(text, isBackupServer: false)).Message.ShouldNotContain("hunter2");

    private static PveReply Ticket(string ticket) => new(200, "OK", Encoding.UTF8.GetBytes($$$"""{"data":{"ticket":"{{{ticket}}}","CSRFPreventionToken":"csrf","username":"root@pam"}}"""));

    private PveLogin Login() => new(
        "root@pam",
        _ =>
        {
            Interlocked.Increment(ref _asked);
            return new("secret");
        },
        clock: _clock);
}
