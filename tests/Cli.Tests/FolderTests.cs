namespace Proxima.Cli.Tests;

/// <summary>Which data folder, from what.</summary>
public sealed class FolderTests
{
    [Fact]
    public async Task Root_keeps_its_things_in_var_lib()
    {
        var shell = new Shell { IsRoot = true };
        shell.Variables["XDG_DATA_HOME"] = "/elsewhere";

        (await SocketOf(shell)).ShouldBe("/var/lib/proxima/proxima.sock");
    }

    [Fact]
    public async Task Everybody_else_keeps_them_at_home()
        => (await SocketOf(new Shell())).ShouldBe("/people/anna/.local/share/proxima/proxima.sock");

    [Fact]
    public async Task The_data_folder_of_the_desktop_comes_before_home()
    {
        var shell = new Shell();
        shell.Variables["XDG_DATA_HOME"] = "/data/of/anna";

        (await SocketOf(shell)).ShouldBe("/data/of/anna/proxima/proxima.sock");
    }

    [Fact]
    public async Task A_relative_data_folder_of_the_desktop_is_ignored()
    {
        var shell = new Shell();
        shell.Variables["XDG_DATA_HOME"] = "relative";

        (await SocketOf(shell)).ShouldBe("/people/anna/.local/share/proxima/proxima.sock");
    }

    [Fact]
    public async Task The_variable_comes_before_the_default()
    {
        var shell = new Shell { IsRoot = true };
        shell.Variables["PROXIMA_DATA"] = "/srv/proxima";

        (await SocketOf(shell)).ShouldBe("/srv/proxima/proxima.sock");
    }

    [Fact]
    public async Task The_option_comes_before_the_variable()
    {
        var shell = new Shell();
        shell.Variables["PROXIMA_DATA"] = "/srv/proxima";

        (await SocketOf(shell, "--data", "/given/../given")).ShouldBe("/given/proxima.sock");
    }

    [Fact]
    public async Task An_empty_variable_is_not_set()
    {
        var shell = new Shell { IsRoot = true };
        shell.Variables["PROXIMA_DATA"] = " ";

        (await SocketOf(shell)).ShouldBe("/var/lib/proxima/proxima.sock");
    }

    [Fact]
    public async Task Without_a_home_it_asks_for_a_folder()
    {
        var shell = new Shell();
        shell.Variables.Remove("HOME");

        var ended = await shell.RunAsync("status");

        ended.ExitCode.ShouldBe(2);
        ended.ErrorLines.ShouldBe(["proxima: no data folder: neither XDG_DATA_HOME nor HOME is set; give one with --data"]);
    }

    [Fact]
    public async Task An_empty_folder_is_refused()
    {
        var ended = await new Shell().RunAsync("status", "--data", "");

        ended.ExitCode.ShouldBe(2);
        ended.Error.ShouldContain("--data '' is not a folder");
    }

    private static async Task<string?> SocketOf(Shell shell, params string[] more)
    {
        await shell.RunAsync(["status", .. more]);
        return shell.Asked?.Socket;
    }
}
