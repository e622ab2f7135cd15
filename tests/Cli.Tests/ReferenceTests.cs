using System.CommandLine;

namespace Proxima.Cli.Tests;

public sealed class ReferenceTests
{
    [Fact]
    public void The_reference_says_what_the_program_does()
    {
        Directory.CreateDirectory(RepoRoot.Of("docs", "reference"));
        Contracts.Match("../docs/reference/cli.md", ReferencePage.Of(Tree()));
    }

    [Fact]
    public void Every_verb_option_and_argument_says_what_it_is_for()
    {
        var open = new Queue<Command>([Tree()]);
        while (open.TryDequeue(out var command))
        {
            command.Description.ShouldNotBeNullOrWhiteSpace(command.Name);
            command.Options.ShouldAllBe(o => !string.IsNullOrWhiteSpace(o.Description));
            command.Arguments.ShouldAllBe(a => !string.IsNullOrWhiteSpace(a.Description));
            command.Options.Where(o => o.ValueType != typeof(bool) && o.Action is null).ShouldAllBe(o => o.HelpName != null);
            foreach (var inner in command.Subcommands)
            {
                open.Enqueue(inner);
            }
        }
    }

    private static RootCommand Tree() => CommandLine.Tree(new Shell().Around(TextWriter.Null, TextWriter.Null));
}
