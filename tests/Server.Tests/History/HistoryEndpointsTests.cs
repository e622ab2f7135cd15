using Microsoft.Extensions.DependencyInjection;
using Proxima.Model.Fleet;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Tests.History;

public sealed partial class HistoryEndpointsTests
{
    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Id = HistoryRig.Node.Id;

    [Fact]
    public async Task A_chart_has_one_grid_for_all_series_and_nulls_for_gaps()
    {
        await using var page = await PageAsync();
        await page.History.AppendAsync(HistoryRig.Node, Noon.AddMinutes(-30), (Series.CpuBusy, 10), (Series.MemoryUsed, 1e9));
        await page.History.AppendAsync(HistoryRig.Node, Noon.AddMinutes(-30).AddSeconds(5), (Series.CpuBusy, 20));

        var answer = await page.OkAsync($"/api/nodes/{Id}/history?series=cpu.busy&series=memory.used&series=load.1m&range=1h&points=60");

        answer.GetProperty("bucketSeconds").GetDouble().ShouldBe(60);
        var times = Numbers(answer.GetProperty("times"));
        times.Count.ShouldBe(60);
        times[^1].ShouldBe(Noon.ToUnixTimeSeconds());
        answer.GetProperty("to").GetDateTimeOffset().ShouldBe(Noon.AddMinutes(1));
        answer.GetProperty("from").GetDateTimeOffset().ToUnixTimeSeconds().ShouldBe((long?)times[0] ?? 0);
        var at = times.IndexOf(Noon.AddMinutes(-30).ToUnixTimeSeconds());
        var (cpu, memory, load) = (Column(answer, 0), Column(answer, 1), Column(answer, 2));
        cpu.GetProperty("series").GetString().ShouldBe("cpu.busy");
        cpu.GetProperty("unit").GetString().ShouldBe("percent");
        Numbers(cpu.GetProperty("minimum"))[at].ShouldBe(10);
        Numbers(cpu.GetProperty("average"))[at].ShouldBe(15);
        Numbers(cpu.GetProperty("maximum"))[at].ShouldBe(20);
        Numbers(cpu.GetProperty("count"))[at].ShouldBe(2);
        Numbers(cpu.GetProperty("average")).Count(value => value is null).ShouldBe(59);
        Numbers(cpu.GetProperty("count")).Count(value => value == 0).ShouldBe(59);
        memory.GetProperty("unit").GetString().ShouldBe("bytes");
        Numbers(load.GetProperty("average")).ShouldAllBe(value => value == null);
    }

