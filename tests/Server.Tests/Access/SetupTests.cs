using System.Net;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Access;

/// <summary>First access: closed until somebody who can read the log of this machine makes the first administrator, once.</summary>
public sealed class SetupTests
{
    private readonly RecordedAudit _audit = new();

    [Fact]
    public async Task The_code_is_printed_at_start_on_one_line_with_its_end_and_its_tries()
    {
        await using var proxima = await _audit.StartAsync(new ManualClock(new DateTimeOffset(2025, 6, 1, 13, 50, 0, TimeSpan.Zero)));
        var line = proxima.Logs.Lines.Single(entry => entry.Id == 4050).Message;
        line.ShouldStartWith($"Set-up code: {proxima.SetupCode} valid until 14:05, five tries");
        proxima.SetupCode.Replace("-", "", StringComparison.Ordinal).Length.ShouldBe(26);
        line.ShouldNotContain('\n');
    }

    [Fact]
    public async Task Set_up_makes_an_administrator_who_is_signed_in()
    {
        await using var proxima = await _audit.StartAsync();
        var client = await proxima.SetUpAsync();
        var access = await (await client.ReadAsync("/api/access")).JsonAsync();
        access.GetProperty("needsSetup").GetBoolean().ShouldBeFalse();
        access.GetProperty("me").GetProperty("name").GetString().ShouldBe(TestProxima.OwnerName);
        access.GetProperty("me").GetProperty("scopes").GetArrayLength().ShouldBe(Platform.Auth.Scopes.All.Count);
        _audit.Entries.ShouldContain(entry
            => entry.Action == "setup.finish" && entry.Outcome == AuditOutcome.Done && entry.Target == TestProxima.OwnerName);
    }

