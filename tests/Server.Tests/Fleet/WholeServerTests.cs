using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Proxima.Collect;
using Proxima.Model;
using Proxima.Model.Host;
using Proxima.Model.Wire;
using Proxima.Server.Features.Fleet;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Fleet;

/// <summary>The fleet in the whole server: real history, real sign-in, real settings.</summary>
public sealed class WholeServerTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private ScriptedHost _host = null!; // set by InitializeAsync, as the next one
    private TestProxima _proxima = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IFleet Fleet => _proxima.Services.GetRequiredService<IFleet>();

    public async ValueTask InitializeAsync()
    {
        _host = new ScriptedHost(_clock);
        _clock.Advance(TimeSpan.FromMinutes(5));
        _proxima = await TestProxima.StartAsync(Configure, _clock);
        await Eventually.IsTrueAsync(() => Fleet.Current.Nodes.Values.Any(node => node.IsAnswering), "this host was looked at");
    }

    public ValueTask DisposeAsync() => _proxima.DisposeAsync();

    [Fact]
    public async Task What_the_door_accepts_is_in_history_on_the_page()
    {
        using var client = await _proxima.SignedInClient();
        var node = Fleet.Current.Nodes.Values.ShouldHaveSingleItem().Id;
        var story = new HostStory(await RegisterAsync("pve2"), _clock);
        for (var sequence = 1; sequence <= 12; sequence++)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            await AcceptAsync(story.Tell(sequence));
        }

        var answer = await GetAsync(client, $"/api/nodes/{story.Node}/history?series=cpu.busy&series=node.state&range=1h");

        var busy = answer.GetProperty("series").EnumerateArray().Single(series => series.GetProperty("series").GetString() == "cpu.busy");
        busy.GetProperty("count").EnumerateArray().Sum(count => count.GetInt32()).ShouldBe(11, "the first sample has no rate");
        busy.GetProperty("average").EnumerateArray().Where(value => value.ValueKind == JsonValueKind.Number)
            .ShouldAllBe(value => Math.Abs(value.GetDouble() - 25) < 0.001);
        (await GetAsync(client, $"/api/nodes/{node}/series")).GetProperty("items").GetArrayLength().ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Two_mounts_of_one_name_do_not_keep_a_host_out()
    {
        var story = new HostStory(await RegisterAsync("pve2"), _clock);
        var sample = story.Tell(1);
        var twice = Reading.Of(new FilesystemList([HostStory.Mount("/mnt", 1, 9), HostStory.Mount("/mnt", 5, 5)]));

        await AcceptAsync(sample with { Sample = sample.Sample with { Filesystems = twice } });

        Fleet.Current.Nodes[story.Node.ToString()].IsAnswering.ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_of_the_fleet_is_told_to_strangers()
    {
        using var owner = await _proxima.SignedInClient();
        using var stranger = _proxima.Client();
        var node = Fleet.Current.Nodes.Values.ShouldHaveSingleItem().Id;
        string[] paths = ["/api/fleet", "/api/nodes", $"/api/nodes/{node}", $"/api/nodes/{node}/processes", "/api/live"];

        foreach (var path in paths)
        {
            using var refused = await stranger.GetAsync(path, Stop);
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
        }
    }

    [Fact]
    public async Task Signing_out_ends_the_stream_at_once()
    {
        using var client = await _proxima.SignedInClient();
        using var reader = await LiveReader.OpenAsync(client);
        (await reader.NextAsync()).ShouldNotBeNull().Name.ShouldBe("snapshot");

        using var answer = await client.PostAsync("/api/logout", null, Stop);

        answer.IsSuccessStatusCode.ShouldBeTrue();
        (await reader.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Five_hundred_nodes_are_listed_paged_and_streamed()
    {
        var stories = new List<HostStory>();
        for (var i = 0; i < 500; i++)
        {
            stories.Add(new HostStory(await RegisterAsync($"node-{i:000}"), _clock));
        }

        await Task.WhenAll(stories.Select(story => AcceptAsync(story.Tell(1))));
        using var client = await _proxima.SignedInClient();

        var page = await GetAsync(client, "/api/nodes?search=node-&sort=name&offset=490&limit=500");
        page.GetProperty("total").GetInt32().ShouldBe(500);
        page.GetProperty("items").GetArrayLength().ShouldBe(10);
        page.GetProperty("items")[9].GetProperty("name").GetString().ShouldBe("node-499");
        using var reader = await LiveReader.OpenAsync(client);
        var snapshot = (await reader.NextAsync()).ShouldNotBeNull().Data;
        snapshot.GetProperty("nodes").GetArrayLength().ShouldBe(501);
        snapshot.GetProperty("fleet").GetProperty("nodesAnswering").GetInt32().ShouldBe(501);
    }

    private void Configure(WebApplicationBuilder builder)
        => builder.Services.Replace(ServiceDescriptor.Singleton<IHostObserver>(_host));

    private Task<NodeId> RegisterAsync(string name)
        => _proxima.Services.GetRequiredService<NodeRegistry>().RegisterAsync(HostStory.Facts(name), isLocal: false, Stop);

    private async Task AcceptAsync(HostObservation observation)
        => (await Fleet.AcceptAsync(observation, Stop)).Outcome.ShouldBe(AcceptOutcome.Accepted);

    private static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonElement.Parse(text);
    }
}
