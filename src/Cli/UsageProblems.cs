using System.CommandLine;
using System.CommandLine.Parsing;

namespace Proxima.Cli;

/// <summary>What is wrong with a command line, one line a problem.</summary>
internal static class UsageProblems
{
    public static IReadOnlyList<string> Of(ParseResult result)
    {
        var path = PathOf(result);
        var lines = SwallowedOptions(result).ToList();
        foreach (var error in result.Errors)
        {
            if (IsUnmatched(error, result) || !IsMissingCommand(error, result))
            {
                lines.Add(OnOneLine(error.Message));
            }
            else if (result.UnmatchedTokens.Count == 0)
            {
                lines.Add($"'{path}' needs a command: {string.Join(", ", Verbs(result.CommandResult.Command))}");
            }
        }

        if (result.UnmatchedTokens is [var first, ..] && Nearest.To(first, Words(result.CommandResult.Command)) is { } meant)
        {
            lines.Add($"did you mean '{meant}'?");
        }

        return [.. lines.Distinct(StringComparer.Ordinal), $"'{path} --help' says what there is"];
    }

    /// <summary>
    /// The parser takes the word after an option for its value whatever it is, so that <c>--data --json</c> would be a folder
    /// called <c>--json</c>. Nobody means that.
    /// </summary>
    public static IReadOnlyList<string> SwallowedOptions(ParseResult result)
    {
        var commands = CommandsOf(result).ToList();
        var names = commands.SelectMany(c => c.Command.Options).SelectMany(o => o.Aliases.Append(o.Name)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from command in commands
               from option in command.Children.OfType<OptionResult>()
               from token in option.Tokens
               where names.Contains(token.Value)
               select $"{option.Option.Name} needs a value, and '{token.Value}' is an option",
        ];
    }

    private static IEnumerable<CommandResult> CommandsOf(ParseResult result)
    {
        for (SymbolResult? at = result.CommandResult; at is not null; at = at.Parent)
        {
            if (at is CommandResult command)
            {
                yield return command;
            }
        }
    }

    private static string PathOf(ParseResult result)
        => string.Join(' ', CommandsOf(result).Reverse().Select(c => c.Command is RootCommand ? "proxima" : c.Command.Name));

    private static bool IsUnmatched(ParseError error, ParseResult result)
        => result.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal));

    // The parser says this beside every word it does not know; then the word is the problem.
    private static bool IsMissingCommand(ParseError error, ParseResult result)
        => error.SymbolResult == result.CommandResult && result.CommandResult.Command is { Subcommands.Count: > 0, Action: null };

    private static string OnOneLine(string message)
        => string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');

    private static IEnumerable<string> Verbs(Command command) => command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);

    private static IEnumerable<string> Words(Command command)
        => Verbs(command).Concat(command.Options.Where(o => !o.Hidden).Select(o => o.Name));
}
