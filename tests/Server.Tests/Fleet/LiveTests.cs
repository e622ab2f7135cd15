using System.Net;
using System.Text.Json;
using Proxima.Server.Features.Fleet;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Fleet;

/// <summary>/api/live: snapshot, deltas, resume, reset, beat, limits and ends.</summary>
public sealed class LiveTests : IAsyncLifetime
{
    private FleetSite _site = null!; // set by InitializeAsync

    public async ValueTask InitializeAsync() => _site = await FleetSite.StartAsync(options => options.LiveStreamsPerPrincipal = 3);

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_stream_begins_with_a_snapshot_and_no_proxy_may_hold_it_back()
    {
        using var reader = await LiveReader.OpenAsync(_site.Client());

        var first = (await reader.NextAsync()).ShouldNotBeNull();

        first.Name.ShouldBe("snapshot");
        first.Id.ShouldBe(_site.IdOf(first.Data.GetProperty("version").GetInt64()));
        first.Data.GetProperty("nodes").GetArrayLength().ShouldBe(1);
        first.Data.GetProperty("fleet").GetProperty("severity").GetString().ShouldBe("ok");
        reader.Response.Content.Headers.ContentType?.MediaType.ShouldBe("text/event-stream");
        reader.Response.Headers.CacheControl?.NoStore.ShouldBeTrue();
        reader.Response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
    }

    [Fact]
    public async Task A_change_sends_the_node_and_the_overview_and_the_last_event_carries_the_place()
    {
        using var reader = await LiveReader.OpenAsync(_site.Client());
        await reader.NextAsync("snapshot");
        var host = await _site.NodeAsync("pve2");

        var node = await reader.NextAsync("node");
        var fleet = await reader.NextAsync("fleet");

        node.Data.GetProperty("id").GetString().ShouldBe(host.Node.ToString());
        node.Data.GetProperty("name").GetString().ShouldBe("pve2");
        node.Data.GetProperty("severity").GetString().ShouldBe("unknown");
        node.Id.ShouldBeNull();
        fleet.Data.GetProperty("nodes").GetInt32().ShouldBe(2);
        fleet.Data.GetProperty("severity").GetString().ShouldBe("unknown");
        fleet.Id.ShouldBe(_site.IdOf(fleet.Data.GetProperty("version").GetInt64()));
    }

