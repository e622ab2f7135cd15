using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Proxima.Cli.Access;
using Proxima.Cli.Audit;
using Proxima.Cli.Completion;
using Proxima.Cli.Endpoints;
using Proxima.Cli.History;
using Proxima.Cli.Import;
using Proxima.Cli.Mock;
using Proxima.Cli.Nodes;
using Proxima.Cli.Parse;
using Proxima.Cli.Printing;
using Proxima.Cli.Pve;
using Proxima.Cli.Secrets;
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
            EndpointCommands.Make(around),
            UserCommands.Make(around),
            RoleCommands.Make(around),
            TokenCommands.Make(around),
            AuditCommands.Make(around),
            SecretsCommands.Make(around),
            new Command("access", "Who may sign in, and what they may do.") { ImportCommand.Make(around) },
            HistoryCommands.Make(around),
            VersionCommand.Make(around),
            PveCommands.Make(around),
            ParseCommand.Make(around),
            MockCommands.Make(around),
            CompletionCommand.Make(around),
            OpenApi(),
        };
        // Unix has no options with a slash: /h is a path here.
        var help = root.Options.OfType<HelpOption>().Single();
        help.Aliases.Remove("/h");
        help.Aliases.Remove("/?");
        return root;
    }

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Surroundings around, CancellationToken cancellationToken)
    {
        var result = Tree(around).Parse(args);
        if (result.Action is ParseErrorAction)
        {
            return Complain(around, UsageProblems.Of(result), ExitCodes.WrongUsage);
        }

        if (UsageProblems.SwallowedOptions(result) is { Count: > 0 } swallowed)
        {
            return Complain(around, swallowed, ExitCodes.WrongUsage);
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

    private static int Complain(Surroundings around, IReadOnlyList<string> lines, int exitCode)
    {
        foreach (var line in lines)
        {
            around.Error.WriteLine($"proxima: {SafeText.Clean(line)}");
        }

        return exitCode;
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
