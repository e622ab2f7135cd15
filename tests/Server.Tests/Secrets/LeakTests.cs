using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Secrets;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Secrets;

/// <summary>
/// Every secret a server is given in one session, and everything it says in it: answers of every route, their heads, the log at its most
/// talkative, the audit log in every format, the files of the database. None of the first is in any of the second.
/// </summary>
public sealed partial class LeakTests
{
    private const string KeyText = "TGVha1Rlc3RSb290S2V5LTMyLWJ5dGVzLWxvbmctISE=";
    private const string Password = "leak-Password-correct-1";
    private const string WrongPassword = "leak-Password-wrong-22";
    private const string Malformed = "leak-Password-malformed-3";
    private const string Bearer = "leak-bearer-token-4444";
    private const string Sealed = "leak-sealed-value-55555";
    private const string Query = "leak-query-666666";
    private readonly StringBuilder _said = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_secret_is_in_anything_the_server_says()
    {
        await using var proxima = await TestProxima.StartAsync(Configure);
        var code = proxima.SetupCode;
        using var owner = await proxima.SetUpAsync(TestProxima.OwnerName, Password);
        var cookie = owner.DefaultRequestHeaders.GetValues("Cookie").Single().Split('=', 2)[1];
        var token = await TokenAsync(owner);
        await TalkAsync(proxima, owner, code);
        await UseAsync(proxima, token);
        await owner.PostAsync(new Uri("/api/secrets/rotate", UriKind.Relative), TestProxima.Json("{}"), Token);
        await TalkAsync(proxima, owner, code);
        await ExportAsync(proxima);

        // What proves that the ears work: the name of the owner and of the route are heard in every place.
        var said = _said.ToString();
        foreach (var place in new[] { "answer", "export", "log" })
        {
            said.ShouldContain($"{place}: ", Case.Sensitive);
        }

        said.ShouldContain($"\"{TestProxima.OwnerName}\"");
        said.ShouldContain("signed in from");
        foreach (var secret in Secrets(cookie, code).Append(token).Append(token.Split('_')[2]))
        {
            said.Contains(secret, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(Where(said, secret));
        }
    }

    [Fact]
    public async Task No_secret_is_readable_in_the_files_of_the_database()
    {
        await using var proxima = await TestProxima.StartAsync(Configure);
        var code = proxima.SetupCode;
        using var owner = await proxima.SetUpAsync(TestProxima.OwnerName, Password);
        var cookie = owner.DefaultRequestHeaders.GetValues("Cookie").Single().Split('=', 2)[1];
        var token = await TokenAsync(owner);
        await TalkAsync(proxima, owner, code);
        await UseAsync(proxima, token);

        var files = Directory.GetFiles(proxima.DataFolder).Where(file => Path.GetFileName(file).Contains(".db", StringComparison.Ordinal)).ToList();
        var content = string.Concat(files.Select(Read));

        content.ShouldContain(TestProxima.OwnerName);
        foreach (var secret in Secrets(cookie, code).Append(token).Append(token.Split('_')[2]))
        {
            content.Contains(secret, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(secret);
        }
    }

    [Fact]
    public async Task Every_column_that_holds_a_sealed_value_is_one_that_a_rotation_finds()
    {
        await using var proxima = await TestProxima.StartAsync(Configure);
        var code = proxima.SetupCode;
        using var owner = await proxima.SetUpAsync(TestProxima.OwnerName, Password);
        await TalkAsync(proxima, owner, code);
        var (values, databases) = (proxima.Services.GetRequiredService<SealedValues>(), proxima.Services.GetRequiredService<Databases>());

        var holding = await databases.State.ReadAsync(
            async (connection, token) =>
            {
                var found = new List<string>();
                foreach (var (table, column) in await SealedValues.TextColumnsAsync(connection, databases.State.Engine, token))
                {
                    if (await connection.Command($"SELECT 1 FROM {table} WHERE {column} LIKE 'sealed:1:%' LIMIT 1").NumberAsync(token) is not null)
                    {
                        found.Add($"{table}.{column}");
                    }
                }

                return found;
            },
            Token);

        holding.ShouldNotBeEmpty();
        holding.ShouldBeSubsetOf(values.Columns.Select(column => $"{column.Table}.{column.Column}"));
    }

    /// <summary>As others may write them: base64, hex of the same bytes.</summary>
    private static List<string> Secrets(string cookie, string code)
    {
        var key = Convert.FromBase64String(KeyText);
        return
        [
            KeyText.TrimEnd('='), Convert.ToHexString(key), Convert.ToHexString(key)[..24], Encoding.ASCII.GetString(key), Password, WrongPassword,
            Malformed, Bearer, Sealed, cookie, code.Replace("-", "", StringComparison.Ordinal), code,
        ];
    }

    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private static void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton(new SecretEnvironment(name => name == "PROXIMA_KEY" ? KeyText : null));
    }

    /// <summary>Every route, by somebody who may do everything and by nobody; and everything people type into the wrong place.</summary>
    private async Task TalkAsync(TestProxima proxima, HttpClient owner, string code)
    {
        using var nobody = proxima.Client();
        foreach (var client in new[] { owner, nobody })
        {
            foreach (var (method, path) in Routes(proxima).Where(route => route.Path is not ("/api/logout" or "/api/secrets/rotate")))
            {
                await SayAsync(client, method, path, "{}");
                await SayAsync(client, method, path + "?search=" + Query, $$"""{"password":"{{WrongPassword}}","token":"{{Bearer}}"}""");
            }
        }

        using var stranger = proxima.Client();
        stranger.DefaultRequestHeaders.Add("Authorization", "Bearer " + Bearer);
        await SayAsync(stranger, "GET", "/api/nodes", null);
        await SayAsync(nobody, "POST", "/api/login", $$"""{"name":"{{TestProxima.OwnerName}}","password":"{{Password}}"}""");
        await SayAsync(nobody, "POST", "/api/login", $$"""{"name":"{{TestProxima.OwnerName}}","password":"{{WrongPassword}}"}""");
        await SayAsync(nobody, "POST", "/api/login", $$"""{"name":"{{WrongPassword}}","password":"{{WrongPassword}}"}""");
        await SayAsync(nobody, "POST", "/api/login", $$"""{"name":"owner","password":"{{Malformed}}" """);
        await SayAsync(nobody, "POST", "/api/login", $$"""{"name":["{{Malformed}}"],"password":7}""");
        await SayAsync(nobody, "POST", "/api/setup", $$"""{"code":"{{code}}","name":"x","password":"{{WrongPassword}}"}""");
        await SayAsync(owner, "POST", "/api/access/import", $$$"""{"apply":true,"content":"{\"enabled\":true,\"jwt_secret\":\"{{{Sealed}}}\",\"username\":\"{{{Malformed}}}"}""");
        await SayAsync(owner, "POST", "/api/access/import",
            $$$"""{"apply":true,"content":"{\"enabled\":true,\"username\":\"martin\",\"jwt_secret\":\"{{{Sealed}}}\",\"totp_secret\":\"{{{Sealed}}}\",\"password_hash\":\"{{{Sealed}}}\"}"}""");
        var secrets = proxima.Services.GetRequiredService<ISecrets>();
        var place = new SecretPlace("endpoints", "1", "password");
        var text = secrets.Seal(place, Encoding.UTF8.GetBytes(Sealed));
        var failure = Should.Throw<SecretException>(() => secrets.Open(place with { Row = "2" }, text));
        _said.Append("log: ").Append(failure).Append('\n');
        foreach (var line in proxima.Logs.Lines.Where(line => line.Id != 4050))
        {
            // 4050 prints the set-up code on purpose: reading the log is the proof of owning the machine.
            _said.Append("log: ").Append(line.Category).Append(' ').Append(line.Message).Append(' ').Append(line.Exception).Append('\n');
        }
    }

    /// <summary>The answer to this is the one place where the token is told.</summary>
    private static async Task<string> TokenAsync(HttpClient owner)
    {
        using var body = TestProxima.Json("""{"name":"for leaks","scopes":["read","audit.read"],"bounds":{"everything":true,"places":[]}}""");
        using var answer = await owner.PostAsync(new Uri("/api/tokens", UriKind.Relative), body, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        var token = PrintedToken().Match(text).Value;
        token.ShouldNotBeEmpty(text);
        return token;
    }

    private async Task UseAsync(TestProxima proxima, string token)
    {
        using var program = proxima.Client();
        program.DefaultRequestHeaders.Add("Authorization", "Bearer " + token);
        foreach (var (method, path) in Routes(proxima).Where(route => route.Method != "DELETE" && !route.Path.StartsWith("/api/tokens", StringComparison.Ordinal)))
        {
            await SayAsync(program, method, path, "{}");
        }
    }

    private async Task ExportAsync(TestProxima proxima)
    {
        using var reader = await proxima.SignedInClient();
        foreach (var format in new[] { "csv", "jsonl", "syslog", "cef" })
        {
            var text = await reader.GetStringAsync(new Uri($"/api/audit/export?format={format}", UriKind.Relative), Token);
            text.ShouldContain("session.create");
            _said.Append("export: ").Append(text).Append('\n');
        }

        await SayAsync(reader, "GET", "/api/openapi.json", null);
        await SayAsync(reader, "GET", "/api/settings", null);
    }

    private async Task SayAsync(HttpClient client, string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (body is not null && method is not ("GET" or "HEAD" or "DELETE"))
        {
            request.Content = TestProxima.Json(body);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        _said.Append("answer: ").Append(answer.StatusCode).Append(' ')
            .Append(string.Join('\n', answer.Headers.Where(header => header.Key != "Set-Cookie").Select(header => $"{header.Key}: {string.Join(',', header.Value)}")))
            .Append('\n');
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            _said.Append(await answer.Content.ReadAsStringAsync(limit.Token)).Append('\n');
        }
    }

    private static List<(string Method, string Path)> Routes(TestProxima proxima)
        => [.. ((IEndpointRouteBuilder)proxima.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(
                endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()?.HttpMethods ?? [],
                (endpoint, method) => (method, Parameters().Replace(
                    endpoint.RoutePattern.RawText ?? "", match => match.Value.Contains(":int", StringComparison.Ordinal) ? "1" : "x")))];

    private static string Where(string said, string secret)
    {
        var at = said.IndexOf(secret, StringComparison.OrdinalIgnoreCase);
        return $"{secret} is in: {said[Math.Max(0, at - 200)..Math.Min(said.Length, at + 200)]}";
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameters();

    [GeneratedRegex("prx_[0-9a-z]{8}_[0-9a-z]{52}")]
    private static partial Regex PrintedToken();
}
