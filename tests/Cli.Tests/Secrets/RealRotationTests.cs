using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Proxima.Cli.Tests.Secrets;

/// <summary>Real processes, really killed.</summary>
public sealed partial class RealRotationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_any_moment_of_a_rotation_it_starts_again_with_everything_readable()
    {
        using var folder = new TestFolder();
        var data = folder.Of("data");
        var isSetUp = false;
        foreach (var milliseconds in new[] { 200, 500, 800, 1200, 1700, 2300 })
        {
            await using var server = RealProgram.Start("serve", "--listen", "http://127.0.0.1:0", "--data", data);
            var url = await server.SaysAsync("Proxima listens on ");
            if (!isSetUp)
            {
                await SetUpAsync(url, server);
                isSetUp = true;
            }

            await using var rotation = RealProgram.Start("secrets", "rotate", "--data", data);
            await Task.Delay(milliseconds, Token);
            await server.SignalAsync("KILL", Token);
            await server.EndAsync(Token);
            await rotation.EndAsync(Token);

            var offline = await RealProgram.RunAsync(Token, "audit", "verify", "--json", "--data", data);
            JsonNode.Parse(offline.Output)?["isWhole"]?.GetValue<bool>().ShouldBeTrue(offline.Output + offline.Error);
        }

        await using var last = RealProgram.Start("serve", "--listen", "http://127.0.0.1:0", "--data", data);
        await last.SaysAsync("Proxima listens on ");
        var rotated = await RealProgram.RunAsync(Token, "secrets", "rotate", "--json", "--data", data);
        rotated.ExitCode.ShouldBe(0, rotated.Error);
        JsonNode.Parse(rotated.Output)?["kept"]?.AsArray().Count.ShouldBe(0);
        var keys = JsonNode.Parse((await RealProgram.RunAsync(Token, "secrets", "list", "--json", "--data", data)).Output)?["keys"]?.AsArray().ShouldNotBeNull();
        keys?.Count(key => key?["isActive"]?.GetValue<bool>() == true).ShouldBe(1);
        keys?.Where(key => key?["isActive"]?.GetValue<bool>() == false).ShouldAllBe(key => key!["retiredAt"] != null); // each row has the member
        var online = await RealProgram.RunAsync(Token, "audit", "verify", "--json", "--data", data);
        JsonNode.Parse(online.Output)?["isWhole"]?.GetValue<bool>().ShouldBeTrue(online.Output + online.Error);
        Directory.GetFiles(Path.Combine(data, "keys")).Select(Path.GetFileName).ShouldBe(["root.key"]);
    }

    private static async Task SetUpAsync(string url, RealProgram server)
    {
        string code = "";
        await Eventually.IsTrueAsync(() => (code = Code().Match(server.Output).Groups["code"].Value).Length > 0, "the set-up code is printed");
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        var body = JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["code"] = code, ["name"] = "owner", ["password"] = "correct horse battery staple",
        });
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/api/setup", UriKind.Relative), content, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [GeneratedRegex("Set-up code: (?<code>[0-9A-Z-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
