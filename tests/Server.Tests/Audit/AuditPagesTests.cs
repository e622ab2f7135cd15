using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Audit;

public sealed class AuditPagesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_search_pages_through_the_log_from_the_newest_entry()
    {
        await using var proxima = await TestProxima.StartAsync();
        await FillAsync(proxima, 7);
        using var client = await proxima.SignedInClient(Scopes.AuditRead);

        var first = await JsonAsync(client, "/api/audit?limit=5&principal=anna");
        Sequences(first).ShouldBe([7, 6, 5, 4, 3]);
        var second = await JsonAsync(client, $"/api/audit?limit=5&principal=anna&before={first.GetProperty("before").GetInt64()}");
        Sequences(second).ShouldBe([2, 1]);
        second.TryGetProperty("before", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("principal=anna", 7)]
    [InlineData("principal=ann", 0)]
    [InlineData("action=thing", 7)]
    [InlineData("action=thing.3", 1)]
    [InlineData("action=thin", 0)]
    [InlineData("address=192.0.2.7", 7)]
    [InlineData("outcome=done&principal=anna", 7)]
    [InlineData("outcome=refused", 0)]
    [InlineData("text=ANNA", 7)]
    [InlineData("text=%25", 0)]
    [InlineData("text=_", 0)]
    [InlineData("target=x'%3B%20DROP%20TABLE%20audit", 0)]
    [InlineData("from=2100-01-01T00:00:00Z", 0)]
    [InlineData("to=2000-01-01T00:00:00Z", 0)]
    [InlineData("from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&principal=anna", 7)]
    [InlineData("principal=&text=&principal=anna", 7)]
    public async Task A_filter_finds_what_it_says(string query, int found)
    {
        await using var proxima = await TestProxima.StartAsync();
        await FillAsync(proxima, 7);
        using var client = await proxima.SignedInClient(Scopes.AuditRead);

        Sequences(await JsonAsync(client, "/api/audit?" + query)).Count.ShouldBe(found);
    }

    [Theory]
    [InlineData("limit=0", "bad-limit")]
    [InlineData("limit=501", "bad-limit")]
    [InlineData("before=0", "bad-before")]
    [InlineData("outcome=7", "bad-filter")]
    [InlineData("from=2025-01-02T00:00:00Z&to=2025-01-01T00:00:00Z", "bad-filter")]
    public async Task A_query_that_makes_no_sense_is_told_why(string query, string code)
    {
        await using var proxima = await TestProxima.StartAsync();
        using var client = await proxima.SignedInClient(Scopes.AuditRead);

        using var answer = await client.GetAsync(new Uri("/api/audit?" + query, UriKind.Relative), Token);

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task A_text_without_end_is_refused()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var client = await proxima.SignedInClient(Scopes.AuditRead);

        using var answer = await client.GetAsync(new Uri("/api/audit?text=" + new string('x', 5000), UriKind.Relative), Token);

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-filter");
    }

    [Fact]
    public async Task A_check_finds_what_was_altered_and_is_written_down()
    {
        await using var proxima = await TestProxima.StartAsync();
        await FillAsync(proxima, 3);
        using var client = await proxima.SignedInClient(Scopes.AuditRead);
        await SqlAsync(proxima, "UPDATE audit SET principal = 'mallory' WHERE sequence = 2");

        using var answer = await client.PostAsync(new Uri("/api/audit/verify", UriKind.Relative), TestProxima.Json("{}"), Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        report.RootElement.GetProperty("isWhole").GetBoolean().ShouldBeFalse();
        var flaw = report.RootElement.GetProperty("flaws").EnumerateArray().Single();
        (flaw.GetProperty("kind").GetString(), flaw.GetProperty("from").GetInt64()).ShouldBe(("altered", 2));
        var written = (await JsonAsync(client, "/api/audit?action=audit.verify")).GetProperty("items").EnumerateArray().Single();
        written.GetProperty("outcome").GetString().ShouldBe("failed");
        (await JsonAsync(client, "/api/audit/summary")).GetProperty("lastCheck").GetProperty("isWhole").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task The_summary_says_that_nothing_is_anchored_where_there_is_no_log_to_write_to()
    {
        await using var proxima = await TestProxima.StartAsync(builder =>
            builder.Services.AddSingleton(new LogSockets("/nowhere/journal", "/nowhere/log")));
        await FillAsync(proxima, 2);
        using var client = await proxima.SignedInClient(Scopes.AuditRead);
        await proxima.Services.GetRequiredService<AuditAnchorage>().AnchorAsync(Token);

        var summary = await JsonAsync(client, "/api/audit/summary");

        summary.GetProperty("notAnchored").GetString().ShouldNotBeNull().ShouldContain("/nowhere/journal is not there");
        summary.GetProperty("anchoring").GetProperty("unanchored").GetInt64().ShouldBe(2);
        summary.GetProperty("entries").GetInt64().ShouldBe(2);
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("jsonl", "application/jsonl")]
    [InlineData("syslog", "text/plain")]
    [InlineData("cef", "text/plain")]
    public async Task An_export_holds_every_entry_and_is_written_down_first(string format, string type)
    {
        await using var proxima = await TestProxima.StartAsync();
        await FillAsync(proxima, 3);
        using var client = await proxima.SignedInClient(Scopes.AuditRead);

        using var answer = await client.GetAsync(new Uri($"/api/audit/export?format={format}&action=thing", UriKind.Relative), Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType.ShouldNotBeNull().MediaType.ShouldBe(type);
        answer.Content.Headers.ContentDisposition.ShouldNotBeNull().DispositionType.ShouldBe("attachment");
        var lines = (await answer.Content.ReadAsStringAsync(Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(format == "csv" ? 4 : 3);
        var written = (await JsonAsync(client, "/api/audit?action=audit.export")).GetProperty("items").EnumerateArray().Single();
        (written.GetProperty("target").GetString(), written.GetProperty("after").GetString()).ShouldBe((format, "action=thing"));
    }

    [Fact]
    public async Task An_export_that_cannot_be_written_down_is_not_made()
    {
        await using var proxima = await TestProxima.StartAsync();
        await FillAsync(proxima, 3);
        using var client = await proxima.SignedInClient(Scopes.AuditRead);
        await SqlAsync(proxima, "CREATE TRIGGER stop BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'stopped'); END");

        using var answer = await client.GetAsync(new Uri("/api/audit/export", UriKind.Relative), Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldNotContain("thing.1");
    }

    [Fact]
    public async Task Use_of_a_token_is_written_down_by_scope_and_a_refusal_names_the_token()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var owner = await proxima.SignedInClient();
        using var body = TestProxima.Json("""{"name":"metrics","preset":"read_only"}""");
        using var made = await owner.PostAsync(new Uri("/api/tokens", UriKind.Relative), body, Token);
        var token = System.Text.RegularExpressions.Regex.Match(await made.Content.ReadAsStringAsync(Token), "prx_[0-9a-z]{8}_[0-9a-z]{52}").Value;
        using var program = proxima.Client();
        program.DefaultRequestHeaders.Add("Authorization", "Bearer " + token);

        for (var use = 0; use < 5; use++)
        {
            using var answer = await program.GetAsync(new Uri("/api/nodes", UriKind.Relative), Token);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var refused = await program.PostAsync(new Uri("/api/secrets/rotate", UriKind.Relative), TestProxima.Json("{}"), Token);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var prefix = token.Split('_')[1];
        JsonElement page = default;
        await Eventually.IsTrueAsync(
            async () =>
            {
                page = await JsonAsync(owner, $"/api/audit?token={prefix}");
                return page.GetProperty("items").GetArrayLength() == 2;
            },
            "the first use and the refusal are written");
        page.GetProperty("items").EnumerateArray()
            .Select(item => (item.GetProperty("action").GetString(), item.GetProperty("outcome").GetString()))
            .ShouldBe([("token.use", "done"), ("request.refuse", "refused")], ignoreOrder: true);
    }

    [Fact]
    public async Task An_unknown_format_is_refused()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var client = await proxima.SignedInClient(Scopes.AuditRead);

        using var answer = await client.GetAsync(new Uri("/api/audit/export?format=xml", UriKind.Relative), Token);

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-format");
    }

    private static List<long> Sequences(JsonElement page)
        => [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("sequence").GetInt64())];

    private static async Task FillAsync(TestProxima proxima, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            await proxima.Services.GetRequiredService<IAudit>().AppendAsync(AuditBench.Entry($"thing.{number}"), Token);
        }
    }

    private static Task<int> SqlAsync(TestProxima proxima, string sql)
        => proxima.Services.GetRequiredService<Databases>().State.WriteAsync(
            (transaction, token) => transaction.Command(sql).RunAsync(token), Token);

    private static async Task<JsonElement> JsonAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