    [Fact]
    public async Task A_star_is_every_part_the_node_has()
    {
        await using var page = await PageAsync();
        await page.History.AppendAsync(
            HistoryRig.Node, Noon, ("disk.read:sdb", 2), ("disk.read:sda", 1), ("disk.written:sda", 3), (Series.CpuBusy, 4));

        var answer = await page.OkAsync($"/api/nodes/{Id}/history?series=disk.read:*&series=disk.read:sda&range=6h");

        answer.GetProperty("series").EnumerateArray().Select(column => column.GetProperty("series").GetString())
            .ShouldBe(["disk.read:sda", "disk.read:sdb"]);
        (await page.OkAsync($"/api/nodes/{Id}/history?series=fan.speed:*&range=6h")).GetProperty("series").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_buckets_of_a_chart_do_not_depend_on_when_it_is_asked_for()
    {
        await using var page = await PageAsync();
        for (var i = 0; i < 360; i++)
            await page.History.AppendAsync(Noon.AddSeconds((i * 10) - 3600), Series.CpuBusy, i);
        var url = $"/api/nodes/{Id}/history?series=cpu.busy&range=1h&points=60";
        var first = Pairs(await page.OkAsync(url));
        for (var i = 0; i < 12; i++)
        {
            page.History.Clock.Advance(TimeSpan.FromSeconds(7));
            // All but the bucket that is being filled, and those that left on the other side.
            foreach (var (at, average) in Pairs(await page.OkAsync(url)).Where(pair => first.ContainsKey(pair.Key)))
                average.ShouldBe(first[at]);
        }
    }

    [Fact]
    public async Task From_and_to_show_whole_buckets_and_to_may_be_left_out()
    {
        await using var page = await PageAsync();
        await page.History.AppendAsync(Noon.AddMinutes(-29), Series.CpuBusy, 5);
        var answer = await page.OkAsync($"/api/nodes/{Id}/history?series=cpu.busy&from=2025-06-01T11:30:07Z&points=10");
        answer.GetProperty("bucketSeconds").GetDouble().ShouldBe(300);
        answer.GetProperty("from").GetDateTimeOffset().ShouldBe(Noon.AddMinutes(-30));
        answer.GetProperty("to").GetDateTimeOffset().ShouldBe(Noon);
        Numbers(Column(answer, 0).GetProperty("average"))[0].ShouldBe(5);
    }

    [Fact]
    public async Task No_chart_has_buckets_narrower_than_samples_come()
    {
        await using var page = await PageAsync();
        await page.History.AppendAsync(Noon, Series.CpuBusy, 5);
        (await page.OkAsync(
            $"/api/nodes/{Id}/history?series=cpu.busy&range=1h&points=5000")).GetProperty("bucketSeconds").GetDouble().ShouldBe(15);
        (await page.OkAsync($"/api/nodes/{Id}/history?series=cpu.busy&from=2025-06-01T11:50:00Z&points=5000"))
            .GetProperty("bucketSeconds").GetDouble().ShouldBe(15);
    }

    [Theory]
    [InlineData("", 400, "history-series")]
    [InlineData("series=nonsense&range=1h", 400, "history-series")]
    [InlineData("series=cpu.busy&series=%00&range=1h", 400, "history-series")]
    [InlineData("series=cpu.busy", 400, "history-range")]
    [InlineData("series=cpu.busy&range=2h", 400, "history-range")]
    [InlineData("series=cpu.busy&range=1H", 400, "history-range")]
    [InlineData("series=cpu.busy&range=1h&from=2025-06-01T00:00:00Z", 400, "history-range")]
    [InlineData("series=cpu.busy&range=1h&points=0", 400, "history-points")]
    [InlineData("series=cpu.busy&range=1h&points=5001", 400, "history-points")]
    [InlineData("series=cpu.busy&from=2025-06-01T12:00:00Z&to=2025-06-01T12:00:00Z", 400, "history-time")]
    [InlineData("series=cpu.busy&from=2025-06-02T00:00:00Z", 400, "history-time")]
    [InlineData("series=cpu.busy&from=1960-01-01T00:00:00Z", 400, "history-time")]
    [InlineData("series=cpu.busy&from=2025-01-01T00:00:00Z&to=9999-01-01T00:00:00Z", 400, "history-time")]
    public async Task Bad_input_is_one_problem_with_a_code(string query, int status, string code)
    {
        await using var page = await PageAsync();
        await page.History.AppendAsync(Noon, Series.CpuBusy, 5);
        await page.ProblemAsync($"/api/nodes/{Id}/history?{query}", status, code);
    }

    [Fact]
    public async Task Too_many_series_and_too_large_an_answer_are_refused()
    {
        await using var page = await PageAsync();
        var many = Enumerable.Range(0, 300).Select(i => ($"network.received:veth{i}", 1.0)).ToArray();
        await page.History.AppendAsync(HistoryRig.Node, Noon, many);
        var names = string.Concat(Enumerable.Range(0, 101).Select(i => $"&series=network.received:veth{i}"));
        await page.ProblemAsync($"/api/nodes/{Id}/history?range=1h{names}", 400, "history-series");
        await page.ProblemAsync($"/api/nodes/{Id}/history?range=30d&points=5000&series=network.received:*", 400, "history-too-much");
        (await page.OkAsync($"/api/nodes/{Id}/history?range=24h&points=300&series=network.received:*")).GetProperty("series").GetArrayLength().ShouldBe(300);
    }

    [Theory]
    [InlineData("not-an-id", "not-found")]
    [InlineData("0190AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "not-found")]
    [InlineData("%3Cscript%3E", "not-found")]
    [InlineData("0190bbbbbbbbbbbbbbbbbbbbbbbbbbbb", "no-history")]
    public async Task A_node_without_history_is_not_found(string id, string code)
    {
        await using var page = await PageAsync();
        await page.ProblemAsync($"/api/nodes/{id}/history?series=cpu.busy&range=1h", 404, code);
        await page.ProblemAsync($"/api/nodes/{id}/series", 404, code);
    }

    [Fact]
    public async Task The_series_of_a_node_are_listed_with_unit_and_meaning()
    {
        await using var page = await PageAsync();
        await page.History.AppendAsync(HistoryRig.Node, Noon, ("temperature:coretemp/temp1", 40), (Series.CpuBusy, 4));
        var items = (await page.OkAsync($"/api/nodes/{Id}/series")).GetProperty("items").EnumerateArray().ToArray();
        items.Select(item => item.GetProperty("series").GetString()).ShouldBe(["cpu.busy", "temperature:coretemp/temp1"]);
        items[1].GetProperty("unit").GetString().ShouldBe("celsius");
        items[1].GetProperty("meaning").GetString().ShouldBe("A temperature sensor");
    }

    [Fact]
    public async Task Sparks_show_one_series_of_many_nodes_on_one_grid()
    {
        await using var page = await PageAsync();
        var second = HistoryRig.Node with { Id = "0190bbbbbbbbbbbbbbbbbbbbbbbbbbbb" };
        await page.History.AppendAsync(HistoryRig.Node, Noon, (Series.NodeState, 0));
        await page.History.AppendAsync(HistoryRig.Node, Noon.AddSeconds(10), (Series.NodeState, 4));
        await page.History.AppendAsync(second, Noon.AddHours(-23), (Series.NodeState, 2));

        var all = await page.OkAsync("/api/history/sparks?series=node.state&range=24h&points=48");
        all.GetProperty("bucketSeconds").GetDouble().ShouldBe(1800);
        var nodes = all.GetProperty("nodes").EnumerateArray().ToArray();
        nodes.Select(node => node.GetProperty("nodeId").GetString()).ShouldBe([HistoryRig.Node.Id, second.Id]);
        Numbers(nodes[0].GetProperty("maximum")).Count.ShouldBe(48);
        Numbers(nodes[0].GetProperty("maximum"))[^1].ShouldBe(4);
        Numbers(nodes[1].GetProperty("maximum")).Count(value => value == 2).ShouldBe(1);

        var unknown = new string('f', 32);
        var asked = await page.OkAsync($"/api/history/sparks?series=node.state&range=24h&node={second.Id}&node={unknown}");
        var rows = asked.GetProperty("nodes").EnumerateArray().ToArray();
        rows.Select(node => node.GetProperty("nodeId").GetString()).ShouldBe([second.Id, unknown]);
        Numbers(rows[1].GetProperty("average")).ShouldAllBe(value => value == null);
    }

    [Theory]
    [InlineData("series=node.state&range=25h", 400, "history-range")]
    [InlineData("series=nothing&range=24h", 400, "history-series")]
    [InlineData("series=node.state&range=24h&points=501", 400, "history-points")]
    [InlineData("series=node.state&range=24h&node=x", 404, "not-found")]
    public async Task Bad_sparks_are_one_problem_with_a_code(string query, int status, string code)
    {
        await using var page = await PageAsync();
        await page.ProblemAsync($"/api/history/sparks?{query}", status, code);
    }

    [Fact]
    public async Task Sparks_of_too_many_nodes_are_refused()
    {
        await using var page = await PageAsync();
        var nodes = string.Concat(Enumerable.Range(0, 201).Select(i => $"&node={i:x32}"));
        await page.ProblemAsync("/api/history/sparks?series=node.state&range=24h" + nodes, 400, "history-nodes");
    }

    [Fact]
    public async Task What_only_shows_needs_the_scope_to_read_and_what_changes_another()
    {
        await using var page = await PageAsync();
        var routes = page.App.Services.GetRequiredService<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints;
        foreach (var route in routes)
        {
            // Reading everything, and taking everything along, is more than looking.
            var isRead = route.DisplayName is { } name && !name.Contains("verify", StringComparison.Ordinal)
                && !name.Contains("archive", StringComparison.Ordinal)
                && route.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true;
            route.Metadata.GetMetadata<ScopeAttribute>()?.Scope.ShouldBe(isRead ? Scopes.Read : Scopes.SettingsManage, route.DisplayName);
        }

        routes.Count.ShouldBe(13);
    }

    [Fact]
    public async Task A_resolution_is_exactly_what_was_asked_for_or_refused()
    {
        await using var page = await PageAsync();
        await page.History.AppendAsync(Noon.AddHours(-2), Series.CpuBusy, 5);
        foreach (var (word, seconds) in new[] { ("samples", 15), ("5m", 300), ("1h", 3600), ("1d", 86_400) })
        {
            (await page.OkAsync($"/api/nodes/{Id}/history?series=cpu.busy&range=6h&points=10&resolution={word}"))
                .GetProperty("bucketSeconds").GetDouble().ShouldBe(seconds);
        }

        await page.ProblemAsync($"/api/nodes/{Id}/history?series=cpu.busy&range=30d&resolution=samples", 400, "history-resolution");
        await page.ProblemAsync($"/api/nodes/{Id}/history?series=cpu.busy&range=1h&resolution=2m", 400, "history-resolution");
    }

    [Fact]
    public async Task Averages_alone_are_the_same_averages()
    {
        await using var page = await PageAsync();
        for (var i = 0; i < 360; i++)
            await page.History.AppendAsync(Noon.AddHours(-5).AddSeconds(i * 30), Series.CpuBusy, i % 50);
        await page.History.CloseAllAsync(Noon.AddHours(-2));
        var url = $"/api/nodes/{Id}/history?series=cpu.busy&range=24h";
        var (all, alone) = (Column(await page.OkAsync(url), 0), Column(await page.OkAsync(url + "&band=false"), 0));
        Numbers(alone.GetProperty("average")).ShouldBe(Numbers(all.GetProperty("average")));
        alone.GetProperty("minimum").GetArrayLength().ShouldBe(0);
        Numbers(all.GetProperty("maximum")).Max().ShouldBe(49);
    }

    [Fact]
    public async Task A_shift_shows_the_figures_of_the_week_before_at_the_times_of_this_one()
    {
        await using var page = await PageAsync();
        await page.History.AppendAsync(Noon.AddDays(-7).AddHours(-1), Series.CpuBusy, 70);
        await page.History.AppendAsync(Noon.AddHours(-1), Series.CpuBusy, 10);
        var now = await page.OkAsync($"/api/nodes/{Id}/history?series=cpu.busy&range=24h");
        var before = await page.OkAsync($"/api/nodes/{Id}/history?series=cpu.busy&range=24h&shift=7d");
        before.GetProperty("shiftSeconds").GetDouble().ShouldBe(7 * 86_400);
        Numbers(before.GetProperty("times")).ShouldBe(Numbers(now.GetProperty("times")));
        var at = Numbers(now.GetProperty("times")).IndexOf(Noon.AddHours(-1).ToUnixTimeSeconds());
        Numbers(Column(now, 0).GetProperty("average"))[at].ShouldBe(10);
        Numbers(Column(before, 0).GetProperty("average"))[at].ShouldBe(70);
        await page.ProblemAsync($"/api/nodes/{Id}/history?series=cpu.busy&range=24h&shift=2d", 400, "history-shift");
    }
}
