using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Proxima.Cli.Tests;

/// <summary><c>proxima user reset</c> with the server stopped: the way back in for an owner who is locked out.</summary>
public sealed partial class OfflineResetTests
{
    private const string Old = "correct horse battery staple";
    private const string New = "a brand new long passphrase";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_owner_who_is_locked_out_gets_in_again_with_the_server_stopped()
    {
        using var folder = new TestFolder();
        var data = folder.Of("data");
        await using (var server = RealProgram.Start("serve", "--listen", "http://127.0.0.1:0", "--data", data))
        {
            var url = await server.SaysAsync("Proxima listens on ");
            var code = "";
            await Eventually.IsTrueAsync(() => (code = Code().Match(server.Output).Groups["code"].Value).Length > 0, "the set-up code is printed");
            (await SendAsync(url, "/api/setup", $$"""{"code":"{{code}}","name":"owner","password":"{{Old}}"}""")).ShouldBe(HttpStatusCode.OK);
            await server.SignalAsync("TERM", Token);
            await server.EndAsync(Token);
        }

        var program = $"dotnet '{RealProgram.Assembly}'";
        var (exitCode, output, error) = await RealProgram.ShellAsync($"echo '{New}' | {program} user reset owner --data '{data}'", Token);
        exitCode.ShouldBe(0, error);
        output.ShouldContain("owner has a new password; sessions ended, tokens revoked");
        (output + error).ShouldNotContain(New);

        await using var again = RealProgram.Start("serve", "--listen", "http://127.0.0.1:0", "--data", data);
        var address = await again.SaysAsync("Proxima listens on ");
        (await SendAsync(address, "/api/login", $$"""{"name":"owner","password":"{{Old}}"}""")).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(address, "/api/login", $$"""{"name":"owner","password":"{{New}}"}""")).ShouldBe(HttpStatusCode.OK);
        var log = await RealProgram.RunAsync(Token, "audit", "list", "--action", "user.reset", "--data", data);
        log.Output.ShouldMatch(@"local:\d+ +user\.reset +owner +done");
    }

    [Fact]
    public async Task Where_there_is_no_server_and_no_data_it_says_that_nobody_answers()
    {
        using var folder = new TestFolder();
        var (exitCode, _, error) = await RealProgram.ShellAsync(
            $"echo '{New}' | dotnet '{RealProgram.Assembly}' user reset owner --data '{folder.Of("nothing")}'", Token);
        exitCode.ShouldBe(1);
        error.ShouldContain("proxima.sock");
        Directory.Exists(folder.Of("nothing")).ShouldBeFalse();
    }

    private static async Task<HttpStatusCode> SendAsync(string url, string path, string body)
    {
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content, Token);
        return answer.StatusCode;
    }

    [GeneratedRegex("Set-up code: (?<code>[0-9A-Z-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
