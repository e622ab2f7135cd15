using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Server.Features.Jobs;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Database;
using Proxima.Server.Tests.Auth;

namespace Proxima.Server.Tests.Jobs;

/// <summary>The routes alone, without sign-in, over real jobs.</summary>
public sealed class JobPagesTests : IAsyncLifetime
{
    private readonly ListAudit _audit = new();
    private JobBench? _bench;
    private WebApplication? _app;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private JobBench Bench => _bench ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        _bench = await JobBench.CreateAsync(Engine.Sqlite);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_bench.Jobs);
        builder.Services.AddSingleton<IAudit>(_audit);
        builder.Services.AddProblemDetails();
        builder.AddJobPages();
        _app = builder.Build();
        _app.UseSomebody();
        _app.MapJobPages();
        await _app.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await Bench.DisposeAsync();
    }

    [Fact]
    public async Task The_list_comes_in_pages()
    {
        var ids = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            ids.Insert(0, await Bench.StartAsync("thing.do"));
            Bench.Clock.Advance(TimeSpan.FromMilliseconds(2));
        }

        var (_, first) = await AskAsync("/api/jobs?limit=2");
        var (_, second) = await AskAsync($"/api/jobs?limit=2&before={first.GetProperty("before").GetString()}");

        Ids(first).Concat(Ids(second)).ShouldBe(ids);
        (second.TryGetProperty("before", out var before) && before.ValueKind == JsonValueKind.String).ShouldBeFalse();
        first.GetProperty("items")[0].GetProperty("state").GetString().ShouldBe("waiting");
    }

    [Theory]
    [InlineData("/api/jobs?limit=0")]
    [InlineData("/api/jobs?limit=501")]
    [InlineData("/api/jobs/x/items?limit=-1")]
    public async Task A_limit_that_cannot_be_is_named(string path)
    {
        var (status, body) = await AskAsync(path);

        status.ShouldBe(HttpStatusCode.BadRequest);
        body.GetProperty("code").GetString().ShouldBe("bad-limit");
    }

    [Theory]
    [InlineData("GET", "/api/jobs/nonsense")]
    [InlineData("GET", "/api/jobs/nonsense/items")]
    [InlineData("POST", "/api/jobs/nonsense/cancel")]
    public async Task A_job_that_is_not_there_is_not_found(string method, string path)
    {
        var (status, body) = await AskAsync(path, method);

        status.ShouldBe(HttpStatusCode.NotFound);
        body.GetProperty("code").GetString().ShouldBe("not-found");
    }

    [Fact]
    public async Task One_job_and_its_results_are_shown()
    {
        await Bench.StartLoopAsync(new TestHandler("thing.do", false, (run, token) => run.ItemAsync("disk", false, "asleep", token)));
        var job = await Bench.EndedAsync(await Bench.StartAsync("thing.do"));

        var (_, one) = await AskAsync($"/api/jobs/{job.Id}");
        var (_, items) = await AskAsync($"/api/jobs/{job.Id}/items");

        one.GetProperty("itemsFailed").GetInt32().ShouldBe(1);
        one.TryGetProperty("arguments", out _).ShouldBeFalse();
        items.GetProperty("items")[0].GetProperty("message").GetString().ShouldBe("asleep");
    }

    [Fact]
    public async Task Cancelling_is_done_once_and_audited_both_times()
    {
        var id = await Bench.StartAsync("thing.do");

        var (first, job) = await AskAsync($"/api/jobs/{id}/cancel", "POST");
        var (second, problem) = await AskAsync($"/api/jobs/{id}/cancel", "POST");

        first.ShouldBe(HttpStatusCode.OK);
        job.GetProperty("state").GetString().ShouldBe("cancelled");
        second.ShouldBe(HttpStatusCode.Conflict);
        problem.GetProperty("code").GetString().ShouldBe("job-ended");
        _audit.Entries.Select(entry => (entry.Action, entry.Outcome)).ShouldBe(
            [("job.cancel", AuditOutcome.Done), ("job.cancel", AuditOutcome.Failed)]);
        _audit.Entries[0].Target.ShouldBe($"thing.do {id}");
    }

    private static IEnumerable<string?> Ids(JsonElement page)
        => page.GetProperty("items").EnumerateArray().Select(job => job.GetProperty("id").GetString());

    private async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(string path, string method = "GET")
    {
        var client = (_app ?? throw new InvalidOperationException()).GetTestClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await client.SendAsync(request, Token);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        return (response.StatusCode, document.RootElement.Clone());
    }

    private sealed class ListAudit : IAudit
    {
        public List<AuditEntry> Entries { get; } = [];

        public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
        {
            Entries.Add(entry);
            return Task.CompletedTask;
        }
    }
}
