using System.CommandLine;
using System.CommandLine.Invocation;
using Proxima.Cli.Completion;
using Proxima.Cli.Nodes;
using Proxima.Cli.Printing;
using Proxima.Cli.Serve;
using Proxima.Cli.Status;
using Proxima.Cli.Versions;
using Proxima.Server;

namespace Proxima.Cli;

/// <summary>The command tree, and how every command ends: an exit code, and on failure one line a problem on standard error.</summary>
internal static class CommandLine
{
    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Show the details of an unexpected failure; 'serve' also logs more.",
        Recursive = true,
    };

    public static RootCommand Tree(Surroundings around)
    {
        var root = new RootCommand("Proxima watches Proxmox hosts.")
        {
            Verbose,
            ServeCommand.Make(around),
            StatusCommand.Make(around),
            NodeCommands.Make(around),
            VersionCommand.Make(around),
            CompletionCommand.Make(around),
            OpenApi(),
        };
        return root;
    }

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Surroundings around, CancellationToken cancellationToken)
    {
        var result = Tree(around).Parse(args);
        if (result.Action is ParseErrorAction)
        {
            return WrongUsage(result, around);
        }

        var configuration = new InvocationConfiguration
        {
            Output = around.Output,
            Error = around.Error,
            EnableDefaultExceptionHandler = false,
            // `serve` stops by the host's own handling of signals and has its own limit; the other commands just end.
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await result.InvokeAsync(configuration, cancellationToken);
        }
        catch (CliException exception)
        {
            return Complain(around, exception.Lines, exception.ExitCode);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Complain(around, ["stopped before it was done"], ExitCodes.Failed);
        }
        catch (Exception exception)
        {
            return Unexpected(around, exception, result.GetValue(Verbose));
        }
    }

    private static int Unexpected(Surroundings around, Exception exception, bool isVerbose)
    {
        Complain(around, [$"unexpected failure, {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}; "
            + (isVerbose ? "the details follow" : "run it again with --verbose for the details")], ExitCodes.Failed);
        if (isVerbose)
        {
            around.Error.WriteLine(exception);
        }

        return ExitCodes.Failed;
    }

    private static int WrongUsage(ParseResult result, Surroundings around)
    {
        var lines = result.Errors.Select(e => e.Message.TrimEnd('.')).Distinct(StringComparer.Ordinal).ToList();
        var path = CommandPath(result);
        if (result.UnmatchedTokens is [var first, ..] && Nearest.To(first, Words(result.CommandResult.Command)) is { } meant)
        {
            lines.Add($"did you mean '{meant}'?");
        }

        lines.Add($"'{path} --help' says what there is");
        return Complain(around, lines, ExitCodes.WrongUsage);
    }

    private static int Complain(Surroundings around, IReadOnlyList<string> lines, int exitCode)
    {
        foreach (var line in lines)
        {
            around.Error.WriteLine($"proxima: {SafeText.Clean(line)}");
        }

        return exitCode;
    }

    private static IEnumerable<string> Words(Command command)
        => command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).Concat(command.Options.Where(o => !o.Hidden).Select(o => o.Name));

    private static string CommandPath(ParseResult result)
    {
        var names = new List<string>();
        for (var at = (System.CommandLine.Parsing.SymbolResult?)result.CommandResult; at is not null; at = at.Parent)
        {
            if (at is System.CommandLine.Parsing.CommandResult command)
            {
                names.Insert(0, command.Command is RootCommand ? "proxima" : command.Command.Name);
            }
        }

        return string.Join(' ', names);
    }

    /// <summary>The build calls this to write api/openapi.json from the wiring.</summary>
    private static Command OpenApi()
    {
        var file = new Argument<string>("file") { Description = "Where to write it." };
        var command = new Command("openapi", "Write the OpenAPI document of this program.") { file };
        command.Hidden = true;
        command.SetAction((result, token) => ServerApp.WriteOpenApiAsync(result.GetRequiredValue(file), token));
        return command;
    }
}
