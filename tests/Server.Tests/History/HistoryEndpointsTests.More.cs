using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Model.Fleet;
using Proxima.Server.Features.History;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Tests.Auth;

namespace Proxima.Server.Tests.History;

/// <summary>Exports, notes, rankings, and the server the tests ask.</summary>
public sealed partial class HistoryEndpointsTests
{
    [Fact]
    public async Task The_first_of_the_fleet_are_those_with_the_greatest_figures()
    {
        await using var page = await PageAsync();
        for (var node = 0; node < 5; node++)
        {
            for (var i = 0; i < 10; i++)
            {
                await page.History.AppendAsync(
                    HistoryRig.Node with { Id = $"{node:x32}" }, Noon.AddMinutes(-i * 10), (Series.CpuBusy, (node * 10) + (i == 9 - node ? 50 : 0)));
            }
        }

        await page.History.AppendAsync(HistoryRig.Node with { Id = $"{9:x32}" }, Noon, (Series.Load1, 100));
        var top = await page.OkAsync("/api/history/top?series=cpu.busy&range=24h&limit=3&over=45");
        top.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("subject").GetString())
            .ShouldBe([$"node:{4:x32}", $"node:{3:x32}", $"node:{2:x32}"]);
        var first = top.GetProperty("items")[0];
        (first.GetProperty("maximum").GetDouble(), first.GetProperty("samples").GetInt32()).ShouldBe((90, 10));
        first.GetProperty("average").GetDouble().ShouldBe(45, 1e-9);
        first.GetProperty("percentOver").GetDouble().ShouldBe(10);
        var over = await page.OkAsync("/api/history/top?series=cpu.busy&range=24h&by=over&over=35");
        over.GetProperty("items").GetArrayLength().ShouldBe(5);
        over.GetProperty("items")[0].GetProperty("percentOver").GetDouble().ShouldBe(100);
    }

    [Theory]
    [InlineData("series=nothing&range=24h", "history-series")]
    [InlineData("series=cpu.busy&range=2h", "history-range")]
    [InlineData("series=cpu.busy&range=24h&kind=cat", "history-kind")]
    [InlineData("series=cpu.busy&range=24h&by=worst", "history-by")]
    [InlineData("series=cpu.busy&range=24h&by=3", "history-by")]
    [InlineData("series=cpu.busy&range=24h&by=over", "history-by")]
    [InlineData("series=cpu.busy&range=24h&limit=0", "bad-limit")]
    public async Task A_bad_ranking_is_one_problem_with_a_code(string query, string code)
    {
        await using var page = await PageAsync();
        await page.ProblemAsync($"/api/history/top?{query}", 400, code);
    }

    [Fact]
    public async Task An_export_has_every_sample_as_it_was_taken()
    {
        await using var page = await PageAsync();
        for (var i = 0; i < 2000; i++)
            await page.History.AppendAsync(HistoryRig.Node, Noon.AddSeconds(-10 * i), (Series.CpuBusy, i / 7.0), ("disk.read:a\"b,c", i));
        await page.History.CloseAllAsync(Noon.AddHours(-2));
        var url = $"/api/nodes/{Id}/history/export?series=cpu.busy&series=disk.read:*&from=2025-06-01T00:00:00Z&to=2025-06-01T12:00:01Z";
        var csv = (await page.App.GetTestClient().GetStringAsync(new Uri(url, UriKind.Relative), TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        csv[0].ShouldBe("time,cpu.busy,\"disk.read:a\"\"b,c\"");
        csv.Length.ShouldBe(2001);
        csv[^1].ShouldBe("2025-06-01T12:00:00.000Z,0,0");
        csv[^2].ShouldBe(FormattableString.Invariant($"2025-06-01T11:59:50.000Z,{1 / 7.0:R},1"));

        var json = JsonDocument.Parse(
            await page.App.GetTestClient().GetStringAsync(new Uri(url + "&format=json&resolution=5m", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;
        json.GetProperty("columns")[2].GetString().ShouldBe("cpu.busy average");
        var rows = json.GetProperty("rows").EnumerateArray().ToArray();
        rows.Sum(row => row[5].GetInt32()).ShouldBe(2000);
        rows[^1][0].GetInt64().ShouldBe(Noon.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("from=2025-06-01T00:00:00Z", "history-series")]
    [InlineData("series=cpu.busy&from=2025-07-01T00:00:00Z", "history-time")]
    [InlineData("series=cpu.busy&from=2025-06-01T00:00:00Z&resolution=1s", "history-resolution")]
    [InlineData("series=cpu.busy&from=2025-06-01T00:00:00Z&format=xls", "history-format")]
    public async Task A_bad_export_is_one_problem_with_a_code(string query, string code)
    {
        await using var page = await PageAsync();
        await page.History.AppendAsync(Noon, Series.CpuBusy, 5);
        await page.ProblemAsync($"/api/nodes/{Id}/history/export?{query}", 400, code);
    }

    [Fact]
    public async Task A_note_is_written_shown_and_taken_off_again()
    {
        await using var page = await PageAsync();
        var client = page.App.GetTestClient();
        using var body = new StringContent("""{"from":"2025-06-01T11:00:00Z","text":" new disk "}""", System.Text.Encoding.UTF8, "application/json");
        var added = await client.PostAsync(new Uri($"/api/nodes/{Id}/notes", UriKind.Relative), body, TestContext.Current.CancellationToken);
        added.StatusCode.ShouldBe(HttpStatusCode.OK, await added.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var list = $"/api/nodes/{Id}/notes?from=2025-06-01T00:00:00Z&to=2025-06-02T00:00:00Z";
        var note = (await page.OkAsync(list)).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        note.GetProperty("text").GetString().ShouldBe("new disk");
        note.GetProperty("kind").GetString().ShouldBe("note");
        (await page.OkAsync(list.Replace("06-02T00", "06-01T10", StringComparison.Ordinal)))
            .GetProperty("items").GetArrayLength().ShouldBe(0);

        var id = note.GetProperty("id").GetInt64();
        var other = new string('f', 32);
        (await client.DeleteAsync(new Uri($"/api/nodes/{other}/notes/{id}", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.DeleteAsync(new Uri($"/api/nodes/{Id}/notes/{id}", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await page.OkAsync(list)).GetProperty("items").GetArrayLength().ShouldBe(0);
        using var empty = new StringContent("""{"text":""}""", System.Text.Encoding.UTF8, "application/json");
        (await client.PostAsync(new Uri($"/api/nodes/{Id}/notes", UriKind.Relative), empty, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_history_costs_is_told_from_its_own_accounts()
    {
        await using var page = await PageAsync();
        for (var i = 0; i < 720; i++)
            await page.History.AppendAsync(Noon.AddHours(-4).AddSeconds(i * 10), Series.CpuBusy, i % 10);
        await page.History.CloseAllAsync(Noon.AddHours(-2));
        var cost = await page.OkAsync("/api/history/cost");
        cost.GetProperty("engine").GetString().ShouldBe("sqlite");
        cost.GetProperty("fileBytes").GetInt64().ShouldBeGreaterThan(10_000);
        var samples = cost.GetProperty("levels")[0];
        samples.GetProperty("values").GetInt64().ShouldBe(720);
        samples.GetProperty("keptDays").GetDouble().ShouldBe(2);
        cost.GetProperty("bytesPerSample").GetDouble().ShouldBeInRange(0.01, 8);
        cost.GetProperty("levels")[3].GetProperty("keptDays").ValueKind.ShouldBe(JsonValueKind.Null);
        cost.GetProperty("writtenBytes").GetInt64().ShouldBeGreaterThan(720 * 100);
        (await page.OkAsync("/api/history/verify")).GetProperty("damagesFound").GetInt64().ShouldBe(0);
    }

    private static JsonElement Column(JsonElement answer, int index) => answer.GetProperty("series")[index];

    private static List<double?> Numbers(JsonElement array)
        => array.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Null ? (double?)null : item.GetDouble()).ToList();

    private static Dictionary<double, double?> Pairs(JsonElement answer)
        => Numbers(answer.GetProperty("times")).Zip(
            Numbers(Column(answer, 0).GetProperty("average"))).ToDictionary(pair => pair.First ?? 0, pair => pair.Second);

    private static async Task<Page> PageAsync()
    {
        var history = await HistoryRig.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(history.Clock);
        builder.Services.AddSingleton(history.Databases);
        builder.Services.AddSingleton<ITopology>(new TopologyBoard());
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<IAudit, NoAudit>();
        builder.Services.AddSingleton(new ServeOptions { DataFolder = history.Folder });
        builder.AddHistory();
        history.AddTo(builder.Services);
        var app = builder.Build();
        app.UseSomebody();
        app.MapHistory();
        await app.StartAsync();
        return new Page(app, history);
    }

    private sealed class NoAudit : IAudit
    {
        public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>The endpoints of history alone, without sign-in.</summary>
    private sealed record Page(WebApplication App, HistoryRig History) : IAsyncDisposable
    {
        public async Task<JsonElement> OkAsync(string url)
        {
            var answer = await App.GetTestClient().GetAsync(new Uri(url, UriKind.Relative));
            var text = await answer.Content.ReadAsStringAsync();
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
            return JsonDocument.Parse(text).RootElement;
        }

        public async Task ProblemAsync(string url, int status, string code)
        {
            var answer = await App.GetTestClient().GetAsync(new Uri(url, UriKind.Relative));
            var text = await answer.Content.ReadAsStringAsync();
            ((int)answer.StatusCode).ShouldBe(status, text);
            answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
            var problem = JsonDocument.Parse(text).RootElement;
            problem.GetProperty("code").GetString().ShouldBe(code, text);
            problem.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace();
        }

        public async ValueTask DisposeAsync()
        {
            await App.StopAsync();
            await App.DisposeAsync();
            await History.DisposeAsync();
        }
    }
}
