using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Auth;

/// <summary>
/// Every route there is, asked by everybody there can be. The table is the program's own; contracts/authz.txt shows it to people.
/// </summary>
public sealed partial class RouteTests
{
    private const string Proof = nameof(WalkTests) + "." + nameof(WalkTests.Everybody_gets_to_what_they_may_and_to_nothing_else);

    [Fact]
    public async Task The_table_of_routes_and_scopes_is_what_people_reviewed()
    {
        await using var proxima = await TestProxima.StartAsync();
        var table = new StringBuilder("# METHOD path scope test; +whole: not with bounds. Written by the tests: UPDATE_CONTRACTS=1 ./dev test\n");
        foreach (var route in Routes(proxima))
        {
            table.AppendJoin(' ', route.Method, route.Path, (route.Scope ?? "(none)") + (route.IsWhole ? "+whole" : ""), Proof).Append('\n');
        }

        Contracts.Match("authz.txt", table.ToString());
    }

    [Fact]
    public async Task Every_route_declares_a_scope_that_exists()
    {
        await using var proxima = await TestProxima.StartAsync();
        Routes(proxima).ShouldNotBeEmpty();
        foreach (var route in Routes(proxima))
        {
            Scopes.All.Append(Scopes.Anonymous).Append(Scopes.SignedIn).ShouldContain(route.Scope, route.ToString());
        }
    }

    [Fact]
    public async Task Every_route_asks_who_it_is_and_what_they_may()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var everything = await proxima.SignedInClient();
        foreach (var route in Routes(proxima))
        {
            using var nobody = proxima.Client();
            if (route.Scope == Scopes.Anonymous)
            {
                (await StatusAsync(nobody, route)).ShouldNotBe(HttpStatusCode.Forbidden, route.ToString());
                continue;
            }

            (await StatusAsync(nobody, route)).ShouldBe(HttpStatusCode.Unauthorized, $"{route} to nobody");
            if (route.Scope == Scopes.SignedIn)
            {
                continue;
            }

            using var others = await proxima.SignedInClient([.. Scopes.All.Where(scope => scope != route.Scope)]);
            (await StatusAsync(others, route)).ShouldBe(HttpStatusCode.Forbidden, $"{route} without its scope");
            using var allowed = await proxima.SignedInClient(route.Scope.ShouldNotBeNull());
            (await StatusAsync(allowed, route)).ShouldNotBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task During_set_up_every_route_is_closed_to_everybody_but_set_up_and_health()
    {
        string[] open = ["GET /api/access", "POST /api/setup", "GET /health", "HEAD /health"];
        await using var proxima = await TestProxima.StartAsync();
        foreach (var route in Routes(proxima).Where(route => !open.Contains($"{route.Method} {route.Path}")))
        {
            using var answer = await AskAsync(proxima.Client(), route);
            await answer.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "setup-needed");
        }
    }

    private static List<Route> Routes(TestProxima proxima)
        => [.. ((IEndpointRouteBuilder)proxima.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"])
                .Select(method => new Route(
                    method, endpoint.RoutePattern.RawText ?? "", endpoint.Metadata.GetMetadata<ScopeAttribute>()?.Scope)
                {
                    IsWhole = endpoint.Metadata.GetMetadata<WholeAttribute>() is not null,
                }))
            .Distinct()
            .OrderBy(route => route.Path, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal)];

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, Route route)
    {
        using var answer = await AskAsync(client, route);
        return answer.StatusCode;
    }

    /// <summary>Only the head of the answer is waited for: a stream has no end.</summary>
    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, Route route)
    {
        var path = Parameters().Replace(route.Path, match => match.Value.Contains(':', StringComparison.Ordinal) ? "1" : "x");
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), new Uri(path, UriKind.Relative));
        if (route.Method is not ("GET" or "HEAD" or "DELETE"))
        {
            request.Content = TestProxima.Json("{}");
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameters();

    private sealed record Route(string Method, string Path, string? Scope)
    {
        public bool IsWhole { get; init; }
    }
}
