using System.CommandLine;
using System.Text;
using System.Text.Json;
using Proxima.Cli.Client;
using Proxima.Cli.Printing;
using Proxima.Cli.Serve;
using Proxima.Server;
using Proxima.Server.Platform.Audit;

namespace Proxima.Cli.Audit;

/// <summary><c>proxima audit verify</c>: by the server, or on its data folder while it does not run.</summary>
internal static class VerifyCommand
{
    private const int MostAnchors = 50_000;
    private const int LongestLine = 64 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    public static Command Make(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var anchors = new Option<string>("--anchors")
        {
            Description = "Compare with what was written down outside: output of 'journalctl -o json', or a syslog file; "
                + "- for standard input.",
            HelpName = "FILE|-",
        };
        var database = new Option<string>("--database")
        {
            Description = $"postgres://… of an instance that does not run (also {ServeInputs.DatabaseVariable}).",
            HelpName = "URL",
        };
        var command = new Command("verify", "Check that nothing in the audit log was altered, removed or put back. "
            + "With --data also while the server is stopped. "
            + "Exit code: 0 whole, 3 whole but not anchored, 4 not whole, 1 cannot be checked, 2 wrong usage.")
        {
            anchors, database, json,
        };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            var given = result.GetValue(anchors) is { } file ? await ReadAnchorsAsync(file, around, token) : null;
            var address = server.Read(result, around);
            using var door = new ServerDoor(address, around);
            var offline = OfflineFolder.Of(address, result.GetValue(database) ?? around.Set(ServeInputs.DatabaseVariable));
            var (report, text) = offline is not null && !await door.IsThereAsync(token)
                ? await CheckAsync(offline, given, around, token)
                : await AskAsync(door, given, token);
            if (result.GetValue(json))
            {
                await around.Output.WriteLineAsync(text);
            }
            else
            {
                AuditTables.Print(new Screen(around), report);
            }

            return !report.IsWhole ? ExitCodes.Critical : AuditTables.IsUnanchored(report) ? ExitCodes.Warning : ExitCodes.Done;
        });
        return command;
    }

    private static async Task<(AuditReport Report, string Json)> AskAsync(
        ServerDoor door, IReadOnlyList<AuditAnchor>? anchors, CancellationToken cancellationToken)
    {
        var request = new AuditVerifyRequestText(anchors);
        var answer = await door.PostAsync("api/audit/verify", request.Json, Limit, cancellationToken);
        return (answer.Read(CliJson.Default.AuditReport), answer.Json);
    }

    private static async Task<(AuditReport Report, string Json)> CheckAsync(
        ServeOptions options, IReadOnlyList<AuditAnchor>? anchors, Surroundings around, CancellationToken cancellationToken)
    {
        var report = await OfflineFolder.RunAsync(
            () => OfflineAudit.VerifyAsync(options, around.Variable, anchors, around.Clock, cancellationToken));
        return (report, JsonSerializer.Serialize(report, CliJson.Default.AuditReport));
    }

    /// <summary>The anchors of a file, each once. A line longer than an anchor can be is passed over.</summary>
    private static async Task<IReadOnlyList<AuditAnchor>> ReadAnchorsAsync(
        string file, Surroundings around, CancellationToken cancellationToken)
    {
        await using var stream = AuditFile.Open(file, "--anchors", around);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var anchors = new Dictionary<string, AuditAnchor>(StringComparer.Ordinal);
        await foreach (var line in BoundedLines.ReadAsync(reader, LongestLine, cancellationToken))
        {
            if (AnchorText.Parse(line) is { } anchor)
            {
                anchors[AnchorText.Of(anchor)] = anchor;
                if (anchors.Count > MostAnchors)
                {
                    throw new CliException(
                        $"--anchors {file} holds more than {MostAnchors} anchors; give a part of it ('journalctl --since')",
                        ExitCodes.WrongUsage);
                }
            }
        }

        return anchors.Count > 0 ? [.. anchors.Values] : throw new CliException(
            $"--anchors {file} holds no anchor; give the output of 'journalctl -o json MESSAGE_ID={AnchorText.MessageId}'");
    }

    /// <summary>The request as text.</summary>
    private sealed record AuditVerifyRequestText(IReadOnlyList<AuditAnchor>? Anchors)
    {
        public string Json => JsonSerializer.Serialize(
            new Server.Features.Audit.AuditVerifyRequest(Anchors is null ? null : [.. Anchors.Select(AnchorText.Of)]),
            CliJson.Default.AuditVerifyRequest);
    }
}
