using System.CommandLine;
using System.Text;
using System.Text.Json;
using Proxima.Cli.Client;
using Proxima.Cli.Printing;
using Proxima.Server.Features.Import;

namespace Proxima.Cli.Import;

/// <summary><c>proxima access import</c>: takes over the account of a ProxMenux Monitor; without <c>--apply</c> it only says how.</summary>
internal static class ImportCommand
{
    private const int MostCharacters = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Command Make(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var file = new Argument<string>("file")
        {
            Description = "auth.json of a ProxMenux Monitor; - for standard input.",
            HelpName = "FILE",
        };
        var apply = new Option<bool>("--apply") { Description = "Do it; without this, only say what would be done." };
        var role = new Option<string>("--role")
        {
            Description = "Role of the imported user, everywhere: viewer, operator, admin or one of your own.",
            HelpName = "ROLE",
            DefaultValueFactory = _ => "viewer",
        };
        var command = new Command("import", "Take over the user of a ProxMenux Monitor, with a report of what maps and what does not. "
            + "Exit code: 0 done or possible, 3 not possible, 1 failed, 2 wrong usage.") { file, apply, role, json };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            var content = await ReadAsync(result.GetRequiredValue(file), around, token);
            using var door = new ServerDoor(server.Read(result, around), around);
            var request = new ImportRequest(content, result.GetValue(apply), result.GetValue(role));
            var body = JsonSerializer.Serialize(request, CliJson.Default.ImportRequest);
            var answer = await door.PostAsync("api/access/import", body, Limit, token);
            var report = answer.Read(CliJson.Default.ImportReport);
            if (result.GetValue(json))
            {
                await around.Output.WriteLineAsync(answer.Json);
            }
            else
            {
                Print(new Screen(around), report, result.GetValue(apply));
            }

            return report.Problem is null ? ExitCodes.Done : ExitCodes.Warning;
        });
        return command;
    }

    private static async Task<string> ReadAsync(string file, Surroundings around, CancellationToken cancellationToken)
    {
        await using var stream = Open(file, around);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var buffer = new char[MostCharacters + 1];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return length <= MostCharacters
            ? new string(buffer, 0, length)
            : throw new CliException($"{file} is larger than an account file can be; give the auth.json itself", ExitCodes.WrongUsage);
    }

    private static Stream Open(string file, Surroundings around)
    {
        if (file == "-")
        {
            return around.OpenInput();
        }

        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{file} cannot be read: {exception.Message}", ExitCodes.WrongUsage, exception);
        }
    }

    private static void Print(Screen screen, ImportReport report, bool wasToApply)
    {
        screen.Line(report switch
        {
            { Problem: { } problem } => ("Nothing can be imported: " + problem, Tone.Critical),
            { IsApplied: true } => ($"Imported {report.User}", Tone.Ok),
            _ => ($"Would import {report.User}; run it with --apply to do it", Tone.Head),
        });
        var table = new Table(new Column("WHAT"), new Column("NAME", Least: 8), new Column("OUTCOME"), new Column("HOW", Least: 20));
        foreach (var item in report.Items)
        {
            table.Row(item.What, item.Name ?? "", Outcome(item.Outcome), item.Detail);
        }

        table.Print(screen);
        if (wasToApply && report is { IsApplied: true, KeepsPassword: false })
        {
            screen.Line($"{report.User} cannot sign in yet: set a password with 'proxima user reset {report.User}'", Tone.Warning);
        }
    }

    private static Cell Outcome(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.Imported => new Cell("imported", Tone.Ok),
        ImportOutcome.Changed => new Cell("changed", Tone.Warning),
        _ => new Cell("not possible", Tone.Quiet),
    };
}
