using System.CommandLine;
using Proxima.Pve;
using Proxima.Pve.Failures;

namespace Proxima.Cli.Pve;

/// <summary><c>proxima pve …</c>: a Proxmox from the terminal, as pvesh does it, from anywhere.</summary>
internal static class PveCommands
{
    public static Command Make(Surroundings around)
        => new("pve", "Ask a Proxmox VE or Backup Server, or change it, by the paths of its API.")
    {
        Call(around, "get", "GET", "Read."),
        Call(around, "create", "POST", "Create, or start something."),
        Call(around, "set", "PUT", "Change."),
        Call(around, "delete", "DELETE", "Delete."),
        PveLs.Make(around),
        PveUsage.Make(around),
        PveDoctor.Make(around),
        PveProfileCommands.Make(around),
        PveSchemaCommands.Make(around),
    };

    /// <summary>Runs what talks to a server; its refusals and troubles end the command with their own sentence.</summary>
    public static async Task RunAsync(PveConnection connection, Func<PveConnection, Task> work)
    {
        using (connection)
        {
            try
            {
                await work(connection);
            }
            catch (PveException error) when (error.Errors.Count > 0)
            {
                throw new CliException(
                    [error.Reason, .. error.Errors.Select(pair => $"--{pair.Key}: {pair.Value.TrimEnd().ReplaceLineEndings(", ")}")],
                        ExitCodes.Failed, error);
            }
            catch (Exception error) when (error is PveException or PveTransportException)
            {
                throw new CliException(error.Message, ExitCodes.Failed, error);
            }
            catch (FormatException error)
            {
                throw new CliException(error.Message, ExitCodes.WrongUsage, error);
            }
        }
    }

    public static Option<string> Output()
    {
        var output = new Option<string>("--output") { Description = "table, json or yaml.", HelpName = "FORM", DefaultValueFactory = _
            => "table" };
        output.AcceptOnlyFromAmong(PveOutput.Formats);
        return output;
    }

    private static PathCommand Call(Surroundings around, string verb, string method, string description)
    {
        var options = new PveOptions();
        var output = Output();
        var command = new PathCommand(verb, $"{description} Parameters follow the path as --NAME VALUE.", method) { output };
        command.TreatUnmatchedTokensAsErrors = false;
        options.AddTo(command);
        command.SetAction((result, token) =>
        {
            var parameters = PveArguments.Read(result.UnmatchedTokens);
            return RunAsync(options.Connect(result, around), async connection =>
            {
                var path = result.GetRequiredValue(command.PathArgument);
                var answer = await connection.AnythingAsync(method, PvePath.Normal(path), parameters, token);
                PveOutput.Print(answer, result.GetValue(output) ?? "table", around);
            });
        });
        return command;
    }
}
