using System.Collections;
using System.Text;
using System.Text.Json;
using Proxima.Pve.Reading;
using Proxima.Pve.Schema;
using Proxima.Pve.Tests.Recordings;
using Proxima.Pve.Transport;
using Proxima.TestKit;

namespace Proxima.Pve.Tests.Generated;

/// <summary>Every body of the collection goes through the typed readers: none fails, no row is lost, and what is not as declared is known.</summary>
public sealed class SampleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly PveSchema Schema = PveSchema.Load("pve-9.2");

    [Fact]
    public async Task Every_recorded_answer_is_read_and_no_row_is_lost()
    {
        var seen = 0;
        var notes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var recording in Recording.All().Where(recording => recording.Status == 200 && recording.IsJson))
        {
            if (recording.Request.ApiPath is not { } path || Schema.Match(recording.Request.Method, path) is not { } match)
            {
                continue;
            }

            seen++;
            var result = await ReadAsync(match, recording.Body);
            ShouldHoldAllRows(result, recording.Body, $"{recording.Version}/{recording.Name}");
            notes.UnionWith(NotesOf(result).Select(note => $"{match.Operation}: {note}"));
        }

        seen.ShouldBeGreaterThan(100);
        notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_sample_whose_path_is_known_is_read_and_no_row_is_lost()
    {
        var seen = 0;
        foreach (var file in Directory.EnumerateFiles(Fixtures.Folder("pve-api"), "*.json", SearchOption.AllDirectories))
        {
            if (PathOf(Path.GetFileNameWithoutExtension(file)) is not ({ } method, { } path) || Schema.Match(method, path) is not { } match || !IsEnvelope(file))
            {
                continue;
            }

            seen++;
            ShouldHoldAllRows(await ReadAsync(match, File.ReadAllBytes(file)), File.ReadAllBytes(file), file);
        }

        seen.ShouldBeGreaterThan(100);
    }

    [Theory]
    [InlineData("pve-api")]
    [InlineData("pbs-api")]
    public async Task No_sample_makes_any_reader_fail(string kind)
    {
        foreach (var file in Directory.EnumerateFiles(Fixtures.Folder(kind), "*.json", SearchOption.AllDirectories).Where(IsJson))
        {
            var text = File.ReadAllText(file);
            var body = Encoding.UTF8.GetBytes(IsEnvelope(file) ? text : $"{{\"data\":{text}}}");
            using var connection = Clients.Connection(null, new StandIn(_ => new PveReply(200, "OK", body)));
            var (pve, pbs) = (new PveClient(connection), new PbsClient(connection));
            _ = await pve.Nodes["a"].Qemu[100].Config.GetAsync(Stop);
            _ = await pve.Nodes["a"].Qemu.GetAsync(Stop);
            _ = await pve.Nodes["a"].Status.GetAsync(Stop);
            _ = await pve.Nodes["a"].Tasks.GetAsync(Stop);
            _ = await pve.Cluster.Resources.GetAsync(Stop);
            _ = await pve.Cluster.Status.GetAsync(Stop);
            _ = await pve.Nodes["a"].Disks.List.GetAsync(Stop);
            _ = await pbs.Admin.Datastore["a"].Snapshots.GetAsync(Stop);
            _ = await pbs.Admin.Datastore["a"].Status.GetAsync(Stop);
            _ = await pbs.Status.DatastoreUsage.GetAsync(Stop);
            _ = await pbs.Nodes["localhost"].Status.GetAsync(Stop);
        }
    }

    // NAME__004_get_200_nodes__pve__qemu__100__config: the path with two lines for a slash.
    private static (string? Method, string? Path) PathOf(string name)
    {
        foreach (var method in (string[])["get", "post", "put", "delete"])
        {
            var at = name.IndexOf($"_{method}_200_", StringComparison.Ordinal);
            if (at >= 0)
            {
                return (method.ToUpperInvariant(), "/" + name[(at + method.Length + 6)..].Replace("__", "/", StringComparison.Ordinal));
            }
        }

        return (null, null);
    }

    private static async Task<object?> ReadAsync(PvePathMatch match, byte[] body)
    {
        using var connection = Clients.Connection(null, new StandIn(_ => new PveReply(200, "OK", body)));
        return await Walk.CallAsync(new PveClient(connection), match.Operation, match.Values, withParameters: false);
    }

    private static void ShouldHoldAllRows(object? result, byte[] body, string name)
    {
        if (body.Length == 0)
        {
            ((IEnumerable)result.ShouldNotBeNull()).Cast<object>().ShouldBeEmpty();
            return;
        }

        using var document = JsonDocument.Parse(body);
        if (result is IEnumerable rows && result is not string && document.RootElement.GetProperty("data").ValueKind == JsonValueKind.Array)
        {
            var unread = (IReadOnlyList<JsonElement>?)result.GetType().GetProperty("Unread")?.GetValue(result) ?? [];
            (rows.Cast<object>().Count() + unread.Count).ShouldBe(document.RootElement.GetProperty("data").GetArrayLength(), name);
        }
    }

    internal static IEnumerable<string> NotesOf(object? result)
    {
        if (result is PveRecord record)
        {
            var own = record.Misread.Select(note => $"{note.Member} {note.Expected} {note.Found}");
            return own.Concat(record.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0)
                .Where(property => property.Name != "Extra" && property.Name != "Misread").SelectMany(property => NotesOf(property.GetValue(record))));
        }

        if (result is string || result is not IEnumerable list)
        {
            return [];
        }

        var rows = (IReadOnlyList<PveNote>?)result.GetType().GetProperty("Misread")?.GetValue(result) ?? [];
        return rows.Select(note => $"{note.Member} {note.Expected} {note.Found}").Concat(list.Cast<object>().SelectMany(NotesOf));
    }

    private static bool IsJson(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsEnvelope(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("data", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
