using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Proxima.Server.Features.Fleet;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Diagnostics;

public sealed class WholeServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_answers_before_anybody_has_access_and_metrics_only_to_somebody()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var nobody = proxima.Client();
        (await StatusAsync(nobody, "/health")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(nobody, "/metrics")).ShouldBe(HttpStatusCode.Forbidden);

        using var reader = await proxima.SignedInClient("read");
        (await StatusAsync(nobody, "/metrics")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(nobody, "/health")).ShouldBe(HttpStatusCode.OK);
        (await reader.GetStringAsync(new Uri("/metrics", UriKind.Relative), Token)).ShouldContain("proxima_build_info{version=\"");
    }

    [Fact]
    public async Task The_host_the_server_runs_on_is_on_the_page_and_in_history_and_promtool_agrees()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var reader = await proxima.SignedInClient("read");
        var fleet = proxima.Services.GetRequiredService<IFleet>();
        await Eventually.IsTrueAsync(() => fleet.Current.Nodes.Values.Any(node => node.IsAnswering), "the first sample was accepted");
        var id = fleet.Current.Nodes.Keys.Single();

        var page = await reader.GetStringAsync(new Uri("/metrics", UriKind.Relative), Token);
        page.ShouldContain($"node_id=\"{id}\"}} 1\n");
        page.ShouldContain("proxima_memory_size_bytes{");
        var chart = await reader.GetStringAsync(new Uri($"/api/nodes/{id}/history?series=memory.used&range=1h", UriKind.Relative), Token);
        chart.ShouldContain("\"unit\":\"bytes\"");
        chart.ShouldContain("\"count\":[0,");
        (await Promtool.CheckAsync(page)).ShouldBe((0, ""));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Token);
        return answer.StatusCode;
    }
}
