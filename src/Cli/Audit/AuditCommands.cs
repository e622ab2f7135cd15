using System.CommandLine;
using System.Globalization;
using Proxima.Cli.Client;
using Proxima.Cli.Printing;
using Proxima.Server.Platform.Audit;

namespace Proxima.Cli.Audit;

/// <summary><c>proxima audit list</c>, <c>export</c> and <c>verify</c>.</summary>
internal static class AuditCommands
{
    private const int MostRows = 10_000;
    private const int PageRows = 500;

    /// <summary>A filter that finds little makes short pages; this many of them are looked through.</summary>
    private const int MostPages = 1000;

    private static readonly string[] Formats = ["csv", "jsonl", "syslog", "cef"];

    public static Command Make(Surroundings around)
        => new("audit", "Who did what, and whether that record is whole.") { List(around), Export(around), VerifyCommand.Make(around) };

    private static Command List(Surroundings around)
    {
        var server = new ServerOptions();
        var filter = new AuditFilterOptions();
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line, as the API answers." };
        var limit = new Option<int>("--limit")
        {
            Description = $"Most entries, 1 to {MostRows}.",
            HelpName = "N",
            DefaultValueFactory = _ => 50,
        };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
                    && rows is >= 1 and <= MostRows))
            {
                result.AddError($"--limit '{token.Value}' is not a number from 1 to {MostRows}");
            }
        });
        var command = new Command("list", "List entries of the audit log, newest first.") { limit, json };
        filter.AddTo(command);
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var records = await FindAsync(door, filter.Query(result), result.GetValue(limit), token);
            if (result.GetValue(json))
            {
                foreach (var record in records)
                {
                    await around.Output.WriteLineAsync(System.Text.Json.JsonSerializer.Serialize(record, CliJson.Default.AuditRecord));
                }

                return;
            }

            AuditTables.Print(new Screen(around), records);
        });
        return command;
    }

    private static Command Export(Surroundings around)
    {
        var server = new ServerOptions();
        var filter = new AuditFilterOptions();
        var format = new Option<string>("--format")
        {
            Description = "csv (RFC 4180), jsonl (one JSON object a line), syslog (RFC 5424) or cef.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => Formats[0],
        };
        format.AcceptOnlyFromAmong(Formats);
        var output = new Option<string>("--output")
        {
            Description = "File to write, made private; without it, standard output.",
            HelpName = "FILE",
        };
        var command = new Command("export", "Write the audit log, or the part a filter finds, oldest first. The export is audited too.")
        {
            format, output,
        };
        filter.AddTo(command);
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var path = $"api/audit/export?format={result.GetValue(format)}{filter.Query(result)}";
            await door.DownloadAsync(path, (stream, cancel) => AuditFile.TakeAsync(stream, result.GetValue(output), around, cancel), token);
        });
        return command;
    }

    private static async Task<List<AuditRecord>> FindAsync(ServerDoor door, string query, int limit, CancellationToken cancellationToken)
    {
        var records = new List<AuditRecord>();
        long? before = null;
        for (var page = 0; page < MostPages && records.Count < limit; page++)
        {
            var rows = Math.Min(PageRows, limit - records.Count);
            var from = before is { } at ? string.Create(CultureInfo.InvariantCulture, $"&before={at}") : "";
            var path = string.Create(CultureInfo.InvariantCulture, $"api/audit?limit={rows}{from}{query}");
            var found = (await door.GetAsync(path, cancellationToken)).Read(CliJson.Default.AuditFound);
            records.AddRange(found.Items);
            before = found.Before;
            if (before is null)
            {
                break;
            }
        }

        return records;
    }
}
