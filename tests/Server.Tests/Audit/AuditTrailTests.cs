using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Audit;

/// <summary>No change goes unwritten: whatever a feature forgets, the frame around it does not.</summary>
public sealed class AuditTrailTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_that_changes_something_leaves_an_entry_when_it_is_called()
    {
        await using var proxima = await TestProxima.StartAsync();
        foreach (var (method, path) in Changes(proxima))
        {
            using var client = await proxima.SignedInClient();
            var before = await NewestAsync(proxima);

            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
            request.Content = method == "DELETE" ? null : TestProxima.Json("{}");
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);

            (await NewestAsync(proxima)).ShouldBeGreaterThan(before, $"{method} {path} answered {(int)answer.StatusCode} and left no entry");
        }
    }

    [Fact]
    public async Task Every_change_that_is_refused_leaves_an_entry_with_who_tried()
    {
        await using var proxima = await TestProxima.StartAsync();
        foreach (var (method, path, scope) in ScopedChanges(proxima))
        {
            using var client = await proxima.SignedInClient([.. Scopes.All.Where(one => one != scope)]);
            var before = await NewestAsync(proxima);

            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
            request.Content = method == "DELETE" ? null : TestProxima.Json("{}");
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);

            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            var entry = (await FindAsync(proxima))[0];
            (entry.Sequence > before, entry.Outcome).ShouldBe((true, "refused"), path);
        }
    }

    [Theory]
    [InlineData("/change", "done", null)]
    [InlineData("/throw", "failed", "InvalidOperationException")]
    [InlineData("/missing", "failed", "answered 404")]
    public async Task A_change_that_its_feature_did_not_write_down_is_written_down_for_it(string path, string outcome, string? error)
    {
        await using var proxima = await TestProxima.StartAsync(AddRoutes);
        using var client = await proxima.SignedInClient();

        using var answer = await client.PostAsync(new Uri("/test" + path, UriKind.Relative), null, Token);

        var entry = (await FindAsync(proxima)).ShouldHaveSingleItem();
        (entry.Action, entry.Outcome, entry.Error).ShouldBe(("request.post", outcome, error));
        entry.Principal.ShouldStartWith("owner");
        entry.Target.ShouldBe($"/test{path} /test{path}");
    }

    [Fact]
    public async Task A_change_that_its_feature_wrote_down_is_written_down_once()
    {
        await using var proxima = await TestProxima.StartAsync(AddRoutes);
        using var client = await proxima.SignedInClient();

        using var answer = await client.PostAsync(new Uri("/test/told", UriKind.Relative), null, Token);

        (await FindAsync(proxima)).ShouldHaveSingleItem().Action.ShouldBe("thing.do");
    }

    [Fact]
    public async Task Reading_and_nobody_leave_no_entry()
    {
        await using var proxima = await TestProxima.StartAsync(AddRoutes);
        using var client = await proxima.SignedInClient();
        using var nobody = proxima.Client();

        using var read = await client.GetAsync(new Uri("/test/read", UriKind.Relative), Token);
        using var refused = await nobody.PostAsync(new Uri("/test/change", UriKind.Relative), null, Token);

        (read.StatusCode, refused.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Unauthorized));
        (await FindAsync(proxima)).ShouldBeEmpty();
    }

    /// <summary>Routes with parameters filled in; <c>x</c> is nobody's id.</summary>
    private static IEnumerable<(string Method, string Path)> Changes(TestProxima proxima)
        => ScopedChanges(proxima, also: Scopes.Anonymous).Where(route => route.Scope != Scopes.Anonymous || route.Path == "/api/logout")
            .Select(route => (route.Method, route.Path));

    private static List<(string Method, string Path, string Scope)> ScopedChanges(TestProxima proxima, string? also = null)
    {
        var changes = ((IEndpointRouteBuilder)proxima.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(
                endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [],
                (endpoint, method) => (
                    Method: method,
                    Path: System.Text.RegularExpressions.Regex.Replace(
                        endpoint.RoutePattern.RawText ?? "", @"\{[^}]*\}", match => match.Value.Contains(":int", StringComparison.Ordinal) ? "1" : "x"),
                    Scope: endpoint.Metadata.GetMetadata<ScopeAttribute>()?.Scope ?? ""))
            .Where(route => route.Method is not ("GET" or "HEAD" or "OPTIONS"))
            .Where(route => route.Scope == also || Scopes.All.Contains(route.Scope))
            .ToList();
        changes.ShouldNotBeEmpty();
        return changes;
    }

    private static void AddRoutes(WebApplicationBuilder builder)
        => builder.Services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(new TestRoutes());

    private static async Task<long> NewestAsync(TestProxima proxima) => await FindAsync(proxima) is [var newest, ..] ? newest.Sequence : 0;

    private static async Task<IReadOnlyList<AuditRecord>> FindAsync(TestProxima proxima)
        => (await proxima.Services.GetRequiredService<IAuditRecords>().SearchAsync(new AuditFilter(), null, 500, Token)).Items;

    /// <summary>Routes of a feature that forgets to write down what it does.</summary>
    private sealed class TestRoutes : Microsoft.AspNetCore.Hosting.IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            next(app);
            if (app.Properties.TryGetValue("__EndpointRouteBuilder", out var found) && found is IEndpointRouteBuilder routes)
            {
                Map(routes);
            }
        };

        private static void Map(IEndpointRouteBuilder routes)
        {
            var group = routes.MapGroup("/test").RequireScope(Scopes.Read);
            group.MapGet("/read", () => "read");
            group.MapPost("/change", () => TypedResults.NoContent());
            group.MapPost("/missing", () => TypedResults.NotFound());
            group.MapPost("/throw", Fail);
            group.MapPost("/told", async (IAudit audit) =>
            {
                await audit.AppendAsync(AuditBench.Entry("thing.do"), CancellationToken.None);
                return TypedResults.NoContent();
            });
        }

        private static Microsoft.AspNetCore.Http.HttpResults.NoContent Fail() => throw new InvalidOperationException("secret detail");
    }
}
