using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Access;

/// <summary>Sign-in, sign-out, and what the cookie is.</summary>
public sealed class SignInTests
{
    private readonly RecordedAudit _audit = new();

    [Fact]
    public async Task Name_and_password_open_a_session()
    {
        await using var proxima = await StartAsync();
        var client = proxima.Client();
        var answer = await LoginAsync(client);
        (await answer.JsonAsync()).GetProperty("me").GetProperty("name").GetString().ShouldBe(TestProxima.OwnerName);
        TestProxima.UseCookie(client, answer.Headers);
        (await client.ReadAsync("/api/openapi.json")).StatusCode.ShouldBe(HttpStatusCode.OK);
        _audit.Entries[^1].ShouldBe(new AuditEntry
        {
            Principal = TestProxima.OwnerName, Action = "session.create", Target = TestProxima.OwnerName, Outcome = AuditOutcome.Done,
        });
    }

    [Theory]
    [InlineData("OWNER")]
    [InlineData("ｏｗｎｅｒ")]
    public async Task Case_and_width_of_the_name_do_not_matter(string name)
    {
        await using var proxima = await StartAsync();
        (await LoginAsync(proxima.Client(), name)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(TestProxima.OwnerName, "wrong horse battery staple")]
    [InlineData(TestProxima.OwnerName, "")]
    [InlineData("nobody", TestProxima.OwnerPassword)]
    [InlineData("no such:name", TestProxima.OwnerPassword)]
    public async Task A_wrong_name_and_a_wrong_password_look_the_same(string name, string password)
    {
        await using var proxima = await StartAsync();
        var answer = await LoginAsync(proxima.Client(), name, password);
        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "wrong-credentials");
        problem.GetProperty("title").GetString().ShouldBe("Name or password is wrong");
        problem.TryGetProperty("detail", out _).ShouldBeFalse();
        _audit.Entries[^1].Outcome.ShouldBe(AuditOutcome.Refused);
    }

