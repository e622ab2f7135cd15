using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Proxima.Cli.Client;
using Proxima.Cli.Printing;
using Proxima.Server;
using Proxima.Server.Features.History;
using Proxima.Server.Features.History.Upkeep;

namespace Proxima.Cli.History;

/// <summary><c>proxima history</c>: verify and cost; the rest is in <see cref="HistoryCopyCommands"/>.</summary>
internal static class HistoryCommands
{
    /// <summary>Everything is read: some hundred megabytes a minute even on a slow disk.</summary>
    private const int VerifySeconds = 3600;

    public static Command Make(Surroundings around) => new("history", "What is remembered: whether it is whole, and what it costs.")
    {
        Verify(around),
        Cost(around),
        HistoryCopyCommands.Backup(around),
        HistoryCopyCommands.Restore(around),
        HistoryCopyCommands.Forget(around),
    };

    private static Command Verify(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var offline = new Option<bool>("--offline")
        {
            Description = "Read the data folder itself, while no server runs on it. Nothing is changed.",
        };
        var command = new Command(
            "verify", "Read every block of history and name what is damaged. Exit code: 0 whole, 1 damaged or no answer.")
        {
            offline,
            json,
        };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            var found = result.GetValue(offline)
                ? await OfflineAsync(Folders.Data(result.GetValue(server.Data), around), token)
                : await OnlineAsync(server.Read(result, around), around, token);
            if (result.GetValue(json))
                await around.Output.WriteLineAsync(JsonSerializer.Serialize(found, CliJson.Default.HistoryVerification));
            else
                Print(new Screen(around), found);
            return found.DamagesFound == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static Command Cost(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var command = new Command("cost", "Say what history costs: room on the disk, memory and writes.") { json };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var answer = await door.GetAsync("api/history/cost", token);
            if (result.GetValue(json))
                await around.Output.WriteLineAsync(answer.Json);
            else
                Print(new Screen(around), answer.Read(CliJson.Default.HistoryCost));
        });
        return command;
    }

    private static async Task<HistoryVerification> OnlineAsync(ServerAddress address, Surroundings around,
        CancellationToken cancellationToken)
    {
        using var door = new ServerDoor(address, around, VerifySeconds);
        return (await door.GetAsync("api/history/verify", cancellationToken)).Read(CliJson.Default.HistoryVerification);
    }

    private static async Task<HistoryVerification> OfflineAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await OfflineVerify.RunAsync(folder, cancellationToken);
        }
        catch (StartupException exception)
        {
            throw new CliException(exception.Message, ExitCodes.Failed, exception);
        }
    }

    private static void Print(Screen screen, HistoryVerification found)
    {
        foreach (var damage in found.Damages)
        {
            var when = damage.From is { } from && damage.To is { } to
                ? string.Create(CultureInfo.InvariantCulture,
                    $" {from.UtcDateTime:yyyy-MM-dd HH:mm} to {to.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
                : "";
            screen.Wrapped($"{(damage.Subject.Length == 0 ? "" : damage.Subject + ", ")}{damage.What}{when}: {damage.Reason}");
        }

        screen.Wrapped(string.Create(
            CultureInfo.InvariantCulture,
            $"{found.Blocks} blocks with {found.Parts} parts and {found.TailRecords} records of the tail were read: ")
            + (found.DamagesFound == 0
                ? "all of them are whole."
                : string.Create(CultureInfo.InvariantCulture, $"{found.DamagesFound} are damaged; everything else can be read.")));
    }

    private static void Print(Screen screen, HistoryCost cost)
    {
        var table = new Table(new("RESOLUTION"), new("VALUES", IsRight: true), new("ROOM", IsRight: true), new("KEPT", IsRight: true));
        foreach (var level in cost.Levels)
        {
            var kept = level.KeptDays is { } days ? string.Create(CultureInfo.InvariantCulture, $"{days:0.##} d") : "for ever";
            table.Row(level.Name, level.Values.ToString(CultureInfo.InvariantCulture), Amounts.Bytes(level.Bytes), kept);
        }

        table.Print(screen);
        screen.Line();
        screen.Line($"On the disk    {Amounts.Bytes(cost.FileBytes)} and {Amounts.Bytes(cost.TailBytes)} not in blocks yet");
        screen.Line($"Bytes a sample {Amounts.Number(cost.BytesPerSample)}");
        screen.Line($"Written a day  {Amounts.Bytes(cost.WrittenBytesPerDay)}");
        if (cost.Damaged > 0)
            screen.Line($"Damaged        {cost.Damaged}; 'proxima history verify' names them");
    }
}
