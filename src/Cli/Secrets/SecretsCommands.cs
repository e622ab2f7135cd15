using System.CommandLine;
using System.Globalization;
using Proxima.Cli.Client;
using Proxima.Cli.Printing;
using Proxima.Server.Platform.Secrets;

namespace Proxima.Cli.Secrets;

/// <summary><c>proxima secrets list</c> and <c>proxima secrets rotate</c>.</summary>
internal static class SecretsCommands
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static Command Make(Surroundings around)
        => new("secrets", "The root key that everything secret in the database is sealed under.") { List(around), Rotate(around) };

    private static Command List(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var command = new Command("list", "List the root keys by name; no key is shown.") { json };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var answer = await door.GetAsync("api/secrets", token);
            if (result.GetValue(json))
            {
                await around.Output.WriteLineAsync(answer.Json);
                return;
            }

            Print(new Screen(around), answer.Read(CliJson.Default.RootKeysInfo));
        });
        return command;
    }

    private static Command Rotate(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var command = new Command("rotate", "Make a new root key, seal everything under it, and put the old one away. "
            + "The server goes on meanwhile; cut off at any moment, it starts again with everything readable.") { json };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var answer = await door.PostAsync("api/secrets/rotate", "{}", Limit, token);
            var rotated = answer.Read(CliJson.Default.RotationResult);
            if (result.GetValue(json))
            {
                await around.Output.WriteLineAsync(answer.Json);
            }
            else
            {
                Print(new Screen(around), rotated);
            }

            return rotated.Unreadable.Count == 0 ? ExitCodes.Done : ExitCodes.Warning;
        });
        return command;
    }

    private static void Print(Screen screen, RootKeysInfo keys)
    {
        var source = keys.Source switch
        {
            RootKeySource.Credential => "the systemd credential proxima-key",
            RootKeySource.Environment => "the variable PROXIMA_KEY",
            _ => "keys/root.key in the data folder",
        };
        screen.Line($"The root key comes from {source}");
        var table = new Table(
            new Column("KEY"), new Column("STATE"), new Column("VALUES", IsRight: true), new Column("FIRST USED"), new Column("PUT AWAY"));
        foreach (var key in keys.Keys)
        {
            table.Row(
                key.Id,
                key.IsActive ? new Cell("in use", Tone.Ok)
                    : key.RetiredAt is not null ? new Cell("put away", Tone.Quiet)
                    : key.IsHere ? new Cell("of before", Tone.Warning) : new Cell("not here", Tone.Critical),
                key.Values.ToString(CultureInfo.InvariantCulture),
                Time(key.CreatedAt),
                key.RetiredAt is { } at ? Time(at) : "");
        }

        table.Print(screen);
    }

    private static void Print(Screen screen, RotationResult result)
    {
        screen.Line(("Rotated", Tone.Ok), (string.Create(
            CultureInfo.InvariantCulture,
            $": key {result.OldKeyId} to {result.NewKeyId}, {result.Values} values sealed anew"), Tone.Plain));
        foreach (var place in result.Unreadable)
        {
            screen.Line(("  does not open  ", Tone.Critical), (place, Tone.Plain));
        }

        foreach (var kept in result.Kept)
        {
            screen.Line(("  still needed   ", Tone.Warning), (kept, Tone.Plain));
        }

        foreach (var retired in result.Retired)
        {
            screen.Line(
                ("  put away       ", Tone.Quiet),
                ($"{retired}, as keys/retired/{retired}.key; backups of before need it", Tone.Plain));
        }

        screen.Wrapped("Copy the new keys/root.key to where you keep the other copy: a backup of the database alone does not open.");
    }

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
