using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Cli.Client;
using Proxima.Cli.Printing;

namespace Proxima.Cli.Versions;

/// <summary>What <c>proxima version --json</c> prints. Either <see cref="Server"/> or <see cref="ServerProblem"/> is there.</summary>
internal sealed record VersionAnswer(string Version, string? Commit, string Runtime, string? Server, string? ServerProblem);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VersionAnswer))]
internal sealed partial class VersionJson : JsonSerializerContext;

/// <summary><c>proxima version</c>: of this program, and of the server where one answers.</summary>
internal static class VersionCommand
{
    public static Command Make(Surroundings around)
    {
        var server = new ServerOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("version", "Print the version of this program, and of the server if one answers.") { json };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            var answer = await AskAsync(server.Read(result, around), around, token);
            if (result.GetValue(json))
            {
                await around.Output.WriteLineAsync(JsonSerializer.Serialize(answer, VersionJson.Default.VersionAnswer));
            }
            else
            {
                Print(new Screen(around), answer);
            }
        });
        return command;
    }

    private static async Task<VersionAnswer> AskAsync(ServerAddress address, Surroundings around, CancellationToken cancellationToken)
    {
        string? version = null;
        string? problem = null;
        try
        {
            using var door = new ServerDoor(address, around);
            version = (await door.GetAsync("api/access", cancellationToken)).Read(CliJson.Default.AccessStatus).Version;
        }
        catch (CliException exception)
        {
            // The version of this program is the answer; that no server runs is part of it and no failure.
            problem = exception.Message;
        }

        return new VersionAnswer(ProgramVersion.Text, ProgramVersion.Commit, $".NET {Environment.Version}", version, problem);
    }

    private static void Print(Screen screen, VersionAnswer answer)
    {
        screen.Line($"proxima {answer.Version}{(answer.Commit is { } commit ? $" ({commit})" : string.Empty)}, {answer.Runtime}");
        screen.Wrapped($"server  {answer.Server ?? answer.ServerProblem}", answer.Server is null ? Tone.Quiet : Tone.Plain);
    }
}