    [Theory]
    [InlineData("/api/fleet")]
    [InlineData("/api/nothing")]
    [InlineData("/api/nodes/x/history")]
    public async Task Before_set_up_nothing_else_answers(string path)
    {
        await using var proxima = await _audit.StartAsync();
        await (await proxima.Client().ReadAsync(path)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "setup-needed");
        var login = await proxima.Client().PostAsync("/api/login", Credentials());
        await login.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "setup-needed");
    }

    [Fact]
    public async Task Before_set_up_the_page_and_the_state_of_access_answer()
    {
        await using var proxima = await _audit.StartAsync();
        var access = await (await proxima.Client().ReadAsync("/api/access")).JsonAsync();
        access.GetProperty("needsSetup").GetBoolean().ShouldBeTrue();
        access.TryGetProperty("me", out _).ShouldBeFalse();
        var page = await proxima.Client().SendAsync(HttpMethod.Get, "/nodes/x", ("Accept", "text/html"));
        page.Header("Content-Type").ShouldStartWith("text/html");
    }

    [Fact]
    public async Task Five_wrong_codes_void_the_right_one()
    {
        await using var proxima = await _audit.StartAsync();
        for (var left = 4; left >= 0; left--)
        {
            var refusal = await SetUpAsync(proxima, "0000-0000-0000-0000-0000-0000-00");
            var problem = await refusal.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "wrong-code");
            problem.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain($"{left} tries");
        }

        await (await SetUpAsync(proxima, proxima.SetupCode)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "code-spent");
        _audit.Entries.Count(entry => entry.Outcome == AuditOutcome.Refused).ShouldBe(5);
    }

    [Fact]
    public async Task After_fifteen_minutes_the_code_is_void()
    {
        var clock = new ManualClock();
        await using var proxima = await _audit.StartAsync(clock);
        clock.Advance(TimeSpan.FromMinutes(15));
        await (await SetUpAsync(proxima, proxima.SetupCode)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "code-expired");
    }

    [Fact]
    public async Task Setting_the_wall_clock_back_does_not_keep_the_code_alive()
    {
        var clock = new ManualClock();
        await using var proxima = await _audit.StartAsync(clock);
        clock.Advance(TimeSpan.FromMinutes(16));
        clock.SetWallClock(clock.GetUtcNow() - TimeSpan.FromMinutes(16));
        await (await SetUpAsync(proxima, proxima.SetupCode)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "code-expired");
    }

    [Fact]
    public async Task A_code_works_once()
    {
        await using var proxima = await _audit.StartAsync();
        var code = proxima.SetupCode;
        (await SetUpAsync(proxima, code)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await SetUpAsync(proxima, code, "second")).ShouldBeProblemAsync(HttpStatusCode.Conflict, "already-set-up");
    }

    [Fact]
    public async Task Of_two_at_once_one_wins()
    {
        await using var proxima = await _audit.StartAsync();
        var code = proxima.SetupCode;
        string[] names = ["first", "second", "third"];
        var answers = await Task.WhenAll(names.Select(name => SetUpAsync(proxima, code, name)));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        _audit.Entries.Count(entry => entry.Outcome == AuditOutcome.Done).ShouldBe(1);
    }

    [Theory]
    [InlineData("owner", "short", "password-too-short")]
    [InlineData("long-user-name", "Long-User-Name", "password-is-name")]
    [InlineData("owner", "password1234", "password-too-common")]
    [InlineData("owner", "aaaaaaaaaaaaaaaa", "password-too-common")]
    [InlineData("", "correct horse battery", "bad-name")]
    [InlineData("my name", "correct horse battery", "bad-name")]
    [InlineData("local:0", "correct horse battery", "bad-name")]
    [InlineData("setup", "correct horse battery", "bad-name")]
    public async Task A_bad_name_or_password_is_told_and_costs_no_try(string name, string password, string code)
    {
        await using var proxima = await _audit.StartAsync();
        for (var i = 0; i < 6; i++)
        {
            await (await SetUpAsync(proxima, proxima.SetupCode, name, password)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
        }

        (await SetUpAsync(proxima, proxima.SetupCode)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_password_of_a_megabyte_is_a_400()
    {
        await using var proxima = await _audit.StartAsync();
        var answer = await SetUpAsync(proxima, proxima.SetupCode, password: new string('p', 1_048_576));
        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "password-too-long");
    }

    [Fact]
    public async Task What_cannot_be_audited_is_not_done()
    {
        await using var proxima = await _audit.StartAsync();
        _audit.IsBroken = true;
        await (await SetUpAsync(proxima, proxima.SetupCode)).ShouldBeProblemAsync(HttpStatusCode.InternalServerError, "internal-error");
        _audit.IsBroken = false;
        (await (await proxima.Client().ReadAsync("/api/access")).JsonAsync()).GetProperty("needsSetup").GetBoolean().ShouldBeTrue();
        (await SetUpAsync(proxima, proxima.SetupCode)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_code_and_the_password_appear_in_no_answer_and_no_other_line()
    {
        await using var proxima = await _audit.StartAsync();
        var answer = await SetUpAsync(proxima, proxima.SetupCode);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldNotContain(proxima.SetupCode);
        text.ShouldNotContain(TestProxima.OwnerPassword);
        proxima.Logs.Lines.Count(line => line.Message.Contains(proxima.SetupCode, StringComparison.Ordinal)).ShouldBe(1);
        proxima.Logs.Lines.ShouldNotContain(line => line.Message.Contains(TestProxima.OwnerPassword, StringComparison.Ordinal));
    }

    private static Task<HttpResponseMessage> SetUpAsync(
        TestProxima proxima, string code, string name = TestProxima.OwnerName, string password = TestProxima.OwnerPassword)
        => proxima.Client().PostAsync("/api/setup", $$"""{"code":"{{code}}","name":"{{name}}","password":"{{password}}"}""");

    private static string Credentials() => $$"""{"name":"{{TestProxima.OwnerName}}","password":"{{TestProxima.OwnerPassword}}"}""";
}
