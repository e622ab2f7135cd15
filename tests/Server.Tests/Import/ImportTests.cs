using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Import;

public sealed class ImportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dry_run_says_what_would_be_done_and_does_nothing()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var client = await proxima.SignedInClient();

        var report = await ImportAsync(client, MonitorFiles.WithPassword("martin"), apply: false);

        (report.GetProperty("isApplied").GetBoolean(), report.GetProperty("user").GetString()).ShouldBe((false, "martin"));
        report.GetProperty("keepsPassword").GetBoolean().ShouldBeTrue();
        (await LoginAsync(proxima, "martin", MonitorFiles.Password)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_imported_user_signs_in_with_the_password_of_before_and_its_hash_is_renewed()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var client = await proxima.SignedInClient();

        var report = await ImportAsync(client, MonitorFiles.WithPassword("martin"), apply: true);

        report.GetProperty("isApplied").GetBoolean().ShouldBeTrue();
        (await LoginAsync(proxima, "martin", "wrong " + MonitorFiles.Password)).ShouldBe(HttpStatusCode.Unauthorized);
        (await LoginAsync(proxima, "martin", MonitorFiles.Password)).ShouldBe(HttpStatusCode.OK);
        proxima.Logs.Lines.ShouldContain(line => line.Id == 4058 && line.Message.Contains("martin", StringComparison.Ordinal));
        (await LoginAsync(proxima, "martin", MonitorFiles.Password)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_does_not_map_is_said_one_by_one()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var client = await proxima.SignedInClient();

        var report = await ImportAsync(client, MonitorFiles.Whole, apply: true);

        report.GetProperty("isApplied").GetBoolean().ShouldBeTrue();
        report.GetProperty("keepsPassword").GetBoolean().ShouldBeFalse();
        var outcomes = report.GetProperty("items").EnumerateArray()
            .ToLookup(item => item.GetProperty("what").GetString(), item => item.GetProperty("outcome").GetString());
        outcomes["user"].ShouldBe(["changed"]);
        outcomes["display name"].ShouldBe(["imported"]);
        outcomes["password"].ShouldBe(["notPossible"]);
        outcomes["second factor"].ShouldBe(["notPossible"]);
        outcomes["signing secret"].ShouldBe(["notPossible"]);
        outcomes["token"].ShouldBe(["notPossible", "notPossible"]);
        outcomes["other"].ShouldBe(["notPossible"]);
        var tokens = report.GetProperty("tokens").EnumerateArray().Select(token => token.GetProperty("name").GetString());
        tokens.ShouldBe(["Home Assistant", "Old phone"]);
        report.ToString().ShouldNotContain(MonitorFiles.Secret);
        // Nobody knows a password of that user: none opens.
        (await LoginAsync(proxima, "root-web", "")).ShouldBe(HttpStatusCode.Unauthorized);
        (await LoginAsync(proxima, "root-web", MonitorFiles.Password)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_import_is_written_down_without_a_secret()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var client = await proxima.SignedInClient();
        await ImportAsync(client, MonitorFiles.Whole, apply: true);

        var found = await proxima.Services.GetRequiredService<IAuditRecords>().SearchAsync(new AuditFilter(), null, 100, Token);

        var entry = found.Items.Where(item => item.Action == "user.import").ShouldHaveSingleItem();
        (entry.Target, entry.Outcome).ShouldBe(("root-web", "done"));
        found.Items.ShouldAllBe(item => !item.ToString().Contains(MonitorFiles.Secret, StringComparison.Ordinal));
        proxima.Logs.Lines.ShouldAllBe(line => !line.Message.Contains(MonitorFiles.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_who_is_there_stays_as_they_are()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var owner = await proxima.SetUpAsync();
        using var client = await proxima.SignedInClient();

        foreach (var apply in new[] { false, true })
        {
            var report = await ImportAsync(client, MonitorFiles.WithPassword(TestProxima.OwnerName.ToUpperInvariant()), apply);
            report.GetProperty("isApplied").GetBoolean().ShouldBeFalse();
            report.GetProperty("problem").GetString().ShouldNotBeNull().ShouldContain("already");
        }

        (await LoginAsync(proxima, TestProxima.OwnerName, TestProxima.OwnerPassword)).ShouldBe(HttpStatusCode.OK);
        (await LoginAsync(proxima, TestProxima.OwnerName, MonitorFiles.Password)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("anonymous")]
    [InlineData("root web")]
    [InlineData("../../etc")]
    [InlineData("a\\u202Eb")]
    [InlineData("<script>")]
    public async Task A_name_nobody_may_have_is_a_problem_and_nothing_is_made(string user)
    {
        await using var proxima = await TestProxima.StartAsync();
        using var client = await proxima.SignedInClient();

        var report = await ImportAsync(client, MonitorFiles.WithPassword(user), apply: true);

        report.GetProperty("isApplied").GetBoolean().ShouldBeFalse();
        report.GetProperty("problem").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("viewer", true)]
    [InlineData("admin", true)]
    [InlineData("emperor", false)]
    public async Task The_role_is_one_that_exists(string role, bool isApplied)
    {
        await using var proxima = await TestProxima.StartAsync();
        using var client = await proxima.SignedInClient();

        var report = await ImportAsync(client, MonitorFiles.WithPassword("martin"), apply: true, role);

        report.GetProperty("isApplied").GetBoolean().ShouldBe(isApplied);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"enabled\":true,\"username\":7}")]
    public async Task A_file_that_cannot_be_read_is_one_error_and_nothing_is_made(string content)
    {
        await using var proxima = await TestProxima.StartAsync();
        using var client = await proxima.SignedInClient();

        using var answer = await PostAsync(client, content, apply: true, role: null);

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "import-unreadable");
    }

    [Fact]
    public async Task A_file_whose_owner_wanted_no_sign_in_opens_nothing_here()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var client = await proxima.SignedInClient();

        var report = await ImportAsync(client, """{"enabled":false,"declined":true,"configured":true,"username":null}""", apply: true);

        report.GetProperty("isApplied").GetBoolean().ShouldBeFalse();
        report.GetProperty("problem").GetString().ShouldNotBeNull().ShouldContain("no user");
        report.GetProperty("items").EnumerateArray().ShouldContain(item => item.GetProperty("what").GetString() == "setting"
            && item.GetProperty("outcome").GetString() == "notPossible");
        using var nobody = await proxima.Client().GetAsync(new Uri("/api/nodes", UriKind.Relative), Token);
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Tokens_of_before_are_listed_as_revoked_and_open_nothing()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var client = await proxima.SignedInClient();
        await ImportAsync(client, MonitorFiles.Whole, apply: true);

        using var answer = await client.GetAsync(new Uri("/api/tokens?all=true", UriKind.Relative), Token);
        var text = await answer.Content.ReadAsStringAsync(Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        text.ShouldContain("Home Assistant");
        text.ShouldContain("revoked");
        text.ShouldNotContain(MonitorFiles.Secret);
    }

    [Fact]
    public async Task Nobody_imports_somebody_who_may_more_than_they_do()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var client = await proxima.SignedInClient(Scopes.AccessManage, Scopes.Read);

        (await ImportAsync(client, MonitorFiles.WithPassword("martin"), apply: true, "admin")).GetProperty("problem").GetString()
            .ShouldNotBeNull().ShouldContain("cannot give what you do not have");
        (await ImportAsync(client, MonitorFiles.WithPassword("martin"), apply: true)).GetProperty("isApplied").GetBoolean().ShouldBeTrue();
    }

    private static async Task<JsonElement> ImportAsync(HttpClient client, string content, bool apply, string? role = null)
    {
        using var answer = await PostAsync(client, content, apply, role);
        var text = await answer.Content.ReadAsStringAsync(Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string content, bool apply, string? role)
    {
        var body = new Dictionary<string, object?>(StringComparer.Ordinal) { ["content"] = content, ["apply"] = apply, ["role"] = role };
        var text = "{" + string.Join(',', body.Select(pair => $"\"{pair.Key}\":{Json(pair.Value)}")) + "}";
        return client.PostAsync(new Uri("/api/access/import", UriKind.Relative), TestProxima.Json(text), Token);
    }

    private static string Json(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        _ => "\"" + JsonEncodedText.Encode((string)value) + "\"",
    };

    private static async Task<HttpStatusCode> LoginAsync(TestProxima proxima, string name, string password)
    {
        using var client = proxima.Client();
        using var answer = await client.PostAsync(
            new Uri("/api/login", UriKind.Relative), TestProxima.Json($$"""{"name":"{{name}}","password":"{{password}}"}"""), Token);
        return answer.StatusCode;
    }
}
