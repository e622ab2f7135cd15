namespace Proxima.Cli.Tests;

/// <summary>Wrong command lines: exit 2, and a line that says what is wrong and where to look.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("", "'proxima' needs a command: serve, status, node, ")]
    [InlineData("node", "'proxima node' needs a command: list, show")]
    [InlineData("statsu", "did you mean 'status'?")]
    [InlineData("node lsit", "did you mean 'list'?")]
    [InlineData("node list --srot cpu", "did you mean '--sort'?")]
    [InlineData("node list --sort size", "Argument 'size' not recognized")]
    [InlineData("node list --limit 0", "--limit '0' is not a number from 1 to 500")]
    [InlineData("node list --limit 501", "--limit '501' is not a number from 1 to 500")]
    [InlineData("node list --limit many", "--limit 'many' is not a number from 1 to 500")]
    [InlineData("node list --limit -1", "--limit '-1' is not a number from 1 to 500")]
    [InlineData("node show", "Required argument 'NAME|ID' missing for command: 'show'")]
    [InlineData("status extra", "Unrecognized command or argument 'extra'")]
    [InlineData("status --data", "Required argument missing for option: '--data'")]
    [InlineData("status --data --json", "--data needs a value, and '--json' is an option")]
    [InlineData("serve --config --data /x", "--config needs a value, and '--data' is an option")]
    [InlineData("serve /h", "Unrecognized command or argument '/h'")]
    [InlineData("parse", "Required argument 'KIND' missing for command: 'parse'")]
    [InlineData("parse weather", "Argument 'weather' not recognized")]
    [InlineData("completion tcsh", "Must be one of: 'bash' 'fish' 'zsh'")]
    public async Task A_wrong_command_line_says_what_is_wrong(string line, string expected)
    {
        var shell = new Shell();

        var ended = await shell.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        ended.ExitCode.ShouldBe(2);
        ended.Output.ShouldBeEmpty();
        ended.Error.ShouldContain(expected);
        ended.ErrorLines.ShouldAllBe(text => text.StartsWith("proxima: "));
        shell.Asked.ShouldBeNull();
        shell.Started.ShouldBeNull();
    }

    [Fact]
    public async Task Every_problem_is_told_at_once()
    {
        var ended = await new Shell().RunAsync("node", "list", "--sort", "size", "--limit", "0");

        ended.Error.ShouldContain("'size'");
        ended.Error.ShouldContain("--limit '0'");
    }

    [Fact]
    public async Task A_hostile_argument_comes_back_harmless()
    {
        var ended = await new Shell().RunAsync("\u001b[31mred\u202e");

        ended.ExitCode.ShouldBe(2);
        ended.Error.ShouldNotContain("\u001b");
        ended.Error.ShouldNotContain("\u202e");
        ended.Error.ShouldContain("\\u{1b}[31mred\\u{202e}");
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("serve --help")]
    [InlineData("node list -h")]
    public async Task Help_is_an_answer_and_no_mistake(string line)
    {
        var ended = await new Shell().RunAsync(line.Split(' '));

        ended.ExitCode.ShouldBe(0);
        ended.Output.ShouldContain("Usage:");
        ended.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Help_lists_only_verbs_that_are_built()
    {
        var ended = await new Shell().RunAsync("--help");

        ended.Output.ShouldContain("  status ");
        ended.Output.ShouldNotContain("openapi");
        ended.Output.ShouldNotContain("doctor");
    }

    [Fact]
    public async Task An_unexpected_failure_is_one_line_without_a_trace()
    {
        var ended = await Broken().RunAsync("serve", "--data", "/nowhere/at/all");

        ended.ExitCode.ShouldBe(1);
        ended.ErrorLines.ShouldBe(["proxima: unexpected failure, InvalidTimeZoneException: a fault of ours; run it again with --verbose for the details"]);
    }

    [Fact]
    public async Task Verbose_shows_the_trace_of_an_unexpected_failure()
    {
        var ended = await Broken().RunAsync("serve", "--data", "/nowhere/at/all", "--verbose");

        ended.ExitCode.ShouldBe(1);
        ended.Error.ShouldContain("   at Proxima.Cli.");
    }

    private static Shell Broken() => new() { Start = static (_, _) => throw new InvalidTimeZoneException("a fault\nof ours") };
}
