using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Proxima.Model;
using Proxima.Model.Host;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Fleet;

/// <summary>The fleet over HTTP: what good questions get, and what bad ones get.</summary>
public sealed class EndpointTests : IAsyncLifetime
{
    private FleetSite _site = null!; // set by InitializeAsync
    private HttpClient _client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = await FleetSite.StartAsync();
        _client = _site.Client();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_overview_says_what_it_rests_on()
    {
        var overview = await GetAsync("/api/fleet");

        overview.GetProperty("severity").GetString().ShouldBe("ok");
        overview.GetProperty("nodesAnswering").GetInt32().ShouldBe(1);
        overview.GetProperty("evidence").GetProperty("filesystems").GetInt32().ShouldBe(1);
        overview.GetProperty("oldestSampleAt").GetDateTimeOffset().ShouldBe(_site.Local().SampledAt.ShouldNotBeNull());
    }

    [Fact]
    public async Task The_list_pages_and_searches()
    {
        for (var i = 0; i < 5; i++)
        {
            await _site.NodeAsync($"pve{i}");
        }

        var page = await GetAsync("/api/nodes?search=PVE&sort=-name&offset=1&limit=2");

        page.GetProperty("total").GetInt32().ShouldBe(5);
        page.GetProperty("items").EnumerateArray().Select(node => node.GetProperty("name").GetString()).ShouldBe(["pve3", "pve2"]);
    }

