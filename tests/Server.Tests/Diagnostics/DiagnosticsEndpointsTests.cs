using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Server.Features.Diagnostics;
using Proxima.Server.Features.Fleet;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.Server.Tests.Auth;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Diagnostics;

public sealed class DiagnosticsEndpointsTests
{
    private const string Text = "text/plain; version=0.0.4; charset=utf-8";
    private const string Open = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What Prometheus 2.42 and 3 send, a browser, curl, and what only pretends to ask.</summary>
    [Theory]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", Open)]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.7,*/*;q=0.1", Open)]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", Text)]
    [InlineData("*/*", Text)]
    [InlineData("", Text)]
    [InlineData("text/plain,application/openmetrics-text;q=0.5", Text)]
    [InlineData("application/openmetrics-text;q=0", Text)]
    [InlineData("this is no header", Text)]
    public async Task The_format_is_the_one_that_is_asked_for(string accept, string type)
    {
        await using var page = await PageAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        var answer = await page.Client.SendAsync(request, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType?.ToString().ShouldBe(type);
        var text = await answer.Content.ReadAsStringAsync(Token);
        text.EndsWith("# EOF\n", StringComparison.Ordinal).ShouldBe(type == Open);
        text.ShouldContain("\nproxima_node_answering{node=\"pve1\"");
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("deflate, gzip;q=0.5", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("identity", false)]
    public async Task The_page_is_compressed_when_that_is_accepted(string accept, bool isCompressed)
    {
        await using var page = await PageAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accept);
        var answer = await page.Client.SendAsync(request, Token);
        answer.Content.Headers.ContentEncoding.Contains("gzip").ShouldBe(isCompressed);
        await using var body = await answer.Content.ReadAsStreamAsync(Token);
        await using var plain = isCompressed ? new GZipStream(body, CompressionMode.Decompress) : body;
        using var reader = new StreamReader(plain);
        (await reader.ReadToEndAsync(Token)).ShouldContain("proxima_process_cpu_seconds_total ");
    }

    [Fact]
    public async Task Health_is_200_and_ok()
    {
        await using var page = await PageAsync();
        var answer = await page.Client.GetAsync(new Uri("/health", UriKind.Relative), Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl?.NoStore.ShouldBeTrue();
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;
        body.GetProperty("status").GetString().ShouldBe("ok");
        body.GetProperty("db").GetString().ShouldBe("ok");
        body.GetProperty("version").GetString().ShouldNotBeNull().ShouldMatch(@"^\d+\.\d+\.\d+");
    }

    [Fact]
    public async Task Health_is_503_with_the_reason_and_no_path_when_a_database_does_not_answer()
    {
        await using var page = await PageAsync();
        var folder = page.Database.Folder;
        await page.CloseDatabaseAsync();
        var answer = await page.Client.GetAsync(new Uri("/health", UriKind.Relative), Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var text = await answer.Content.ReadAsStringAsync(Token);
        text.ShouldNotContain(folder);
        var body = JsonDocument.Parse(text).RootElement;
        body.GetProperty("status").GetString().ShouldBe("failed");
        body.GetProperty("db").GetString().ShouldBe("the state database does not answer");
        body.GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Health_can_be_asked_for_its_head_alone()
    {
        await using var page = await PageAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, "/health");
        (await page.Client.SendAsync(request, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Metrics_need_the_scope_to_read_and_health_needs_none()
    {
        await using var page = await PageAsync();
        var scopes = page.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(route => (route.RoutePattern.RawText, route.Metadata.GetMetadata<ScopeAttribute>()?.Scope)).Distinct();
        scopes.ShouldBe([("/metrics", Scopes.Read), ("/health", Scopes.Anonymous)]);
    }

    private static async Task<Page> PageAsync()
    {
        var clock = new ManualClock(SampleFleet.Noon);
        var database = await TestDatabase.CreateAsync(Engine.Sqlite, clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(database.Databases);
        builder.Services.AddSingleton<IFleetSight>(new SampleFleet(SampleFleet.Node()));
        builder.AddDiagnostics();
        var app = builder.Build();
        app.UseSomebody();
        app.MapDiagnostics();
        await app.StartAsync();
        return new Page(app, database);
    }

    /// <summary>The endpoints of diagnostics alone, without sign-in.</summary>
    private sealed record Page(WebApplication App, TestDatabase Database) : IAsyncDisposable
    {
        public HttpClient Client { get; } = App.GetTestClient();

        private bool IsClosed { get; set; }

        public async Task CloseDatabaseAsync()
        {
            IsClosed = true;
            await Database.DisposeAsync();
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await App.StopAsync();
            await App.DisposeAsync();
            if (!IsClosed)
                await Database.DisposeAsync();
        }
    }
}
