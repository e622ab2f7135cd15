using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proxima.PveFake;

namespace Proxima.Cli.Tests.Endpoints;

/// <summary>The verbs against the real server, which talks to the Proxmox that answers back.</summary>
public sealed class EndpointCommandTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private PveFakeServer? _fake;
    private RealProgram? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Data => _folder.Of("data");

    private PveFakeServer Fake => _fake ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        _fake = await PveFakeServer.StartAsync(
            new PveFakeOptions { Scenario = "lab", Pace = 0.02, FailedLoginDelay = TimeSpan.Zero }, Token);
        _server = RealProgram.Start("serve", "--listen", "http://127.0.0.1:0", "--data", Data);
        var url = await _server.SaysAsync("Proxima listens on ");
        var line = "";
        await Eventually.IsTrueAsync(
            () => (line = _server.Output.Split('\n').FirstOrDefault(each => each.Contains("Set-up code: ")) ?? "").Length > 0,
            "the set-up code is printed");
        var code = line[(line.IndexOf("Set-up code: ", StringComparison.Ordinal) + 13)..].Split(' ')[0];
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        using var body = new StringContent(
            JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["code"] = code, ["name"] = "owner", ["password"] = "correct horse battery staple",
            }),
            Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/api/setup", UriKind.Relative), body, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_fake is not null)
        {
            await _fake.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task A_cluster_is_tried_added_asked_and_forgotten()
    {
        var file = _folder.Of("token");
        await File.WriteAllTextAsync(file, Fake.Token + "\n", Token);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string[] way = ["--address", Fake.Address.ToString(), "--pve-token-file", file];

        var (untrusted, said, _) = await RunAsync(["endpoint", "try", .. way]);
        untrusted.ShouldBe(ExitCodes.Failed);
        said.ShouldContain(Fake.Fingerprint);
        (await RunAsync(["endpoint", "try", .. way, "--fingerprint", Fake.Fingerprint])).Code.ShouldBe(ExitCodes.Done);

        var added = await RunAsync(["endpoint", "add", "Läb", .. way, "--fingerprint", Fake.Fingerprint]);
        added.Code.ShouldBe(ExitCodes.Done, added.Error);
        added.Output.ShouldContain("3/3");
        (await RunAsync(["endpoint", "list", "--json"])).Output.ShouldNotContain(Fake.Token.Split('=')[^1]);

        (await RunAsync(["endpoint", "remove", "läb"])).Code.ShouldBe(ExitCodes.Done);
        (await RunAsync(["endpoint", "list"])).Output.ShouldContain("No endpoint");
    }

    [Fact]
    public async Task Through_the_server_a_call_has_the_same_answer_and_the_same_errors_as_without_it()
    {
        var file = _folder.Of("token");
        await File.WriteAllTextAsync(file, Fake.Token, Token);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string[] direct = ["--address", Fake.Address.ToString(), "--token-file", file, "--fingerprint", Fake.Fingerprint];
        await RunAsync(
            ["endpoint", "add", "lab", "--address", Fake.Address.ToString(), "--pve-token-file", file, "--fingerprint", Fake.Fingerprint]);

        foreach (var call in new string[][]
        {
            ["pve", "get", "/cluster/status", "--output", "json"],
            ["pve", "get", "/nodes/pve1/qemu/4711/config"],
            ["pve", "set", "/cluster/options", "--keyboard", "zz"],
        })
        {
            var straight = await RealProgram.RunAsync(Token, [.. call, .. direct]);
            var through = await RunAsync([.. call, "--endpoint", "lab"]);
            through.Code.ShouldBe(straight.ExitCode, through.Error);
            through.Error.ShouldBe(straight.Error);
            Same(through.Output, straight.Output);
        }
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_said_to_be_not_there()
    {
        var (code, _, error) = await RunAsync(["pve", "get", "/nodes", "--endpoint", "nope"]);
        code.ShouldBe(ExitCodes.Failed);
        error.ShouldContain("there is no endpoint 'nope'");
        (await RunAsync(["pve", "get", "/nodes", "--endpoint", "nope", "--local"])).Code.ShouldBe(ExitCodes.WrongUsage);
    }

    private static void Same(string through, string straight)
    {
        if (straight.StartsWith('[') || straight.StartsWith('{'))
        {
            JsonNode.DeepEquals(JsonNode.Parse(through), JsonNode.Parse(straight)).ShouldBeTrue(through);
            return;
        }

        through.ShouldBe(straight);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(IReadOnlyList<string> args)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["PROXIMA_DATA"] = Data };
        await using var program = RealProgram.Start(variables, args);
        var code = await program.EndAsync(Token);
        return (code, program.Output, program.Error);
    }
}
