using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Proxima.Server.Features.Access;
using Proxima.Server.Features.Fleet;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Jobs;
using Proxima.Server.Tests.Fleet;
using Proxima.Server.Tests.Http;

namespace Proxima.Server.Tests.Access;

/// <summary>Somebody bounded to one node sees that node and nothing else anywhere: not in lists, sums, streams, metrics or refusals.</summary>
public sealed class BoundsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_answer_of_any_route_names_what_is_out_of_bounds()
    {
        await using var site = await AccessSite.StartAsync();
        var mine = await site.NodeAsync("mine-pve1");
        var theirs = await site.NodeAsync("theirs-pve2");
        using var bounded = await site.Proxima.SignedInClientWithin(AccessSite.BoundsOf(mine), Scopes.Read, Scopes.JobsManage);
        var routes = ((IEndpointRouteBuilder)site.Proxima.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(route => route.RoutePattern.RawText ?? "")
            .Where(path => path is not "/api/live" and not "/api/openapi.json").Distinct().ToList();
        routes.Count.ShouldBeGreaterThan(20);
        foreach (var route in routes)
        {
            foreach (var id in (string[])[mine, theirs])
            {
                var path = route.Replace("{id}", id, StringComparison.Ordinal).Replace("{pid:int}", "1", StringComparison.Ordinal);
                var answer = await bounded.ReadAsync(path + (path == "/api/history/sparks" ? "?series=cpu.busy&range=1h" : ""));
                var text = await answer.Content.ReadAsStringAsync(Token);
                text.ShouldNotContain("theirs-pve2", Case.Insensitive, path);
                if (id == mine)
                {
                    text.ShouldNotContain(theirs, Case.Insensitive, path);
                }
            }
        }
    }

    [Theory]
    [InlineData("/api/nodes/{0}")]
    [InlineData("/api/nodes/{0}/processes")]
    [InlineData("/api/nodes/{0}/processes/1")]
    [InlineData("/api/nodes/{0}/series")]
    [InlineData("/api/nodes/{0}/history?series=cpu.busy&range=1h")]
    [InlineData("/api/nodes/{0}/history")]
    [InlineData("/api/history/sparks?series=cpu.busy&range=1h&node={0}")]
    public async Task A_node_out_of_bounds_answers_like_one_that_never_was(string route)
    {
        await using var site = await AccessSite.StartAsync();
        var mine = await site.NodeAsync("mine");
        var theirs = await site.NodeAsync("theirs");
        var never = new string('f', 32);
        using var bounded = await site.Proxima.SignedInClientWithin(AccessSite.BoundsOf(mine), Scopes.Read);
        var (hidden, missing) = (await AskAsync(theirs), await AskAsync(never));
        hidden.ShouldBe(missing);
        hidden.ShouldStartWith("404");

        async Task<string> AskAsync(string id)
        {
            var answer = await bounded.ReadAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, route, id));
            var headers = string.Join('\n', answer.Headers.Concat(answer.Content.Headers)
                .Where(header => header.Key is not ("Date" or "Content-Length"))
                .Select(header => $"{header.Key}: {string.Join(',', header.Value)}"));
            var text = (await answer.Content.ReadAsStringAsync(Token)).Replace(id, "ID", StringComparison.Ordinal);
            return $"{(int)answer.StatusCode}\n{headers}\n{Untraced(text)}";
        }
    }

    [Fact]
    public async Task Lists_sums_and_searches_hold_the_bounds()
    {
        await using var site = await AccessSite.StartAsync();
        var mine = await site.NodeAsync("mine");
        foreach (var index in Enumerable.Range(0, 5))
        {
            await site.NodeAsync($"other-{index}");
        }

        using var bounded = await site.Proxima.SignedInClientWithin(AccessSite.BoundsOf(mine), Scopes.Read);
        (await site.JsonAsync(bounded, "/api/nodes")).GetProperty("total").GetInt32().ShouldBe(1);
        (await site.JsonAsync(bounded, "/api/nodes?search=other")).GetProperty("total").GetInt32().ShouldBe(0);
        var fleet = await site.JsonAsync(bounded, "/api/fleet");
        fleet.GetProperty("nodes").GetInt32().ShouldBe(1);
        fleet.GetProperty("version").GetInt64().ShouldBe((await site.JsonAsync(bounded, $"/api/nodes/{mine}"))
            .GetProperty("summary").GetProperty("version").GetInt64(), "a version of others would tell of them");
        (await site.JsonAsync(bounded, "/api/history/sparks?series=node.state&range=1h")).GetProperty("nodes").GetArrayLength().ShouldBe(1);

        var metrics = await (await bounded.ReadAsync("/metrics")).Content.ReadAsStringAsync(Token);
        metrics.ShouldContain("proxima_nodes 1\n");
        metrics.ShouldNotContain("other-");
        metrics.ShouldNotContain("proxima_process_");

        await (await bounded.PostAsync("/api/live/watch", $$"""{"nodes":["{{site.Proxima.Services.GetRequiredService<IFleet>().Current.Nodes.Keys.First(id => id != mine)}}"]}"""))
            .ShouldBeProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Somebody_who_may_see_no_node_gets_empty_answers_and_no_error()
    {
        await using var site = await AccessSite.StartAsync();
        await site.NodeAsync("other");
        using var bounded = await site.Proxima.SignedInClientWithin(Bounds.Of(new Place(PlaceKind.Guest, "unknown/100")), Scopes.Read);
        (await site.JsonAsync(bounded, "/api/nodes")).GetProperty("total").GetInt32().ShouldBe(0);
        (await site.JsonAsync(bounded, "/api/fleet")).GetProperty("nodes").GetInt32().ShouldBe(0);
        (await site.JsonAsync(bounded, "/api/history/sparks?series=node.state&range=1h")).GetProperty("nodes").GetArrayLength().ShouldBe(0);
        using var stream = await LiveReader.OpenAsync(bounded);
        (await stream.NextAsync()).ShouldNotBeNull().Data.GetProperty("nodes").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_group_is_what_is_in_it_and_changes_at_once()
    {
        await using var site = await AccessSite.StartAsync();
        var (one, two) = (await site.NodeAsync("one"), await site.NodeAsync("two"));
        var group = (await (await site.Owner.PostAsync("/api/groups", $$"""{"name":"customer","members":[{"kind":"node","id":"{{one}}"}]}""")).JsonAsync())
            .GetProperty("id").GetString().ShouldNotBeNull();
        await site.UserAsync("anna", Role.Viewer, $$"""{"everything":false,"places":[{"kind":"group","id":"{{group}}"}]}""");
        using var anna = await site.SignInAsync("anna");
        (await anna.ReadAsync($"/api/nodes/{one}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await anna.ReadAsync($"/api/nodes/{two}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var stream = await LiveReader.OpenAsync(anna);
        var snapshot = (await stream.NextAsync()).ShouldNotBeNull();

        (await site.Owner.PutAsync($"/api/groups/{group}", $$"""{"name":"customer","members":[{"kind":"node","id":"{{two}}"}]}"""))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        await UserTests.EndsAsync(stream);
        (await anna.ReadAsync($"/api/nodes/{one}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await anna.ReadAsync($"/api/nodes/{two}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var resumed = await LiveReader.OpenAsync(anna, lastEventId: snapshot.Id);
        (await resumed.NextAsync()).ShouldNotBeNull().Name.ShouldBe("reset", "what was seen then is not what may be seen now");
        var anew = (await resumed.NextAsync()).ShouldNotBeNull();
        anew.Data.GetProperty("nodes").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(two);
        await (await site.Owner.DeleteAsync(new Uri($"/api/groups/{group}", UriKind.Relative), Token))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "group-in-use");
        await (await site.Owner.PostAsync("/api/groups", $$"""{"name":"nested","members":[{"kind":"group","id":"{{group}}"}]}"""))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-members");
    }

    [Fact]
    public async Task A_stream_tells_of_what_is_inside_and_is_silent_about_the_rest()
    {
        await using var site = await FleetSite.StartAsync();
        var mine = await site.NodeAsync("mine");
        var theirs = await site.NodeAsync("theirs");
        site.BoundsOf["bounded"] = AccessSite.BoundsOf(mine.Node.ToString());
        using var stream = await LiveReader.OpenAsync(site.Client("bounded"), $"?watch={theirs.Node}&watch={mine.Node}");
        var snapshot = (await stream.NextAsync()).ShouldNotBeNull();
        snapshot.Data.GetProperty("nodes").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(mine.Node.ToString());
        snapshot.Data.GetProperty("fleet").GetProperty("nodes").GetInt32().ShouldBe(1);

        // Only then something of mine: whatever the stream said about theirs would come first.
        await site.AcceptAsync(theirs.Tell(1));
        await site.Nodes.RemoveAsync(theirs.Node, Token);
        await site.NodeAsync("new neighbour");
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        await site.AcceptAsync(mine.Tell(1));
        var next = (await stream.NextAsync()).ShouldNotBeNull();
        next.Name.ShouldBe("node");
        next.Data.GetProperty("id").GetString().ShouldBe(mine.Node.ToString());
        (await stream.NextAsync()).ShouldNotBeNull().Name.ShouldBeOneOf("figures", "fleet");

        using var resumed = await LiveReader.OpenAsync(site.Client("bounded"), lastEventId: snapshot.Id);
        (await resumed.NextAsync()).ShouldNotBeNull().Name.ShouldBe("beat");
        (await resumed.NextAsync()).ShouldNotBeNull().Data.GetProperty("id").GetString().ShouldBe(mine.Node.ToString());

        using var everything = await LiveReader.OpenAsync(site.Client("other"), lastEventId: snapshot.Id);
        (await everything.NextAsync()).ShouldNotBeNull().Name.ShouldBe("reset", "an id of bounds is no place in the whole");
        using var less = await LiveReader.OpenAsync(site.Client("bounded"), lastEventId: site.IdOf(site.Fleet.Current.Version));
        (await less.NextAsync()).ShouldNotBeNull().Name.ShouldBe("reset", "an id of the whole is no place in bounds");
    }

    [Fact]
    public async Task A_node_that_is_removed_leaves_the_stream_of_who_saw_it()
    {
        await using var site = await FleetSite.StartAsync();
        var (one, two) = (await site.NodeAsync("one"), await site.NodeAsync("two"));
        site.BoundsOf["bounded"] = AccessSite.BoundsOf(one.Node.ToString(), two.Node.ToString());
        using var stream = await LiveReader.OpenAsync(site.Client("bounded"));
        (await stream.NextAsync()).ShouldNotBeNull().Data.GetProperty("nodes").GetArrayLength().ShouldBe(2);
        await site.Nodes.RemoveAsync(two.Node, Token);
        var anew = (await stream.NextAsync()).ShouldNotBeNull();
        anew.Name.ShouldBe("snapshot");
        anew.Data.GetProperty("nodes").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(one.Node.ToString());
    }

    [Fact]
    public async Task In_bounds_only_ones_own_jobs_exist()
    {
        await using var site = await AccessSite.StartAsync();
        var jobs = site.Proxima.Services.GetRequiredService<IJobs>();
        var node = await site.NodeAsync("pve1");
        var id = await site.UserAsync("anna", Role.Operator, AccessSite.Within(node));
        using var anna = await site.SignInAsync("anna");
        var mine = await jobs.StartAsync("retention.sweep", "mine", "{}", new JobStarter("anna", id), Token);
        var theirs = await jobs.StartAsync("retention.sweep", "theirs", "{}", JobStarter.Program, Token);
        (await site.JsonAsync(anna, "/api/jobs")).GetProperty("items").EnumerateArray()
            .ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(mine.Id);
        (await anna.ReadAsync($"/api/jobs/{mine.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await anna.ReadAsync($"/api/jobs/{theirs.Id}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await anna.ReadAsync($"/api/jobs/{theirs.Id}/items")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await anna.PostAsync($"/api/jobs/{theirs.Id}/cancel", "{}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not-found");
        (await site.JsonAsync(site.Owner, "/api/jobs")).GetProperty("items").GetArrayLength().ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Whoever_gets_a_name_of_before_does_not_get_the_jobs_of_before()
    {
        await using var site = await AccessSite.StartAsync();
        var jobs = site.Proxima.Services.GetRequiredService<IJobs>();
        var node = await site.NodeAsync("pve1");
        var first = await site.UserAsync("anna", Role.Operator, AccessSite.Within(node));
        var job = await jobs.StartAsync("retention.sweep", "hers", "{}", new JobStarter("anna", first), Token);
        using var anna = await site.SignInAsync("anna");

        // Under another name it is still hers.
        (await site.Owner.PutAsync($"/api/users/{first}/name", """{"name":"berta"}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await anna.ReadAsync($"/api/jobs/{job.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await site.UserAsync("anna", Role.Operator, AccessSite.Within(node));
        using var other = await site.SignInAsync("anna");
        (await site.JsonAsync(other, "/api/jobs")).GetProperty("items").GetArrayLength().ShouldBe(0);
        await (await other.ReadAsync($"/api/jobs/{job.Id}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await other.PostAsync($"/api/jobs/{job.Id}/cancel", "{}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Bounds_of_a_whole_graph_hold_once_the_graph_is_known()
    {
        await using var site = await AccessSite.StartAsync();
        var (one, two) = (await site.NodeAsync("one"), await site.NodeAsync("two"));
        var board = site.Proxima.Services.GetRequiredService<TopologyBoard>();
        var cluster = new Place(PlaceKind.Cluster, "lab");
        board.Put(
            new PlaceInfo(cluster, "lab", [new Place(PlaceKind.Site, "vienna")]),
            new PlaceInfo(new Place(PlaceKind.Node, one), "one", [cluster]));
        using var bounded = await site.Proxima.SignedInClientWithin(Bounds.Of(new Place(PlaceKind.Site, "vienna")), Scopes.Read);
        (await bounded.ReadAsync($"/api/nodes/{one}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await bounded.ReadAsync($"/api/nodes/{two}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.JsonAsync(bounded, "/api/nodes")).GetProperty("total").GetInt32().ShouldBe(1);
        (await site.JsonAsync(site.Owner, "/api/access/places?kind=cluster")).GetProperty("items").EnumerateArray()
            .ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe("lab");
    }

    private static string Untraced(string text)
    {
        using var document = JsonDocument.Parse(text);
        return string.Join('\n', document.RootElement.EnumerateObject().Where(member => member.Name != "traceId").Select(member => member.ToString()));
    }
}
