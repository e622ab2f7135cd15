using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Proxima.PveFake.Faults;

namespace Proxima.PveFake.Tests.Wire;

/// <summary>What travels: the odd habits of pveproxy, byte by byte, and faults on order.</summary>
public sealed class WireTests : IAsyncLifetime
{
    private PveFakeServer? _fake;

    private PveFakeServer Fake => _fake ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync()
        => _fake = await PveFakeServer.StartAsync(new PveFakeOptions { Scenario = "one", Pace = 0, FailedLoginDelay = TimeSpan.Zero,
            LockPatience = TimeSpan.Zero }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_fake is not null)
        {
            await _fake.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_answer_has_the_headers_of_pveproxy()
    {
        var answer = await RawClient.AskAsync(Fake, "GET", "/version");
        answer.Status.ShouldBe(200);
        answer.Header("Server").ShouldBe("pve-api-daemon/3.0");
        answer.Header("Content-Type").ShouldBe("application/json;charset=UTF-8");
        answer.Header("Cache-Control").ShouldBe("max-age=0");
        answer.Header("Pragma").ShouldBe("no-cache");
        answer.Header("Expires").ShouldBe(answer.Header("Date"));
        JsonNode.Parse(answer.Text)?["data"]?["release"]?.GetValue<string>().ShouldBe("9.2");
    }

    [Fact]
    public async Task A_refused_log_in_has_no_body_no_type_and_no_length()
    {
        var answer = await RawClient.AskAsync(Fake, "GET", "/version", token: "PVEAPIToken=root@pam!nope=x");
        (answer.Status, answer.Reason).ShouldBe((401, "Authentication failed!"));
        answer.Body.ShouldBeEmpty();
        answer.Header("Content-Length").ShouldBeNull();
        answer.Header("Content-Type").ShouldBeNull();
        answer.Header("Transfer-Encoding").ShouldBeNull();
        answer.Header("Connection").ShouldBe("close");
    }

    [Fact]
    public async Task A_kept_connection_says_so_and_an_error_ends_it()
    {
        var headers = new (string, string)[] { ("Host", "x"), ("Authorization", Fake.Token) };
        var kept = await RawClient.AskAsync(Fake.Address, "GET", "/api2/json/version", headers, [], TestContext.Current.CancellationToken);
        kept.Header("Connection").ShouldBe("Keep-Alive");
        var ended = await RawClient.AskAsync(Fake.Address, "GET", "/api2/json/nonsense", headers, [],
            TestContext.Current.CancellationToken);
        (ended.Status, ended.Reason).ShouldBe((501, "Method 'GET /nonsense' not implemented"));
        ended.Header("Connection").ShouldBe("close");
    }

    [Fact]
    public async Task A_raw_equals_sign_in_a_form_value_cuts_it()
    {
        (await RawClient.AskAsync(Fake, "POST", "/pools", "poolid=cut&comment=a=b")).Status.ShouldBe(200);
        (await RawClient.AskAsync(Fake, "POST", "/pools", "poolid=whole&comment=a%3Db")).Status.ShouldBe(200);
        Fake.World.Pools["cut"].Comment.ShouldBe("a");
        Fake.World.Pools["whole"].Comment.ShouldBe("a=b");
    }

    [Fact]
    public async Task A_large_answer_is_compressed_when_asked_and_a_small_one_is_not()
    {
        var headers = new (string, string)[] { ("Host", "x"), ("Authorization", Fake.Token), ("Accept-Encoding", "gzip"),
            ("Connection", "close") };
        (await RawClient.AskAsync(Fake.Address, "GET", "/api2/json/cluster/resources", headers, [],
            TestContext.Current.CancellationToken)).Header("Content-Encoding").ShouldBe("gzip");
        (await RawClient.AskAsync(Fake.Address, "GET", "/api2/json/version", headers, [], TestContext.Current.CancellationToken))
            .Header("Content-Encoding").ShouldBeNull();
    }

    [Fact]
    public async Task The_extjs_format_fails_with_200()
    {
        var answer = await RawClient.AskAsync(Fake, "GET", "/api2/extjs/nodes/pve1/rrddata");
        answer.Status.ShouldBe(200);
        var body = JsonNode.Parse(answer.Text);
        body?["success"]?.GetValue<int>().ShouldBe(0);
        body?["status"]?.GetValue<string>().ShouldBe("400");
    }

    [Fact]
    public async Task A_ticket_needs_the_csrf_token_to_write_and_a_token_does_not()
    {
        var login = await RawClient.AskAsync(Fake, "POST", "/access/ticket", "username=root%40pam&password=proxima", token: "none");
        var data = JsonNode.Parse(login.Text)?["data"] ?? throw new InvalidOperationException(login.Text);
        var cookie = ("Cookie", "PVEAuthCookie=" + Uri.EscapeDataString(data["ticket"]?.GetValue<string>() ?? string.Empty));
        var body = Encoding.UTF8.GetBytes("poolid=byticket");
        (string, string)[] common = [("Host", "x"), cookie, ("Content-Type", "application/x-www-form-urlencoded"),
            ("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)), ("Connection", "close")];
        var without = await RawClient.AskAsync(Fake.Address, "POST", "/api2/json/pools", common, body,
            TestContext.Current.CancellationToken);
        (without.Status, without.Reason).ShouldBe((401, "Permission denied - invalid csrf token"));
        var with = await RawClient.AskAsync(Fake.Address, "POST", "/api2/json/pools",
            [.. common, ("CSRFPreventionToken", data["CSRFPreventionToken"]?.GetValue<string>() ?? string.Empty)], body,
            TestContext.Current.CancellationToken);
        with.Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_slow_fault_only_delays()
    {
        Fake.Faults.Add(Fault.Parse("slow:0.3@/version") ?? throw new InvalidOperationException());
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        (await RawClient.AskAsync(Fake, "GET", "/version")).Status.ShouldBe(200);
        clock.GetElapsedTime(start).ShouldBeGreaterThan(TimeSpan.FromSeconds(0.28));
    }

    [Fact]
    public async Task Half_a_body_breaks_off()
    {
        Fake.Faults.Add(new Fault(FaultKind.HalfBody) { Path = "/cluster/*" });
        var answer = await RawClient.AskAsync(Fake, "GET", "/cluster/resources");
        answer.Status.ShouldBe(200);
        var length = int.Parse(answer.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);
        answer.Body.Length.ShouldBe(length / 2);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("reset")]
    public async Task A_broken_connection_gives_no_answer(string fault)
    {
        Fake.Faults.Add(Fault.Parse(fault) ?? throw new InvalidOperationException());
        (await RawClient.AskAsync(Fake, "GET", "/version")).Status.ShouldBe(0);
    }

    [Fact]
    public async Task A_fault_may_come_later_and_go_again()
    {
        Fake.Faults.Add(Fault.Parse("401,after=1,times=1") ?? throw new InvalidOperationException());
        (await RawClient.AskAsync(Fake, "GET", "/version")).Status.ShouldBe(200);
        (await RawClient.AskAsync(Fake, "GET", "/version")).Status.ShouldBe(401);
        (await RawClient.AskAsync(Fake, "GET", "/version")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Html_and_an_unreachable_node_are_on_order_too()
    {
        Fake.Faults.Add(Fault.Parse("html@/version") ?? throw new InvalidOperationException());
        Fake.Faults.Add(Fault.Parse("595@/nodes/*") ?? throw new InvalidOperationException());
        (await RawClient.AskAsync(Fake, "GET", "/version")).Header("Content-Type").ShouldBe("text/html");
        var away = await RawClient.AskAsync(Fake, "GET", "/nodes/pve1/status");
        (away.Status, away.Reason, away.Body.Length).ShouldBe((595, "No route to host", 0));
    }

    [Fact]
    public async Task Faults_can_be_ordered_over_the_wire()
    {
        (await RawClient.AskAsync(Fake, "POST", "/api2/../mock/faults", "nonsense")).Status.ShouldNotBe(200);
        var body = Encoding.UTF8.GetBytes("status:503@/version");
        (string, string)[] headers = [("Host", "x"), ("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)),
            ("Connection", "close")];
        (await RawClient.AskAsync(Fake.Address, "POST", "/mock/faults", headers, body,
            TestContext.Current.CancellationToken)).Status.ShouldBe(200);
        (await RawClient.AskAsync(Fake, "GET", "/version")).Status.ShouldBe(503);
        (await RawClient.AskAsync(Fake.Address, "DELETE", "/mock/faults", [("Host", "x"), ("Connection", "close")], [],
            TestContext.Current.CancellationToken)).Status.ShouldBe(200);
        (await RawClient.AskAsync(Fake, "GET", "/version")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("slow:-1")]
    [InlineData("nothing")]
    [InlineData("slow:3,whenever")]
    [InlineData("")]
    public void A_text_that_is_no_fault_is_none(string text) => Fault.Parse(text).ShouldBeNull();
}
