using System.CommandLine;
using Proxima.Cli.Client;
using Proxima.Cli.Printing;
using Proxima.Model.Health;
using Proxima.Server.Features.Fleet;

namespace Proxima.Cli.Status;

/// <summary><c>proxima status</c>: is everything okay, and how do we know? The exit code is the answer too.</summary>
internal static class StatusCommand
{
    public static Command Make(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var command = new Command("status", "Say whether everything is okay, and how that is known. "
            + "Exit code: 0 okay, 3 warning, 4 critical, 5 unknown, 1 no answer, 2 wrong usage.")
        {
            json,
        };
        server.AddTo(command);
        command.SetAction((result, token) => RunAsync(server.Read(result, around), result.GetValue(json), around, token));
        return command;
    }

    private static async Task<int> RunAsync(ServerAddress address, bool asJson, Surroundings around, CancellationToken cancellationToken)
    {
        using var door = new ServerDoor(address, around);
        var answer = await door.GetAsync("api/fleet", cancellationToken);
        var fleet = answer.Read(CliJson.Default.FleetOverview);
        if (asJson)
        {
            await around.Output.WriteLineAsync(answer.Json);
        }
        else
        {
            StatusPage.Print(new Screen(around), fleet, await NamesAsync(door, fleet, cancellationToken), answer.At);
        }

        return CodeOf(StatusPage.Verdict(fleet));
    }

    internal static int CodeOf(Severity severity) => severity switch
    {
        Severity.Ok or Severity.Info => ExitCodes.Done,
        Severity.Warning => ExitCodes.Warning,
        Severity.Critical => ExitCodes.Critical,
        _ => ExitCodes.Unknown,
    };

    /// <summary>Findings name nodes by id; people do not.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> NamesAsync(
        ServerDoor door, FleetOverview fleet, CancellationToken cancellationToken)
    {
        if (fleet.Findings.Count == 0)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }

        var nodes = await door.GetAsync("api/nodes?limit=500", cancellationToken);
        return nodes.Read(CliJson.Default.NodePage).Items.DistinctBy(n => n.Id)
            .ToDictionary(n => n.Id, n => n.Name, StringComparer.Ordinal);
    }
}
