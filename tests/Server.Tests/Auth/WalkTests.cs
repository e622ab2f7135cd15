using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Proxima.Server.Features.Access;
using Proxima.Server.Features.Fleet;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Tests.Access;
using Proxima.Server.Tests.Fleet;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Auth;

/// <summary>
/// Every route × every kind of principal × every kind of bounds: thousands of requests, each with the answer it has to have. What is
/// expected comes from contracts/authz.txt and from the table of roles below, not from the code that decides.
/// </summary>
public sealed partial class WalkTests(WalkTests.Site site) : IClassFixture<WalkTests.Site>
{
    private const string Viewer = "read";
    private const string Operator = "read guest.control guest.snapshot guest.migrate backup.run jobs.manage";

    /// <summary>Scopes that count only without bounds.</summary>
    private static readonly string[] WholeOnly =
    [
        "notify.manage", "netbox.sync", "peer.manage", "agent.manage", "endpoint.manage", "settings.manage", "access.manage", "audit.read",
    ];

    private static readonly string[] AllScopes =
    [
        "read", "guest.control", "guest.snapshot", "guest.migrate", "backup.run", "host.change", "script.run", "terminal", "terminal.replay",
        "pve.pass", "jobs.manage", .. WholeOnly,
    ];

    public static TheoryData<string, string> Everybody
    {
        get
        {
            string[] principals =
            [
                "nobody", "role viewer", "role operator", "role admin", .. AllScopes.Select(scope => $"scope {scope}"),
                "token read_only", "token vm_control", "token script_runner", "token full_admin", "viewer's token full_admin",
            ];
            string[] bounds = ["everything", "this node", "another node", "a group", "an unknown guest"];
            var rows = new TheoryData<string, string>();
            foreach (var who in principals)
            {
                foreach (var where in bounds)
                {
                    rows.Add(who, where);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Everybody_gets_to_what_they_may_and_to_nothing_else(string who, string where)
    {
        using var client = await site.ClientAsync(who, where);
        var scopes = ScopesOf(who).Where(scope => where == "everything" || !WholeOnly.Contains(scope)).ToHashSet();
        foreach (var route in Routes)
        {
            var expected = Expected(route, who == "nobody" ? null : scopes, where);
            var (actual, text) = await AskAsync(client, route);
            actual.ShouldBe(expected, $"{route.Method} {route.Path} by {who} within {where}: {text}");
        }
    }

    [Fact]
    public void The_walk_is_thousands_of_cases()
    {
        (Everybody.Count * Routes.Count).ShouldBeGreaterThan(4_000);
        AllScopes.Order().ShouldBe(Scopes.All.Order(), "the table of this test knows every scope");
        Routes.Select(route => route.Scope).Except([.. AllScopes, "anonymous", "signed-in"]).ShouldBeEmpty();
    }

    private static string Expected(Route route, HashSet<string>? scopes, string where)
    {
        if (route.Scope == "anonymous")
        {
            return "reached";
        }

        if (scopes is null)
        {
            return "401";
        }

        if (route.Scope != "signed-in" && (!scopes.Contains(route.Scope) || (route.IsWhole && where != "everything")))
        {
            return "403";
        }

        return route.Path.StartsWith("/api/nodes/{id}", StringComparison.Ordinal) && where is "another node" or "an unknown guest" && IsOfNode(route)
            ? "404"
            : "reached";
    }

    private static bool IsOfNode(Route route) => route.Path.StartsWith("/api/nodes/{id}", StringComparison.Ordinal);

    private static string[] ScopesOf(string who) => who switch
    {
        "nobody" => [],
        "role viewer" or "token read_only" or "viewer's token full_admin" => Viewer.Split(' '),
        "role operator" => Operator.Split(' '),
        "role admin" or "token full_admin" => AllScopes,
        "token vm_control" => ["read", "guest.control", "guest.snapshot", "guest.migrate", "backup.run"],
        "token script_runner" => ["read", "script.run"],
        _ => [who["scope ".Length..]],
    };

    /// <summary>A refusal of the gates, or that the route was reached, whatever it made of an empty request.</summary>
    private async Task<(string Outcome, string Text)> AskAsync(HttpClient client, Route route)
    {
        var path = Parameters().Replace(
            route.Path, match => match.Value.Contains(':', StringComparison.Ordinal) ? "1" : IsOfNode(route) ? site.ThisNode : "0123456789abcdef");
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), new Uri(path, UriKind.Relative));
        if (route.Method is "POST" or "PUT" or "PATCH")
        {
            request.Content = TestProxima.Json("{}");
        }

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
        var text = isProblem ? await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : "";
        var code = isProblem ? (await answer.JsonAsync()).GetProperty("code").GetString() : null;
        return (answer.StatusCode, code) switch
        {
            (HttpStatusCode.Unauthorized, _) => ("401", text),
            (HttpStatusCode.Forbidden, "not-allowed") => ("403", text),
            (HttpStatusCode.NotFound, "not-found") when IsOfNode(route) => ("404", text),
            ( >= HttpStatusCode.InternalServerError, _) => ($"{(int)answer.StatusCode}", text),
            _ => ("reached", text),
        };
    }

    /// <summary>What people reviewed; signing out and in would end what the walk walks with.</summary>
    private static List<Route> Routes { get; } =
    [
        .. File.ReadLines(RepoRoot.Of("contracts", "authz.txt")).Where(line => line[0] != '#').Select(line => line.Split(' '))
            .Select(parts => new Route(parts[0], parts[1], parts[2].Split('+')[0], parts[2].EndsWith("+whole", StringComparison.Ordinal)))
            .Where(route => route.Path is not ("/api/login" or "/api/logout" or "/api/setup")),
    ];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameters();

    private sealed record Route(string Method, string Path, string Scope, bool IsWhole);

    /// <summary>One server with two nodes and a group; everybody who walks gets a user or a token of their own.</summary>
    public sealed class Site : IAsyncLifetime
    {
        private TestProxima? _proxima;
        private HttpClient? _owner;
        private string _anotherNode = "";
        private string _group = "";

        internal string ThisNode { get; private set; } = "";

        private TestProxima Proxima => _proxima ?? throw new InvalidOperationException();

        private HttpClient Owner => _owner ?? throw new InvalidOperationException();

        public async ValueTask InitializeAsync()
        {
            // Thousands of refusals are not what the disk is to be measured with.
            _proxima = await new RecordedAudit().StartAsync();
            _owner = await _proxima.SignedInClient();
            var fleet = _proxima.Services.GetRequiredService<IFleet>();
            await Eventually.IsTrueAsync(() => fleet.Current.Nodes.Values.Any(node => node.IsAnswering), "this host was looked at");
            ThisNode = fleet.Current.Nodes.Values.Single().Id.ToString();
            var nodes = _proxima.Services.GetRequiredService<NodeRegistry>();
            _anotherNode = (await nodes.RegisterAsync(HostStory.Facts("another"), isLocal: false, CancellationToken.None)).ToString();
            var made = await _owner.PostAsync("/api/groups", $$"""{"name":"here","members":[{"kind":"node","id":"{{ThisNode}}"}]}""");
            _group = (await made.JsonAsync()).GetProperty("id").GetString() ?? "";
        }

        public async ValueTask DisposeAsync()
        {
            _owner?.Dispose();
            if (_proxima is not null)
            {
                await _proxima.DisposeAsync();
            }
        }

        internal async Task<HttpClient> ClientAsync(string who, string where)
        {
            var bounds = where switch
            {
                "everything" => Bounds.Everything,
                "this node" => Bounds.Of(new Place(PlaceKind.Node, ThisNode)),
                "another node" => Bounds.Of(new Place(PlaceKind.Node, _anotherNode)),
                "a group" => Bounds.Of(Place.Group(_group)),
                _ => Bounds.Of(new Place(PlaceKind.Guest, "unknown/100")),
            };
            if (who == "nobody")
            {
                return Proxima.Client();
            }

            if (who.StartsWith("role ", StringComparison.Ordinal))
            {
                return await Proxima.SignedInAsync(await Proxima.AddUserWithRoleAsync(who["role ".Length..], bounds));
            }

            if (who.StartsWith("scope ", StringComparison.Ordinal))
            {
                return await Proxima.SignedInClientWithin(bounds, who["scope ".Length..]);
            }

            var preset = who.Split(' ')[^1];
            if (who.StartsWith("token ", StringComparison.Ordinal))
            {
                return await TokenAsync(Owner, preset, bounds);
            }

            // Everything, asked for by somebody who has little: it is as little.
            using var viewer = await Proxima.SignedInAsync(await Proxima.AddUserWithRoleAsync(Role.Viewer, bounds));
            return await TokenAsync(viewer, preset, Bounds.Everything);
        }

        private async Task<HttpClient> TokenAsync(HttpClient owner, string preset, Bounds bounds)
        {
            var places = string.Join(',', bounds.Places.Select(place => $$"""{"kind":"{{Place.Word(place.Kind)}}","id":"{{place.Id}}"}"""));
            var everything = bounds.IsEverything ? "true" : "false";
            var body = $$$"""{"name":"walk","preset":"{{{preset}}}","bounds":{"everything":{{{everything}}},"places":[{{{places}}}]}}""";
            var made = await owner.PostAsync("/api/tokens", body);
            made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            var client = Proxima.Client();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Bearer", (await made.JsonAsync()).GetProperty("token").GetString());
            return client;
        }
    }
}
