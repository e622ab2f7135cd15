namespace Proxima.Cli.Tests.Serve;

/// <summary>What <c>serve</c> understands, and what it refuses before it starts anything.</summary>
public sealed class ServeInputsTests
{
    [Fact]
    public async Task Without_options_it_listens_on_loopback_with_a_folder_of_the_user()
    {
        var shell = new Shell();

        var ended = await shell.RunAsync("serve");

        var started = shell.Started.ShouldNotBeNull();
        started.Listen.ShouldBe(["http://127.0.0.1:8008"]);
        started.DataFolder.ShouldBe("/people/anna/.local/share/proxima");
        started.Database.ShouldBeNull();
        started.ConfigFile.ShouldBeNull();
        started.BehindProxy.ShouldBeEmpty();
        ended.OutputLines[0].ShouldBe($"Proxima {ProgramVersion.Text} starts on http://127.0.0.1:8008, "
            + "data in /people/anna/.local/share/proxima, database SQLite in the data folder");
    }

    [Fact]
    public async Task Every_option_reaches_the_server()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.Of("proxima.json"), "{}", TestContext.Current.CancellationToken);
        var shell = new Shell();

        await shell.RunAsync("serve", "--listen", "http://127.0.0.1:1", "--listen", "http://[::1]:2", "--data", folder.Path,
            "--config", folder.Of("proxima.json"), "--database", "postgres://db.example/proxima", "--behind-proxy", "10.0.0.0/8", "--behind-proxy", "fd00::/8");

        var started = shell.Started.ShouldNotBeNull();
        started.Listen.ShouldBe(["http://127.0.0.1:1", "http://[::1]:2"]);
        started.DataFolder.ShouldBe(folder.Path);
        started.ConfigFile.ShouldBe(folder.Of("proxima.json"));
        started.Database.ShouldBe("postgres://db.example/proxima");
        started.BehindProxy.ShouldBe(["10.0.0.0/8", "fd00::/8"]);
    }

    [Fact]
    public async Task The_environment_says_what_the_command_line_does_not()
    {
        var shell = new Shell();
        shell.Variables["PROXIMA_DATA"] = "/srv/proxima";
        shell.Variables["PROXIMA_LISTEN"] = "http://127.0.0.1:1, http://[::1]:2";
        shell.Variables["PROXIMA_DATABASE"] = "postgres://anna:secret@db.example:5433/proxima";

        var ended = await shell.RunAsync("serve");

        var started = shell.Started.ShouldNotBeNull();
        started.DataFolder.ShouldBe("/srv/proxima");
        started.Listen.ShouldBe(["http://127.0.0.1:1", "http://[::1]:2"]);
        started.Database.ShouldBe("postgres://anna:secret@db.example:5433/proxima");
        ended.OutputLines[0].ShouldEndWith("database PostgreSQL at db.example:5433/proxima");
        (ended.Output + ended.Error).ShouldNotContain("secret");
    }

    [Fact]
    public async Task The_command_line_comes_before_the_environment()
    {
        var shell = new Shell();
        shell.Variables["PROXIMA_DATA"] = "/srv/proxima";
        shell.Variables["PROXIMA_LISTEN"] = "http://127.0.0.1:1";
        shell.Variables["PROXIMA_DATABASE"] = "postgres://other.example/other";

        await shell.RunAsync("serve", "--data", "/data", "--listen", "http://127.0.0.1:2", "--database", "postgres://db.example/proxima");

        var started = shell.Started.ShouldNotBeNull();
        (started.DataFolder, started.Listen[0], started.Database).ShouldBe(("/data", "http://127.0.0.1:2", "postgres://db.example/proxima"));
    }

    [Theory]
    [InlineData("postgres://anna:secret@db.example/proxima")]
    [InlineData("postgres://db.example/proxima?user=anna&password=secret")]
    public async Task A_password_on_the_command_line_is_warned_about_and_not_repeated(string url)
    {
        var ended = await new Shell().RunAsync("serve", "--database", url);

        ended.Error.ShouldContain("proxima: the password in --database can be read by every user of this machine; use PROXIMA_DATABASE instead");
        (ended.Output + ended.Error).ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("--listen garbage", "--listen garbage: not an address")]
    [InlineData("--listen http://127.0.0.1:99999", "not an address")]
    [InlineData("--listen ftp://127.0.0.1:1", "not an address")]
    [InlineData("--listen http://127.0.0.1:1/path", "more than scheme, address and port")]
    [InlineData("--listen http://192.0.2.1:8008", "--behind-proxy CIDR")]
    [InlineData("--listen http://*:8008", "--behind-proxy CIDR")]
    [InlineData("--listen http://127.0.0.1:1 --listen http://127.0.0.1:1", "is given twice")]
    [InlineData("--behind-proxy 10.0.0.0/33", "--behind-proxy 10.0.0.0/33: not a network")]
    [InlineData("--behind-proxy proxy", "--behind-proxy proxy: not a network")]
    [InlineData("--database mysql://db.example/proxima", "not a PostgreSQL address")]
    [InlineData("--database nonsense", "not a PostgreSQL address")]
    [InlineData("--database postgres://db.example", "names no database")]
    [InlineData("--database postgres://db.example/proxima?sslmode=perhaps", "wrong sslmode")]
    [InlineData("--config /there/is/none.json", "--config /there/is/none.json: there is no such file")]
    [InlineData("--config /etc", "--config /etc: it is a folder")]
    [InlineData("--data /etc/passwd", "/etc/passwd is a file; give the path of a folder")]
    [InlineData("--data /etc/passwd/below", "/etc/passwd is a file; give the path of a folder")]
    public async Task A_wrong_option_is_one_line_and_exit_2(string options, string expected)
    {
        var shell = new Shell();

        var ended = await shell.RunAsync(["serve", .. options.Split(' ')]);

        ended.ExitCode.ShouldBe(2);
        ended.Output.ShouldBeEmpty();
        ended.ErrorLines.ShouldHaveSingleItem().ShouldContain(expected);
        shell.Started.ShouldBeNull();
    }

    [Fact]
    public async Task A_folder_too_deep_for_a_socket_is_refused_before_anything_is_made()
    {
        using var folder = new TestFolder();
        var deep = folder.Of(new string('x', 107));
        var shell = new Shell();

        var ended = await shell.RunAsync("serve", "--data", deep);

        ended.ExitCode.ShouldBe(2);
        ended.ErrorLines.ShouldHaveSingleItem().ShouldContain("longer than the 107 bytes a socket path may have");
        Directory.Exists(deep).ShouldBeFalse();
        shell.Started.ShouldBeNull();
    }

    [Fact]
    public async Task Every_wrong_option_is_named_at_once_and_no_password_is()
    {
        var ended = await new Shell().RunAsync("serve", "--listen", "garbage", "--listen", "http://192.0.2.1:1", "--data", "/etc/passwd",
            "--config", "/none", "--database", "postgres://anna:secret@/");

        ended.ExitCode.ShouldBe(2);
        ended.ErrorLines.Length.ShouldBe(5);
        ended.ErrorLines.ShouldAllBe(line => line.StartsWith("proxima: ") && line.Contains("; "));
        ended.Error.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("http://[::1]:8008")]
    [InlineData("http://localhost:0")]
    [InlineData("https://192.0.2.1:8443")]
    public async Task Addresses_that_make_sense_are_taken(string url)
    {
        var shell = new Shell();

        await shell.RunAsync("serve", "--listen", url);

        shell.Started.ShouldNotBeNull().Listen.ShouldBe([url]);
    }
}
