using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Audit;

/// <summary>No change goes unwritten: whatever a feature forgets, the frame around it does not.</summary>
public sealed partial class AuditTrailTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_that_changes_something_leaves_an_entry_when_it_is_called()
    {
        await using var proxima = await TestProxima.StartAsync();
        foreach (var (method, path, _) in Changes(proxima, [.. Scopes.All, Scopes.SignedIn]))
        {
            using var client = await proxima.SignedInClient();
            var before = await NewestAsync(proxima);

            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
            request.Content = method == "DELETE" ? null : TestProxima.Json("{}");
            using var answer = await client.SendAsync(request, Token);

            (await NewestAsync(proxima)).ShouldBeGreaterThan(before, $"{method} {path} answered {(int)answer.StatusCode} and left no entry");
        }
    }

    [Fact]
    public async Task Every_change_that_is_refused_leaves_an_entry_with_who_tried()
    {
        await using var proxima = await TestProxima.StartAsync();
        foreach (var (method, path, scope) in Changes(proxima, Scopes.All))
        {
            using var client = await proxima.SignedInClient([.. Scopes.All.Where(one => one != scope)]);
            var before = await NewestAsync(proxima);

            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
            request.Content = method == "DELETE" ? null : TestProxima.Json("{}");
            using var answer = await client.SendAsync(request, Token);

            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            var entry = (await FindAsync(proxima))[0];
            (entry.Sequence > before, entry.Outcome).ShouldBe((true, "refused"), path);
        }
    }

    [Theory]
    [InlineData(204, "done", null)]
    [InlineData(404, "failed", "answered 404")]
    [InlineData(403, "refused", "answered 403")]
    [InlineData(500, "failed", "answered 500")]
    public async Task A_change_that_its_feature_did_not_write_down_is_written_down_for_it(int status, string outcome, string? error)
    {
        await using var bench = await AuditBench.CreateAsync();

        await CallAsync(bench, "POST", context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var entry = (await FindAsync(bench)).ShouldHaveSingleItem();
        (entry.Action, entry.Outcome, entry.Error).ShouldBe(("request.post", outcome, error));
        (entry.Principal, entry.Token, entry.Target).ShouldBe(("anna", "k3x9", "/things/{id} /things/7"));
    }

    [Fact]
    public async Task A_change_that_fails_with_an_exception_is_written_down_without_what_the_exception_says()
    {
        await using var bench = await AuditBench.CreateAsync();

        await Should.ThrowAsync<InvalidOperationException>(
            () => CallAsync(bench, "DELETE", _ => throw new InvalidOperationException("secret detail")));

        var entry = (await FindAsync(bench)).ShouldHaveSingleItem();
        (entry.Action, entry.Outcome, entry.Error).ShouldBe(("request.delete", "failed", "InvalidOperationException"));
    }

    [Fact]
    public async Task A_change_that_its_feature_wrote_down_is_written_down_once_and_carries_the_token()
    {
        await using var bench = await AuditBench.CreateAsync();

        await CallAsync(bench, "POST", _ => bench.Audit.AppendAsync(AuditBench.Entry("thing.do"), Token));

        var entry = (await FindAsync(bench)).ShouldHaveSingleItem();
        (entry.Action, entry.Token).ShouldBe(("thing.do", "k3x9"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Reading_leaves_no_entry(string method)
    {
        await using var bench = await AuditBench.CreateAsync();

        await CallAsync(bench, method, _ => Task.CompletedTask);

        (await FindAsync(bench)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_in_particular_leaves_no_entry()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var owner = await proxima.SignedInClient();
        using var nobody = proxima.Client();

        using var refused = await nobody.PostAsync(new Uri("/api/secrets/rotate", UriKind.Relative), null, Token);

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await FindAsync(proxima)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_audit_log_that_cannot_be_written_is_told_of_and_does_not_change_the_answer()
    {
        await using var bench = await AuditBench.CreateAsync();
        await bench.SqlAsync("DROP TABLE audit");

        await CallAsync(bench, "POST", _ => Task.CompletedTask);

        bench.Logs.Lines.ShouldContain(line => line.Id == 7555);
    }

    private static Task CallAsync(AuditBench bench, string method, RequestDelegate route)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Path = "/things/7";
        context.SetEndpoint(new RouteEndpoint(
            route, RoutePatternFactory.Parse("/things/{id}"), 0, new EndpointMetadataCollection(new ScopeAttribute(Scopes.Read)), "things"));
        context.SetPrincipal(new Principal("anna", "Anna", new HashSet<string> { Scopes.Read }) { Token = "k3x9" });
        return new AuditTrail(route, bench.Audit, bench.Repeats, bench.Uses, new Logger<AuditTrail>(bench.Logs)).InvokeAsync(context);
    }

    private static async Task<IReadOnlyList<AuditRecord>> FindAsync(AuditBench bench)
        => (await bench.Records.SearchAsync(new AuditFilter(), null, 500, Token)).Items;

    /// <summary>Routes with parameters filled in; <c>x</c> is nobody's id.</summary>
    private static List<(string Method, string Path, string Scope)> Changes(TestProxima proxima, params IReadOnlyList<string> scopes)
    {
        var changes = ((IEndpointRouteBuilder)proxima.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(
                endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [],
                (endpoint, method) => (
                    Method: method,
                    Path: Parameters().Replace(
                        endpoint.RoutePattern.RawText ?? "", match => match.Value.Contains(':', StringComparison.Ordinal) ? "1" : "x"),
                    Scope: endpoint.Metadata.GetMetadata<ScopeAttribute>()?.Scope ?? ""))
            .Where(route => route.Method is not ("GET" or "HEAD" or "OPTIONS"))
            .Where(route => scopes.Contains(route.Scope) || (route.Path == "/api/logout" && scopes.Contains(Scopes.SignedIn)))
            .ToList();
        changes.Count.ShouldBeGreaterThan(5);
        return changes;
    }

    private static async Task<long> NewestAsync(TestProxima proxima) => await FindAsync(proxima) is [var newest, ..] ? newest.Sequence : 0;

    private static async Task<IReadOnlyList<AuditRecord>> FindAsync(TestProxima proxima)
        => (await proxima.Services.GetRequiredService<IAuditRecords>().SearchAsync(new AuditFilter(), null, 500, Token)).Items;

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameters();
}
