using System.CommandLine;
using System.Globalization;
using System.Text;

namespace Proxima.Cli.Tests;

/// <summary>docs/reference/cli.md, written from the command tree.</summary>
internal static class ReferencePage
{
    private const string Head = """
        # The command line

        Written from the program by a test (`./dev contracts`); do not edit it by hand.

        A message about a problem goes to standard error as one line, `proxima: what, where; what to do`. Answers go to standard output. Tables fit the
        terminal; where there is none nothing is cut. Colour is for state, on a terminal only, and never with `NO_COLOR` set. `?` means not known, `–` that
        there is no such thing. Control characters in names are shown as `\u{1b}`.

        ## Exit codes

        | code | meaning |
        |---|---|
        | 0 | done; for `status`: everything is okay; for `parse`: a value; for `serve`: stopped because somebody asked (SIGTERM, SIGINT, SIGQUIT) |
        | 1 | failed, or no server answered |
        | 2 | wrong usage |
        | 3 | `status`: warning; `parse`: absent |
        | 4 | `status`: critical; `parse`: failed |
        | 5 | `status`: unknown |

        ## Environment

        The command line comes first, the environment second, the default last.

        | variable | meaning |
        |---|---|
        | `PROXIMA_DATA` | as `--data` |
        | `PROXIMA_LISTEN` | as `--listen` of `serve`; several are separated by spaces |
        | `PROXIMA_DATABASE` | as `--database` of `serve`, without being readable in the list of processes |
        | `PROXIMA_SERVER` | as `--server`; a `--data` on the command line comes before it |
        | `PROXIMA_TOKEN_FILE` | as `--token-file`, for a server named with `--server` or `PROXIMA_SERVER` |
        | `NO_COLOR` | set to anything: no colour |
        | `JOURNAL_STREAM` | set by systemd: `serve` logs with the priorities of the journal |

        ## Which server

        Commands that ask a server use the control socket `proxima.sock` in the data folder, which only root and the user who runs the server may open,
        or `--server URL` with a token. A token goes over https only, or to this machine. A call takes at most 10 seconds.

        """;

    public static string Of(RootCommand root)
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var command in root.Subcommands.Where(c => !c.Hidden))
        {
            Describe(page, command, $"proxima {command.Name}");
        }

        page.Append("\n## Everywhere\n\n");
        Options(page, root);
        return page.ToString();
    }

    private static void Describe(StringBuilder page, Command command, string path)
    {
        if (command.Subcommands.Any())
        {
            foreach (var inner in command.Subcommands.Where(c => !c.Hidden))
            {
                Describe(page, inner, $"{path} {inner.Name}");
            }

            return;
        }

        var arguments = string.Concat(command.Arguments.Select(a => a.Arity.MinimumNumberOfValues == 0 ? $" [{a.HelpName}]" : $" {a.HelpName}"));
        page.Append(CultureInfo.InvariantCulture, $"\n## {path}{arguments}\n\n{command.Description}\n\n");
        if (command.Arguments.Count + command.Options.Count > 0)
        {
            page.Append("| option | meaning |\n|---|---|\n");
        }

        foreach (var argument in command.Arguments)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{argument.HelpName}` | {Cell(argument.Description)} |\n");
        }

        foreach (var option in command.Options.Where(o => !o.Hidden))
        {
            Row(page, option);
        }
    }

    private static void Options(StringBuilder page, Command command)
    {
        page.Append("| option | meaning |\n|---|---|\n");
        foreach (var option in command.Options.Where(o => !o.Hidden))
        {
            Row(page, option);
        }
    }

    private static void Row(StringBuilder page, Option option)
    {
        var names = string.Join(", ", option.Aliases.Append(option.Name).Order(StringComparer.Ordinal).Select(n => $"`{n}`"));
        var value = option.HelpName is { } name ? $" `{name}`" : string.Empty;
        var standard = option.HasDefaultValue && option.ValueType != typeof(bool) && option.GetDefaultValue() is { } given ? $" Default: {given}." : string.Empty;
        page.Append(CultureInfo.InvariantCulture, $"| {names}{value} | {Cell(option.Description)}{standard} |\n");
    }

    private static string Cell(string? text) => (text ?? string.Empty).Replace("|", "\\|", StringComparison.Ordinal);
}