    [Theory]
    [InlineData("limit=0", "bad-limit")]
    [InlineData("limit=501", "bad-limit")]
    [InlineData("offset=-1", "bad-offset")]
    [InlineData("sort=colour", "bad-sort")]
    public async Task Nonsense_in_a_list_is_answered_with_a_code(string query, string code)
    {
        using var response = await _client.GetAsync($"/api/nodes?{query}", Stop);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await BodyAsync(response)).GetProperty("code").GetString().ShouldBe(code);
    }

    [Fact]
    public async Task A_node_comes_with_everything_but_the_evidence_of_identity()
    {
        var text = await _client.GetStringAsync($"/api/nodes/{_site.Local().Id}", Stop);

        var node = JsonElement.Parse(text);
        node.GetProperty("summary").GetProperty("name").GetString().ShouldBe("here");
        node.GetProperty("facts").GetProperty("cpu").GetProperty("value").GetProperty("model").GetString().ShouldBe("Ryzen 5");
        node.GetProperty("figures").GetProperty("memory").GetProperty("value").GetProperty("usedPercent").GetDouble().ShouldBe(40);
        text.ShouldNotContain("m-1");
        text.ShouldNotContain("p-1");
        text.ShouldNotContain("machineId", Case.Insensitive);
    }

    [Theory]
    [InlineData("/api/nodes/nonsense")]
    [InlineData("/api/nodes/00000000000000000000000000000000")]
    [InlineData("/api/nodes/%3Cscript%3E")]
    [InlineData("/api/nodes/..%2f..%2fetc")]
    [InlineData("/api/nodes/nonsense/processes")]
    [InlineData("/api/nodes/nonsense/processes/1")]
    public async Task A_node_that_is_not_there_is_a_404_that_says_so(string path)
    {
        using var response = await _client.GetAsync(path, Stop);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await BodyAsync(response)).GetProperty("code").GetString().ShouldBe("not-found");
    }

    [Fact]
    public async Task Processes_are_scanned_when_asked_for_and_shown_again_while_young()
    {
        _site.Clock.Advance(TimeSpan.FromMilliseconds(100));
        var path = $"/api/nodes/{_site.Local().Id}/processes";

        (await GetAsync(path)).GetProperty("value").GetProperty("processes")[0].GetProperty("name").GetString().ShouldBe("kvm (x) <b>");
        await Eventually.IsTrueAsync(() => _site.Local().Processes is not null, "the scan is in the state");
        await GetAsync(path);
        _site.Host.Scans.ShouldBe(1);

        _site.Clock.Advance(TimeSpan.FromSeconds(5.1));
        await GetAsync(path);
        _site.Host.Scans.ShouldBe(2);
    }

    [Fact]
    public async Task Processes_of_a_node_that_has_not_told_them_are_absent_and_not_an_empty_list()
    {
        var host = await _site.NodeAsync("pve2");

        var answer = await GetAsync($"/api/nodes/{host.Node}/processes");

        answer.TryGetProperty("value", out _).ShouldBeFalse();
        answer.GetProperty("absent").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_process_that_ended_is_a_404_and_one_that_cannot_be_read_says_why()
    {
        _site.Host.Details[42] = Reading.Of(new ProcessDetail { Figures = ScriptedHost.Figures(42), CommandLine = "kvm -id 100" });
        _site.Host.Details[43] = Reading.Failed<ProcessDetail>("/proc/43/stat: permission denied");
        var path = $"/api/nodes/{_site.Local().Id}/processes";

        (await GetAsync($"{path}/42")).GetProperty("value").GetProperty("commandLine").GetString().ShouldBe("kvm -id 100");
        (await GetAsync($"{path}/43")).GetProperty("failed").GetString().ShouldNotBeNull().ShouldContain("denied");
        foreach (var pid in new[] { "44", "0", "-1" })
        {
            using var ended = await _client.GetAsync($"{path}/{pid}", Stop);
            ended.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await BodyAsync(ended)).GetProperty("code").GetString().ShouldBe("process-ended");
        }
    }

    [Fact]
    public async Task A_process_of_another_host_is_not_looked_for_here()
    {
        var host = await _site.NodeAsync("pve2");

        using var response = await _client.GetAsync($"/api/nodes/{host.Node}/processes/1", Stop);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await BodyAsync(response)).GetProperty("code").GetString().ShouldBe("not-local");
    }

    [Fact]
    public async Task Watching_gives_a_lease_and_figures_every_second()
    {
        using var response = await WatchAsync([_site.Local().Id.ToString()]);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await BodyAsync(response)).GetProperty("seconds").GetInt32().ShouldBe(15);
        _site.Leases.IsWatched(_site.Local().Id).ShouldBeTrue();
        var version = _site.Local().Version;
        await Eventually.IsTrueAsync(
            () =>
            {
                _site.Clock.Advance(TimeSpan.FromMilliseconds(50));
                return _site.Local().Version > version + 2;
            },
            "figures move");
    }

    [Fact]
    public async Task An_unknown_node_cannot_be_watched_and_the_others_are_not_either()
    {
        using var response = await WatchAsync([_site.Local().Id.ToString(), NodeId.New().ToString()]);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        _site.Leases.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    [InlineData(10_000)]
    public async Task Nobody_watches_nothing_or_everything(int count)
    {
        using var response = await WatchAsync([.. Enumerable.Repeat(_site.Local().Id.ToString(), count)]);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await BodyAsync(response)).GetProperty("code").GetString().ShouldBe("bad-watch");
    }

    [Theory]
    [InlineData("{\"nodes\":[null]}", HttpStatusCode.NotFound)]
    [InlineData("{\"nodes\":[\"<b>\"]}", HttpStatusCode.NotFound)]
    [InlineData("{\"nodes\":null}", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    public async Task A_broken_watch_is_refused(string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync("/api/live/watch", content, Stop);

        response.StatusCode.ShouldBe(status);
        _site.Leases.Count.ShouldBe(0);
    }

    private async Task<HttpResponseMessage> WatchAsync(string[] nodes)
        => await _client.PostAsJsonAsync("/api/live/watch", new { nodes }, Stop);

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _client.GetAsync(path, Stop);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await BodyAsync(response);
    }

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage response)
        => JsonElement.Parse(await response.Content.ReadAsStringAsync(Stop));
}