    [Fact]
    public async Task Figures_come_for_watched_nodes_only()
    {
        var watched = await _site.NodeAsync("watched");
        var other = await _site.NodeAsync("other");
        using var reader = await LiveReader.OpenAsync(_site.Client(), $"?watch={watched.Node}&watch={_site.Local().Id}");
        var known = await reader.NextAsync("figures");
        known.Data.GetProperty("nodeId").GetString().ShouldBe(_site.Local().Id.ToString(), "known figures come at once");

        await _site.AcceptAsync(other.Tell(1));
        await _site.AcceptAsync(watched.Tell(1));
        var update = await reader.NextAsync("figures");

        update.Data.GetProperty("nodeId").GetString().ShouldBe(watched.Node.ToString());
        update.Data.GetProperty("figures").GetProperty("memory").GetProperty("value").GetProperty("usedPercent").GetDouble().ShouldBe(40);
        update.Data.GetProperty("findings").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_removed_node_is_gone()
    {
        var host = await _site.NodeAsync("pve2");
        using var reader = await LiveReader.OpenAsync(_site.Client());
        await reader.NextAsync("snapshot");

        await _site.Nodes.RemoveAsync(host.Node, TestContext.Current.CancellationToken);

        (await reader.NextAsync("gone")).Data.GetProperty("nodeId").GetString().ShouldBe(host.Node.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_resume_gets_only_what_changed_since(bool isHeader)
    {
        var early = await _site.NodeAsync("early");
        var doomed = await _site.NodeAsync("doomed");
        var place = _site.IdOf(_site.Fleet.Current.Version);
        var late = await _site.NodeAsync("late");
        await _site.Nodes.RemoveAsync(doomed.Node, TestContext.Current.CancellationToken);

        using var reader = await LiveReader.OpenAsync(_site.Client(), isHeader ? "" : $"?lastEventId={place}", isHeader ? place : null);

        (await reader.NextAsync()).ShouldNotBeNull().Name.ShouldBe("beat");
        (await reader.NextAsync()).ShouldNotBeNull().Data.GetProperty("nodeId").GetString().ShouldBe(doomed.Node.ToString());
        var node = (await reader.NextAsync()).ShouldNotBeNull();
        node.Name.ShouldBe("node");
        node.Data.GetProperty("id").GetString().ShouldBe(late.Node.ToString());
        node.Data.GetProperty("id").GetString().ShouldNotBe(early.Node.ToString());
        (await reader.NextAsync()).ShouldNotBeNull().Name.ShouldBe("fleet");
    }

    [Fact]
    public async Task A_resume_where_nothing_changed_sends_the_overview_and_waits()
    {
        var place = _site.IdOf(_site.Fleet.Current.Version);

        using var reader = await LiveReader.OpenAsync(_site.Client(), lastEventId: place);

        (await reader.NextAsync()).ShouldNotBeNull().Name.ShouldBe("beat");
        (await reader.NextAsync()).ShouldNotBeNull().Name.ShouldBe("fleet");
    }

    [Theory]
    [InlineData("other-run-7", "unknown")]
    [InlineData("nonsense", "unknown")]
    [InlineData("-", "unknown")]
    [InlineData("<script>", "unknown")]
    public async Task An_unknown_place_is_answered_by_a_reset_and_a_snapshot(string place, string reason)
    {
        using var reader = await LiveReader.OpenAsync(_site.Client(), lastEventId: place);

        var first = (await reader.NextAsync()).ShouldNotBeNull();
        first.Name.ShouldBe("reset");
        first.Data.GetProperty("reason").GetString().ShouldBe(reason);
        (await reader.NextAsync()).ShouldNotBeNull().Name.ShouldBe("snapshot");
    }

    [Fact]
    public async Task A_place_from_the_future_or_too_far_back_is_answered_by_a_reset()
    {
        using var future = await LiveReader.OpenAsync(_site.Client(), lastEventId: _site.IdOf(_site.Fleet.Current.Version + 1_000_000));
        (await future.NextAsync()).ShouldNotBeNull().Name.ShouldBe("reset");
        var old = _site.IdOf(_site.Fleet.Current.Version);
        for (var i = 0; i <= LiveState.MostGone; i++)
        {
            var id = Model.NodeId.New();
            _site.Live.Put(id, _ => LiveStateTests.Node(id, "brief"));
            _site.Live.Remove(id);
        }

        using var past = await LiveReader.OpenAsync(_site.Client(), lastEventId: old);

        var first = (await past.NextAsync()).ShouldNotBeNull();
        first.Name.ShouldBe("reset");
        first.Data.GetProperty("reason").GetString().ShouldBe("too-old");
    }

    [Fact]
    public async Task An_endless_place_does_no_harm()
    {
        using var reader = await LiveReader.OpenAsync(_site.Client(), lastEventId: new string('9', 10_000));

        (await reader.NextAsync()).ShouldNotBeNull().Name.ShouldBe("reset");
    }

    [Fact]
    public async Task Silence_is_broken_by_a_beat_with_the_time()
    {
        using var reader = await LiveReader.OpenAsync(_site.Client());
        await reader.NextAsync("snapshot");
        var beat = reader.NextAsync("beat");

        while (!beat.IsCompleted)
        {
            _site.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var at = (await beat).Data.GetProperty("at").GetDateTimeOffset();
        at.ShouldBeLessThanOrEqualTo(_site.Clock.GetUtcNow());
        at.ShouldBeGreaterThan(_site.Clock.GetUtcNow().AddMinutes(-10));
    }

    [Fact]
    public async Task A_stream_ends_with_its_session_and_no_other_does()
    {
        using var mine = await LiveReader.OpenAsync(_site.Client("alice"));
        using var other = await LiveReader.OpenAsync(_site.Client("bob"));
        await mine.NextAsync("snapshot");
        await other.NextAsync("snapshot");

        await _site.Sessions.EndAsync("alice");

        (await mine.NextAsync()).ShouldBeNull();
        await _site.NodeAsync("pve2");
        (await other.NextAsync("node")).ShouldNotBeNull();
        await Eventually.IsTrueAsync(() => _site.Seats.Taken == 1, "the seat is given back");
    }

    [Fact]
    public async Task Streams_end_at_once_when_the_program_stops()
    {
        using var reader = await LiveReader.OpenAsync(_site.Client());
        await reader.NextAsync("snapshot");

        _site.Lifetime.StopApplication();

        (await reader.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_holds_more_streams_than_allowed_and_a_closed_one_makes_room()
    {
        var client = _site.Client("alice");
        var open = new List<LiveReader>();
        for (var i = 0; i < 3; i++)
        {
            open.Add(await LiveReader.OpenAsync(client));
        }

        using (var refused = await client.GetAsync("/api/live", TestContext.Current.CancellationToken))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
            (await CodeAsync(refused)).ShouldBe("too-many-streams");
        }

        using var other = await LiveReader.OpenAsync(_site.Client("bob"));
        other.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        open[0].Dispose();
        await Eventually.IsTrueAsync(() => _site.Seats.Taken == 3, "the seat is given back");
        using var again = await LiveReader.OpenAsync(client);
        again.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        open.ForEach(reader => reader.Dispose());
    }

    [Theory]
    [InlineData("?watch=nonsense")]
    [InlineData("?watch=")]
    [InlineData("?watch=%3Cscript%3E")]
    public async Task A_watch_that_is_no_node_id_is_refused(string query)
    {
        using var response = await _site.Client().GetAsync($"/api/live{query}", TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CodeAsync(response)).ShouldBe("bad-watch");
    }

    [Fact]
    public async Task More_watches_than_allowed_are_refused_and_unknown_ones_wait()
    {
        var ids = Enumerable.Range(0, 21).Select(_ => $"watch={Model.NodeId.New()}").ToList();
        using var refused = await _site.Client().GetAsync($"/api/live?{string.Join('&', ids)}", TestContext.Current.CancellationToken);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        using var reader = await LiveReader.OpenAsync(_site.Client(), $"?{string.Join('&', ids.Take(20))}");
        (await reader.NextAsync()).ShouldNotBeNull().Name.ShouldBe("snapshot");
    }

    [Fact]
    public async Task Hostile_names_stay_inside_their_event()
    {
        using var reader = await LiveReader.OpenAsync(_site.Client());
        await reader.NextAsync("snapshot");

        await _site.NodeAsync("x\n\nevent: gone\ndata: {}\n\n\u2028</script>");

        (await reader.NextAsync()).ShouldNotBeNull().Data.GetProperty("name").GetString().ShouldBe("xevent: gonedata: {}\u2028</script>");
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response)
        => JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("code").GetString();
}
