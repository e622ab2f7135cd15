using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;
using Proxima.Server.Tests.Access;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Auth;

/// <summary>Who gets to a route, and from where.</summary>
public sealed class MiddlewareTests : IDisposable
{
    private readonly RecordedAudit _audit = new();
    private readonly CapturedLogs _logs = new();

    public void Dispose() => _logs.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_route_that_forgot_its_scope_is_closed_to_everybody()
    {
        var (context, isReached) = await CheckAsync(scope: null, Principal(Scopes.All));
        isReached.ShouldBeFalse();
        context.Response.StatusCode.ShouldBe(500);
        _logs.Lines.ShouldContain(line => line.Id == 4000 && line.Level == LogLevel.Error);
    }

    [Fact]
    public async Task A_missing_scope_is_a_403_that_names_it_and_is_written_down()
    {
        var (context, isReached) = await CheckAsync(Scopes.JobsManage, Principal([Scopes.Read]));
        isReached.ShouldBeFalse();
        context.Response.StatusCode.ShouldBe(403);
        using var problem = JsonDocument.Parse(((MemoryStream)context.Response.Body).ToArray());
        problem.RootElement.GetProperty("code").GetString().ShouldBe("not-allowed");
        problem.RootElement.GetProperty("scope").GetString().ShouldBe(Scopes.JobsManage);
        var entry = _audit.Entries.ShouldHaveSingleItem();
        entry.Outcome.ShouldBe(AuditOutcome.Refused);
        entry.Principal.ShouldBe("jane");
        entry.Target.ShouldBe("GET /api/things");
    }

    [Fact]
    public async Task A_refusal_stands_when_it_cannot_be_written_down()
    {
        _audit.IsBroken = true;
        var (context, isReached) = await CheckAsync(Scopes.JobsManage, Principal([Scopes.Read]));
        isReached.ShouldBeFalse();
        context.Response.StatusCode.ShouldBe(403);
        _logs.Lines.ShouldContain(line => line.Id == 4003);
    }

    [Theory]
    [InlineData(Scopes.Read, true, true)]
    [InlineData(Scopes.Read, false, false)]
    [InlineData(Scopes.Anonymous, false, true)]
    public async Task With_the_scope_or_without_need_of_one_the_route_is_reached(string scope, bool isSignedIn, bool isReached)
        => (await CheckAsync(scope, isSignedIn ? Principal([Scopes.Read]) : null)).IsReached.ShouldBe(isReached);

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Sec-Fetch-Site", "none", true)]
    [InlineData("Origin", "http://evil.example.net", false)]
    [InlineData("Origin", "http://localhost:9999", false)]
    [InlineData("Origin", "http://localhost.evil.example.net", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "http://localhost", true)]
    [InlineData("X-Nothing", "", true)]
    public async Task A_change_is_taken_from_our_own_page_and_from_programs(string header, string value, bool isTaken)
    {
        await using var proxima = await _audit.StartAsync();
        using var client = await proxima.SignedInClient();
        var answer = await client.SendAsync(HttpMethod.Post, "/api/logout", (header, value));
        if (isTaken)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
            return;
        }

