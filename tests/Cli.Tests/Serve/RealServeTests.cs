using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Proxima.Cli.Tests.Serve;

/// <summary>The program as people run it: real processes, sockets and folders.</summary>
public sealed partial class RealServeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_serves_answers_the_commands_and_stops_when_asked()
    {
        using var folder = new TestFolder();
        var data = folder.Of("data");
        await using var server = RealProgram.Start("serve", "--listen", "http://127.0.0.1:0", "--data", data);
        var url = await server.SaysAsync("Proxima listens on ");

        server.Output.ShouldStartWith($"Proxima {ProgramVersion.Text} starts on http://127.0.0.1:0, data in {data}, database SQLite in the data folder");
        var early = await RealProgram.RunAsync(Token, "status", "--data", data);
        early.ExitCode.ShouldBe(1);
        early.ErrorLines.ShouldHaveSingleItem().ShouldContain("set up");

        await SetUpAsync(url, server.Output);
        var status = await RealProgram.RunAsync(Token, "status", "--json", "--data", data);
        status.ExitCode.ShouldBeOneOf(0, 3, 4, 5);
        JsonNode.Parse(status.Output)?["nodes"]?.GetValue<int>().ShouldBe(1);

        var list = await RealProgram.RunAsync(Token, "node", "list", "--json", "--data", data);
        var name = JsonNode.Parse(list.Output)?["items"]?[0]?["name"]?.GetValue<string>().ShouldNotBeNull();
        var shown = await RealProgram.RunAsync(Token, "node", "show", name ?? string.Empty, "--data", data);
        shown.ExitCode.ShouldBe(0, shown.Error);
        shown.Output.ShouldContain("File systems");

        var version = await RealProgram.RunAsync(Token, "version", "--json", "--data", data);
        JsonNode.Parse(version.Output)?["server"]?.GetValue<string>().ShouldNotBeNullOrEmpty();

        await server.SignalAsync("TERM", Token);
        (await server.EndAsync(Token)).ShouldBe(0, server.Error);
        server.Error.ShouldBeEmpty();

        var after = await RealProgram.RunAsync(Token, "status", "--data", data);
        after.ErrorLines.ShouldBe([$"proxima: no server answers on {data}/proxima.sock; start it with 'proxima serve' or give --server"]);
    }

    [Fact]
    public async Task An_interrupt_ends_it_as_gracefully()
    {
        using var folder = new TestFolder();
        await using var server = RealProgram.Start("serve", "--listen", "http://127.0.0.1:0", "--data", folder.Of("data"));
        await server.SaysAsync("Proxima listens on ");

        await server.SignalAsync("INT", Token);

        (await server.EndAsync(Token)).ShouldBe(0, server.Error);
    }

    [Fact]
    public async Task Under_systemd_each_line_carries_its_priority()
    {
        using var folder = new TestFolder();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["JOURNAL_STREAM"] = "8:1234" };
        await using var server = RealProgram.Start(variables, "serve", "--listen", "http://127.0.0.1:0", "--data", folder.Of("data"));
        await server.SaysAsync("Proxima listens on ");

        server.Output.ShouldContain("\n<6>Proxima.Server.");
    }

    [Fact]
    public async Task A_busy_port_is_one_line()
    {
        using var folder = new TestFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var place = other.LocalEndpoint.ToString();

        var ended = await RealProgram.RunAsync(Token, "serve", "--listen", $"http://{place}", "--data", folder.Of("data"));

        ShouldBeOneLine(ended, 1, $"{place} is in use");
        ended.Error.ShouldContain("--listen");
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_one_line()
    {
        using var folder = new TestFolder();
        await using var server = RealProgram.Start("serve", "--listen", "http://127.0.0.1:0", "--data", folder.Of("data"));
        await server.SaysAsync("Proxima listens on ");

        var ended = await RealProgram.RunAsync(Token, "serve", "--listen", "http://127.0.0.1:0", "--data", folder.Of("data"));

        ShouldBeOneLine(ended, 1, "is in use by process");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_one_line()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"), "needs root and setpriv to become nobody");
        using var folder = new TestFolder();
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        Assert.SkipUnless(await NobodyMayRunAsync(), "nobody may not read the built program");

        await using var server = RealProgram.StartAsNobody("serve", "--listen", "http://127.0.0.1:0", "--data", folder.Of("data"));
        var code = await server.EndAsync(Token);

        ShouldBeOneLine(new Ended(code, server.Output, server.Error), 1, $"data folder {folder.Of("data")}: permission denied");
    }

    [Fact]
    public async Task A_folder_no_file_system_lets_anybody_make_is_one_line()
    {
        var ended = await RealProgram.RunAsync(Token, "serve", "--listen", "http://127.0.0.1:0", "--data", "/proc/proxima");

        ShouldBeOneLine(ended, 1, "data folder /proc/proxima");
    }

    [Fact]
    public async Task A_full_disk_is_one_line()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root to mount a small file system");
        using var folder = new TestFolder();

        // In a mount namespace of its own: nothing is left behind, whatever happens.
        var (code, output, error) = await RealProgram.ShellAsync($$"""
            unshare --mount bash -c '
              mount -t tmpfs -o size=16k none "$1" || exit 77
              head -c 64k /dev/zero > "$1/full" 2>/dev/null
              exec dotnet "$2" serve --listen http://127.0.0.1:0 --data "$1/data"
            ' - '{{folder.Path}}' '{{RealProgram.Assembly}}'
            """, Token);

        Assert.SkipWhen(code == 77, $"may not mount here: {error}");
        ShouldBeOneLine(new Ended(code, output, error), 1, "the disk is full");
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_one_line_without_its_password()
    {
        using var folder = new TestFolder();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["PROXIMA_DATABASE"] = "postgres://anna:secret@127.0.0.1:1/proxima" };
        await using var server = RealProgram.Start(variables, "serve", "--listen", "http://127.0.0.1:0", "--data", folder.Of("data"));
        var code = await server.EndAsync(Token);

        ShouldBeOneLine(new Ended(code, server.Output, server.Error), 1, "127.0.0.1:1/proxima");
        (server.Output + server.Error).ShouldNotContain("secret");
    }

    [Fact]
    public async Task Wrong_options_are_lines_and_exit_2()
    {
        var ended = await RealProgram.RunAsync(Token, "serve", "--listen", "garbage", "--database", "mysql://anna:secret@db/x");

        ended.ExitCode.ShouldBe(2);
        ended.ErrorLines.Length.ShouldBe(2);
        ended.Error.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("""{ "Http": { "MaxBodyBytes": -1 } }""", "MaxBodyBytes")]
    [InlineData("""{ "Http": """, "line 1")]
    public async Task Settings_that_make_no_sense_are_named(string settings, string expected)
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.Of("bad.json"), settings, Token);

        var ended = await RealProgram.RunAsync(Token, "serve", "--listen", "http://127.0.0.1:0", "--data", folder.Of("data"), "--config", folder.Of("bad.json"));

        ended.ExitCode.ShouldBe(1);
        ended.ErrorLines.ShouldHaveSingleItem().ShouldContain(expected);
        ended.Error.ShouldNotContain("   at ");
    }

    private static void ShouldBeOneLine(Ended ended, int exitCode, string expected)
    {
        ended.ExitCode.ShouldBe(exitCode, ended.Error);
        ended.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("proxima: ");
        ended.Error.ShouldContain(expected);
        ended.Error.ShouldContain("; ");
        ended.OutputLines.Concat(ended.ErrorLines).Where(line => line.Contains("   at ", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static async Task<bool> NobodyMayRunAsync()
    {
        await using var version = RealProgram.StartAsNobody("version");
        return await version.EndAsync(Token) == 0;
    }

    private static async Task SetUpAsync(string url, string output)
    {
        var code = SetUpCode().Match(output).Groups["code"].Value;
        using var http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(20) };
        using var body = new StringContent(JsonSerializer.Serialize(new { code, name = "anna", password = "correct horse battery" }), null, "application/json");
        using var response = await http.PostAsync(new Uri("/api/setup", UriKind.Relative), body, Token);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Token));
    }

    [GeneratedRegex("Set-up code: (?<code>[0-9A-Z-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex SetUpCode();
}
