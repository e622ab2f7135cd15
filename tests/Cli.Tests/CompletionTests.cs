namespace Proxima.Cli.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("bash", "complete -o default -F _proxima proxima")]
    [InlineData("zsh", "#compdef proxima")]
    [InlineData("fish", "complete -c proxima")]
    public async Task A_script_for_each_shell(string shell, string expected)
    {
        var ended = await new Shell().RunAsync("completion", shell);

        ended.ExitCode.ShouldBe(0);
        ended.Output.ShouldContain(expected);
        ended.Output.ShouldContain("[suggest:");
        ended.Output.ShouldEndWith("\n");
    }

    [Theory]
    [InlineData("proxima ", "status", "openapi")]
    [InlineData("proxima st", "status", "serve")]
    [InlineData("proxima node ", "show", "status")]
    [InlineData("proxima node list --s", "--sort", "--json")]
    [InlineData("proxima node list --sort ", "memory", "list")]
    [InlineData("proxima completion ", "zsh", "tcsh")]
    [InlineData("proxima parse ", "proc", "weather")]
    public async Task The_program_knows_the_words(string line, string offered, string notOffered)
    {
        var ended = await new Shell().RunAsync($"[suggest:{line.Length}]", line);

        ended.ExitCode.ShouldBe(0);
        ended.OutputLines.ShouldContain(offered);
        ended.OutputLines.ShouldNotContain(notOffered);
        ended.OutputLines.ShouldNotContain("/h");
    }

    [Fact]
    public async Task Bash_completes_with_the_script()
    {
        using var folder = new TestFolder();
        var script = (await new Shell().RunAsync("completion", "bash")).Output;
        var program = Program($"{folder.Path}/bin");
        var test = $$"""
            PATH={{program}}:$PATH
            {{script}}
            COMP_LINE='proxima node s'; COMP_POINT=14; COMP_WORDS=(proxima node s); COMP_CWORD=2
            _proxima
            printf '%s\n' "${COMPREPLY[@]}"
            """;

        var (code, output, error) = await RealProgram.ShellAsync(test, TestContext.Current.CancellationToken);

        code.ShouldBe(0, error);
        output.Trim().ShouldBe("show");
    }

    private static string Program(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "proxima");
        File.WriteAllText(file, $"#!/bin/sh\nexec dotnet '{RealProgram.Assembly}' \"$@\"\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return folder;
    }
}