        await answer.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "cross-site");
        (await client.ReadAsync("/api/openapi.json")).StatusCode.ShouldBe(HttpStatusCode.OK);
        _audit.Entries.ShouldContain(entry => entry.Outcome == AuditOutcome.Refused && entry.Error == "cross-site");
    }

    [Fact]
    public async Task Another_site_may_not_sign_somebody_in_either()
    {
        await using var proxima = await _audit.StartAsync();
        await proxima.SignedInClient();
        var answer = await proxima.Client().SendAsync(HttpMethod.Post, "/api/login", ("Origin", "https://evil.example.net"));
        await answer.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "cross-site");
    }

    [Fact]
    public async Task The_control_socket_is_its_uid_with_every_scope_and_cannot_be_claimed_by_a_header()
    {
        await using var proxima = await _audit.StartAsync();
        using var owner = await proxima.SignedInClient();
        var context = await proxima.App.GetTestServer().SendAsync(
            request =>
            {
                request.Request.Path = "/api/openapi.json";
                request.Request.Host = new HostString("localhost");
                request.Features.Set(new ControlPeer(1000));
            },
            Token);
        context.Response.StatusCode.ShouldBe(200);

        var claimed = await proxima.Client().SendAsync(
            HttpMethod.Get, "/api/openapi.json", ("ControlPeer", "0"), ("X-Forwarded-For", "unix:"));
        claimed.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Signing_out_ends_a_read_that_is_under_way()
    {
        var sessions = new OneSession();
        using var running = new NeverStops();
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var context = Context("GET", Scopes.Read);
        context.Request.Headers.Cookie = "proxima-12345678=token";
        var authentication = new Authentication(
            async request =>
            {
                reading.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, request.RequestAborted);
            },
            sessions, new NoTokens(), new SessionCookie(new KnownInstance()), running);

        var answer = authentication.InvokeAsync(context);
        await reading.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        await sessions.Source.CancelAsync();
        await answer.WaitAsync(TimeSpan.FromSeconds(20), Token);
        context.Response.StatusCode.ShouldBe(401);
    }

    [Fact]
    public async Task A_server_that_stops_ends_its_streams()
    {
        using var stopping = new NeverStops();
        var context = Context("GET", Scopes.Anonymous);
        context.Request.Headers.Accept = "text/event-stream";
        var authentication = new Authentication(
            request => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, request.RequestAborted),
            new OneSession(), new NoTokens(), new SessionCookie(new KnownInstance()), stopping);

        var answer = authentication.InvokeAsync(context);
        stopping.StopApplication();
        await answer.WaitAsync(TimeSpan.FromSeconds(20), Token);
        answer.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Theory]
    [InlineData("GET", Scopes.Read, true)]
    [InlineData("HEAD", Scopes.Read, true)]
    [InlineData("POST", Scopes.Read, false)]
    [InlineData("DELETE", Scopes.SignedIn, false)]
    [InlineData("GET", Scopes.Terminal, false)]
    [InlineData("GET", Scopes.PvePass, false)]
    [InlineData("POST", Scopes.Anonymous, true)]
    public async Task While_looking_as_somebody_else_nothing_happens_outside_not_even_over_a_web_socket(string method, string scope, bool isReached)
    {
        var (context, reached) = await CheckAsync(scope, Principal(Scopes.All) with { SeesAs = "role viewer" }, method);
        reached.ShouldBe(isReached);
        context.Response.StatusCode.ShouldBe(isReached ? 200 : 403);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task A_route_of_the_whole_is_closed_to_a_scope_with_bounds(bool isEverywhere, bool isReached)
    {
        var bounds = isEverywhere ? Bounds.Everything : Bounds.Of(new Place(PlaceKind.Node, "x"));
        var principal = new Principal("jane", "Jane", Grants.Of([([Scopes.Read], bounds)]));
        (await CheckAsync(Scopes.Read, principal, more: new WholeAttribute())).IsReached.ShouldBe(isReached);
        (await CheckAsync(Scopes.Read, principal)).IsReached.ShouldBeTrue();
    }

    private static Principal Principal(IEnumerable<string> scopes) => new("jane", "Jane", scopes.ToHashSet());

    private static DefaultHttpContext Context(string method, string? scope, params object[] more)
    {
        var services = new ServiceCollection().AddLogging().AddProblemDetails();
        var context = new DefaultHttpContext { RequestServices = services.BuildServiceProvider() };
        context.Request.Method = method;
        context.Request.Path = "/api/things";
        context.Response.Body = new MemoryStream();
        var metadata = scope is null ? [] : new EndpointMetadataCollection([new ScopeAttribute(scope), .. more]);
        context.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/api/things"), 0, metadata, "things"));
        return context;
    }

    private async Task<(HttpContext Context, bool IsReached)> CheckAsync(
        string? scope, Principal? principal, string method = "GET", params object[] more)
    {
        var isReached = false;
        var context = Context(method, scope, more);
        if (principal is not null)
        {
            context.SetPrincipal(principal);
        }

        var check = new ScopeCheck(
            _ =>
            {
                isReached = true;
                return Task.CompletedTask;
            },
            new Refusals(new Repeats(_audit, TimeProvider.System, _logs.CreateLogger<Repeats>()), _logs.CreateLogger<Refusals>()), _logs.CreateLogger<ScopeCheck>());
        await check.InvokeAsync(context);
        return (context, isReached);
    }

    private sealed class KnownInstance : IInstance
    {
        public string Id => "12345678";

        public SetupState Setup => SetupState.Done;
    }

    private sealed class NoTokens : ITokens
    {
        public Principal? Find(string bearer, string? address) => null;
    }

    private sealed class OneSession : ISessions
    {
        public CancellationTokenSource Source { get; } = new();

        public Principal? Find(string token) => token == "token" ? Principal(Scopes.All) : null;

        public CancellationToken Ended(Principal principal) => Source.Token;
    }

    private sealed class NeverStops : Microsoft.Extensions.Hosting.IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
