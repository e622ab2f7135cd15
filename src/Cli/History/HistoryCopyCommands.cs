using System.CommandLine;
using System.Globalization;
using Proxima.Cli.Client;
using Proxima.Cli.Nodes;
using Proxima.Cli.Printing;
using Proxima.Model;
using Proxima.Server;
using Proxima.Server.Features.History.Upkeep;

namespace Proxima.Cli.History;

/// <summary><c>proxima history backup</c>, <c>proxima history restore</c> and <c>proxima history forget</c>.</summary>
internal static class HistoryCopyCommands
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int ForgetSeconds = 600;
    private const int LongestAnswer = 300;

    public static Command Backup(Surroundings around)
    {
        var server = new ServerOptions();
        var file = new Argument<string>("file") { Description = "Where to; a file that is there already stays.", HelpName = "FILE" };
        var command = new Command("backup", "Copy all of history into one file while the server goes on.") { file };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var path = result.GetRequiredValue(file);
            await TakeAsync(door, path, token);
            new Screen(around).Line($"{Amounts.Bytes(new FileInfo(path).Length)} in {path}");
        });
        return command;
    }

    public static Command Restore(Surroundings around)
    {
        var file = new Argument<string>("file") { Description = "What 'proxima history backup' made.", HelpName = "FILE" };
        var data = new Option<string>("--data")
        {
            Description = $"Data folder to restore into, while no server runs on it (also {Folders.DataVariable}).",
            HelpName = "DIR",
        };
        var command = new Command(
            "restore", "Put a copy of history in the place of what a data folder has; that is moved aside, not deleted.") { file, data };
        command.SetAction(async (result, token) =>
        {
            try
            {
                var folder = Folders.Data(result.GetValue(data), around);
                var done = await HistoryRestore.RunAsync(result.GetRequiredValue(file), folder, around.Clock, token);
                var found = done.Verification;
                new Screen(around).Wrapped(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{found.Blocks} blocks with {found.Parts} parts and {found.TailRecords} records of the tail are in {folder}.")
                    + (done.Before is { } before ? $" What was there is in {before}." : ""));
            }
            catch (StartupException exception)
            {
                throw new CliException(exception.Message, ExitCodes.Failed, exception);
            }
        });
        return command;
    }

    public static Command Forget(Surroundings around)
    {
        var server = new ServerOptions();
        var which = new Argument<string>("subject")
        {
            Description = "What to forget: node:ID, guest:ID, storage:ID or disk:ID; without a kind, name or id of a node.",
            HelpName = "SUBJECT",
        };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var command = new Command("forget", "Forget everything recorded of one node, guest, storage or disk, for ever.") { which, yes };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around, ForgetSeconds);
            var (kind, id) = await SubjectAsync(door, result.GetRequiredValue(which), token);
            var subject = $"{kind}:{id}";
            if (!result.GetValue(yes))
                await ConfirmAsync(subject, around, token);
            await door.SendAsync(
                HttpMethod.Delete, $"api/history/{Uri.EscapeDataString(kind)}/{Uri.EscapeDataString(id)}", json: null, token);
            new Screen(around).Line($"{subject} is forgotten");
        });
        return command;
    }

    /// <summary>A node by name too; one that is gone from the list by its id.</summary>
    private static async Task<(string Kind, string Id)> SubjectAsync(ServerDoor door, string given, CancellationToken cancellationToken)
    {
        if (given.Split(':', 2) is [var kind, var id])
            return (kind, id);
        if (NodeId.TryParse(given, CultureInfo.InvariantCulture, out _))
            return ("node", given);
        var node = (await NodeCommands.FindAsync(door, given, cancellationToken)).Read(CliJson.Default.NodeDetail);
        return ("node", node.Summary.Id.ToString());
    }

    private static async Task ConfirmAsync(string subject, Surroundings around, CancellationToken cancellationToken)
    {
        await around.Error.WriteLineAsync(
            $"Everything recorded of {SafeText.Clean(subject)} goes, for ever. Type it again to go on:".AsMemory(), cancellationToken);
        using var input = new StreamReader(around.OpenInput());
        var typed = new char[LongestAnswer];
        var length = await input.ReadAsync(typed, cancellationToken);
        if (new string(typed, 0, length).Split('\n')[0].Trim() != subject)
            throw new CliException("nothing was forgotten: that is another name; --yes goes on without asking");
    }

    /// <summary>Under its name only once all of it is there.</summary>
    private static async Task TakeAsync(ServerDoor door, string path, CancellationToken cancellationToken)
    {
        var part = path + ".part";
        try
        {
            if (File.Exists(path))
                throw new CliException($"{path} is there already; choose another name");
            await door.DownloadAsync("api/history/archive", async (stream, token) =>
            {
                await using var file = new FileStream(part, new FileStreamOptions
                {
                    Mode = FileMode.Create,
                    Access = FileAccess.Write,
                    UnixCreateMode = Private,
                });
                await stream.CopyToAsync(file, token);
                file.Flush(flushToDisk: true);
            }, cancellationToken);
            File.Move(part, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} cannot be written: {exception.Message.ReplaceLineEndings(" ")}", ExitCodes.Failed, exception);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
