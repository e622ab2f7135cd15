namespace Proxima.Cli.Tests.Client;

/// <summary>How a command finds its server, and what it refuses to send.</summary>
public sealed class ServerOptionsTests
{
    private const string Fleet = "/api/fleet";

    [Fact]
    public async Task A_server_elsewhere_is_asked_with_the_token()
    {
        using var folder = new TestFolder();
        var shell = Answering();

        var ended = await shell.RunAsync("status", "--json", "--server", "https://proxima.example", "--token-file", Token(folder, "  secret-1\n"));

        ended.ExitCode.ShouldBe(0);
        shell.Asked.ShouldNotBeNull().Url.ShouldBe(new Uri("https://proxima.example/"));
        shell.Server.Authorization.ShouldBe("Bearer secret-1");
    }

    [Fact]
    public async Task Server_and_token_may_come_from_the_environment()
    {
        using var folder = new TestFolder();
        var shell = Answering();
        shell.Variables["PROXIMA_SERVER"] = "https://proxima.example:8443";
        shell.Variables["PROXIMA_TOKEN_FILE"] = Token(folder, "secret-2");

        (await shell.RunAsync("status", "--json")).ExitCode.ShouldBe(0);

        shell.Asked.ShouldNotBeNull().Description.ShouldBe("https://proxima.example:8443");
        shell.Server.Authorization.ShouldBe("Bearer secret-2");
    }

    [Fact]
    public async Task A_data_folder_on_the_command_line_comes_before_a_server_in_the_environment()
    {
        var shell = Answering();
        shell.Variables["PROXIMA_SERVER"] = "https://proxima.example";

        await shell.RunAsync("status", "--json", "--data", "/srv/p");

        shell.Asked.ShouldNotBeNull().Socket.ShouldBe("/srv/p/proxima.sock");
    }

    [Fact]
    public async Task The_socket_is_asked_without_a_token()
    {
        using var folder = new TestFolder();
        var shell = Answering();
        shell.Variables["PROXIMA_TOKEN_FILE"] = Token(folder, "secret-3");

        await shell.RunAsync("status", "--json");

        shell.Server.Authorization.ShouldBeNull();
    }

    [Theory]
    [InlineData("--server proxima.example", "--server 'proxima.example' is not an address; give it as https://HOST[:PORT]")]
    [InlineData("--server ftp://proxima.example", "is not an address")]
    [InlineData("--server https://anna:pw@proxima.example", "more than scheme, host and port")]
    [InlineData("--server https://proxima.example/api", "more than scheme, host and port")]
    [InlineData("--server https://proxima.example --data /x", "--server and --data name two servers")]
    [InlineData("--token-file /x", "--token-file is for a server elsewhere; give --server URL too")]
    [InlineData("--server https://proxima.example --token-file /there/is/none", "--token-file /there/is/none cannot be read")]
    public async Task A_server_that_cannot_be_meant_is_refused(string options, string expected)
    {
        var shell = Answering();

        var ended = await shell.RunAsync(["status", .. options.Split(' ')]);

        ended.ExitCode.ShouldBe(2);
        ended.ErrorLines.ShouldHaveSingleItem().ShouldContain(expected);
        ended.Error.ShouldNotContain("pw@");
        shell.Asked.ShouldBeNull();
    }

    [Fact]
    public async Task A_token_others_may_read_is_not_used()
    {
        using var folder = new TestFolder();
        var file = Token(folder, "secret-4");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var shell = Answering();

        var ended = await shell.RunAsync("status", "--server", "https://proxima.example", "--token-file", file);

        ended.ExitCode.ShouldBe(2);
        ended.ErrorLines.ShouldBe([$"proxima: {file} may be read by others, so its token is not safe; run: chmod 600 '{file}'"]);
        shell.Asked.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    [InlineData("two words")]
    [InlineData("line\nline")]
    [InlineData("schlüssel")]
    public async Task A_file_without_a_token_is_refused_and_not_quoted(string text)
    {
        using var folder = new TestFolder();
        var file = Token(folder, text);

        var ended = await Answering().RunAsync("status", "--server", "https://proxima.example", "--token-file", file);

        ended.ExitCode.ShouldBe(2);
        ended.ErrorLines.ShouldBe([$"proxima: {file} holds no token; it must be one line of text"]);
    }

    [Fact]
    public async Task A_token_file_without_end_is_refused()
    {
        using var folder = new TestFolder();

        var ended = await Answering().RunAsync("status", "--server", "https://proxima.example", "--token-file", Token(folder, new string('a', 100_000)));

        ended.ExitCode.ShouldBe(2);
        ended.Error.ShouldContain("holds no token");
    }

    [Fact]
    public async Task A_token_does_not_go_over_plain_http()
    {
        using var folder = new TestFolder();
        var shell = Answering();

        var ended = await shell.RunAsync("status", "--server", "http://proxima.example", "--token-file", Token(folder, "secret-5"));

        ended.ExitCode.ShouldBe(2);
        ended.Error.ShouldContain("a token sent over plain http can be read on the way; use https");
        ended.Error.ShouldNotContain("secret-5");
        shell.Asked.ShouldBeNull();
    }

    [Theory]
    [InlineData("http://127.0.0.1:8008")]
    [InlineData("http://localhost:8008")]
    [InlineData("http://[::1]:8008")]
    public async Task On_this_machine_plain_http_is_as_good(string url)
    {
        using var folder = new TestFolder();

        (await Answering().RunAsync("status", "--json", "--server", url, "--token-file", Token(folder, "secret-6"))).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_socket_path_no_kernel_can_hold_is_said_so()
    {
        var ended = await Answering().RunAsync("status", "--data", "/" + new string('d', 120));

        ended.ExitCode.ShouldBe(2);
        ended.Error.ShouldContain("longer than the 107 bytes a socket path may have; use --server URL");
    }

    [Fact]
    public void An_address_never_shows_its_token()
        => $"{Cli.Client.ServerAddress.OfUrl(new Uri("https://proxima.example/"), "secret-7")}".ShouldBe("https://proxima.example");

    private static Shell Answering()
        => new() { Server = new FakeServer().Has(Fleet, Samples.Fleet(Model.Health.Severity.Ok), Cli.Client.CliJson.Default.FleetOverview) };

    private static string Token(TestFolder folder, string text)
    {
        var file = folder.Of("token");
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }
}