    [Fact]
    public async Task More_passwords_than_can_be_checked_are_put_off_and_no_failure_of_ours()
    {
        await using var proxima = await StartAsync();
        var context = new DefaultHttpContext();
        var door = proxima.App.Services.GetRequiredService<AccessEndpoints.Door>();

        var answer = await door.LetInAsync(context, () => throw new PasswordQueueFullException(), TestContext.Current.CancellationToken);

        var problem = answer.Result.ShouldBeOfType<ProblemHttpResult>();
        (problem.StatusCode, problem.ProblemDetails.Extensions["code"]).ShouldBe((503, "sign-in-busy"));
        context.Response.Headers.RetryAfter.ToString().ShouldBe("10");
        context.Response.Headers.SetCookie.Count.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_typed_into_the_name_field_by_mistake_is_written_down_nowhere()
    {
        await using var proxima = await StartAsync();
        await LoginAsync(proxima.Client(), "hunter2-typed-as-name");
        _audit.Entries.ShouldNotContain(entry => entry.ToString().Contains("hunter2", StringComparison.Ordinal));
        proxima.Logs.Lines.ShouldNotContain(line => line.Message.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_cookie_over_http_is_for_this_instance_this_site_and_no_script()
    {
        await using var proxima = await StartAsync();
        var cookie = (await LoginAsync(proxima.Client())).Header("Set-Cookie");
        cookie.ShouldMatch("^proxima-[0-9a-f]{8}=[A-Za-z0-9_-]{43};");
        Attributes(cookie).ShouldBe(["httponly", "max-age=2592000", "path=/", "samesite=strict"]);
    }

    [Fact]
    public async Task The_cookie_over_https_is_bound_to_the_host_and_to_https()
    {
        await using var proxima = await StartAsync();
        var client = proxima.Client();
        client.BaseAddress = new Uri("https://localhost");
        var answer = await LoginAsync(client);
        var cookie = answer.Header("Set-Cookie");
        cookie.ShouldMatch("^__Host-proxima-[0-9a-f]{8}=");
        Attributes(cookie).ShouldBe(["httponly", "max-age=2592000", "path=/", "samesite=strict", "secure"]);

        // What came over https does not count over http.
        TestProxima.UseCookie(client, answer.Headers);
        (await client.ReadAsync("/api/openapi.json")).StatusCode.ShouldBe(HttpStatusCode.OK);
        client = proxima.Client();
        TestProxima.UseCookie(client, answer.Headers);
        await (await client.ReadAsync("/api/openapi.json")).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "not-signed-in");
    }

    [Fact]
    public async Task A_token_planted_before_sign_in_is_not_taken_up()
    {
        await using var proxima = await StartAsync();
        var planted = new string('A', 43);
        var client = proxima.Client();
        var name = (await LoginAsync(proxima.Client())).Header("Set-Cookie").Split('=')[0];
        client.DefaultRequestHeaders.Add("Cookie", $"{name}={planted}");
        (await LoginAsync(client)).Header("Set-Cookie").ShouldNotContain(planted);
        await (await client.ReadAsync("/api/openapi.json")).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "not-signed-in");
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_there_was()
    {
        await using var proxima = await StartAsync();
        var client = proxima.Client();
        TestProxima.UseCookie(client, (await LoginAsync(client)).Headers);
        await LoginAsync(client);
        await (await client.ReadAsync("/api/openapi.json")).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "not-signed-in");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_takes_the_cookie_away()
    {
        await using var proxima = await StartAsync();
        var client = proxima.Client();
        TestProxima.UseCookie(client, (await LoginAsync(client)).Headers);
        var answer = await client.PostAsync("/api/logout", "");
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answer.Header("Set-Cookie").ShouldContain("expires=Thu, 01 Jan 1970");
        await (await client.ReadAsync("/api/openapi.json")).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "not-signed-in");
        _audit.Entries[^1].Action.ShouldBe("session.end");
    }

    [Fact]
    public async Task Signing_out_without_a_session_is_fine()
    {
        await using var proxima = await StartAsync();
        (await proxima.Client().PostAsync("/api/logout", "")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task After_many_wrong_passwords_one_has_to_wait_and_then_gets_in()
    {
        var clock = new ManualClock();
        await using var proxima = await StartAsync(clock);
        for (var i = 0; i < 5; i++)
        {
            (await LoginAsync(proxima.Client(), password: "wrong horse battery")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        // The right password does not help while one has to wait: otherwise guessing would go on during the wait.
        var answer = await LoginAsync(proxima.Client(), "Owner");
        await answer.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "too-many-tries");
        var seconds = int.Parse(answer.Header("Retry-After"), System.Globalization.CultureInfo.InvariantCulture);
        clock.Advance(TimeSpan.FromSeconds(seconds));
        (await LoginAsync(proxima.Client())).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_password_of_a_megabyte_is_a_400()
    {
        await using var proxima = await StartAsync();
        var answer = await LoginAsync(proxima.Client(), password: new string('p', 1_048_576));
        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "password-too-long");
    }

    [Fact]
    public async Task A_hash_with_fewer_rounds_is_renewed_at_sign_in()
    {
        await using var proxima = await _audit.StartAsync(configure: builder => builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Access:PasswordIterations"] = "220000" }));
        await proxima.SetUpAsync();
        await proxima.SetHashOfFewRoundsAsync(TestProxima.OwnerName, TestProxima.OwnerPassword);
        (await LoginAsync(proxima.Client())).StatusCode.ShouldBe(HttpStatusCode.OK);
        proxima.Logs.Lines.Count(line => line.Id == 4058).ShouldBe(1);
        (await LoginAsync(proxima.Client())).StatusCode.ShouldBe(HttpStatusCode.OK);
        proxima.Logs.Lines.Count(line => line.Id == 4058).ShouldBe(1);
    }

    [Fact]
    public async Task A_sign_in_that_cannot_be_audited_does_not_happen()
    {
        await using var proxima = await StartAsync();
        _audit.IsBroken = true;
        var answer = await LoginAsync(proxima.Client());
        await answer.ShouldBeProblemAsync(HttpStatusCode.InternalServerError, "internal-error");
        answer.Header("Set-Cookie").ShouldBeEmpty();
    }

    private async Task<TestProxima> StartAsync(ManualClock? clock = null)
    {
        var proxima = await _audit.StartAsync(clock);
        await proxima.SetUpAsync();
        return proxima;
    }

    private static Task<HttpResponseMessage> LoginAsync(
        HttpClient client, string name = TestProxima.OwnerName, string password = TestProxima.OwnerPassword)
        => client.PostAsync("/api/login", $$"""{"name":"{{name}}","password":"{{password}}"}""");

    private static string[] Attributes(string cookie)
        => [.. cookie.Split("; ")[1..].Select(part => part.ToLowerInvariant())
            .Where(part => !part.StartsWith("expires", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
