using System.Text.Json;
using Proxima.Pve.Schema;
using Proxima.Pve.Schema.Checks;
using Proxima.Pve.Tests.Recordings;

namespace Proxima.Pve.Tests.Schema;

/// <summary>What the checks say about every recorded call, beside what the real server said.</summary>
public sealed class RecordedCheckTests
{
    // What only the running system can know: another task, another guest, another token, being root.
    private static readonly string[] BeyondTheSchema = ["no such task", "unable to parse worker upid", "already exists", "Only root", "Duplicate"];

    [Fact]
    public void Every_recorded_refusal_of_a_parameter_is_foreseen_word_for_word()
    {
        var seen = 0;
        foreach (var recording in Recording.All().Where(recording => recording.Status == 400))
        {
            if (Matched(recording) is not { } match || ErrorsOf(recording) is not { Count: > 0 } expected
                || expected.Values.Any(text => BeyondTheSchema.Any(word => text.Contains(word, StringComparison.Ordinal))))
            {
                continue;
            }

            seen++;
            var found = Check(recording, match).Map.ToDictionary(pair => pair.Key, pair => Sorted(pair.Value));
            found.ShouldBe(expected.ToDictionary(pair => pair.Key, pair => Sorted(pair.Value)), ignoreOrder: true, $"{recording.Version}/{recording.Name}");
        }

        seen.ShouldBeGreaterThan(8);
    }

    [Fact]
    public void No_call_that_the_real_server_took_is_refused()
    {
        var seen = 0;
        foreach (var recording in Recording.All().Where(recording => recording.Status == 200))
        {
            var isUpload = recording.Request.Headers.GetValueOrDefault("Content-Type")?.StartsWith("multipart/", StringComparison.Ordinal) == true;
            if (!isUpload && Matched(recording) is { } match)
            {
                seen++;
                Check(recording, match).Map.ShouldBeEmpty($"{recording.Version}/{recording.Name}");
            }
        }

        seen.ShouldBeGreaterThan(100);
    }

    private static PvePathMatch? Matched(Recording recording)
        => recording.Request.ApiPath is { } path ? PveSchema.Load(recording.Version.StartsWith('8') ? "pve-8.4" : "pve-9.2").Match(recording.Request.Method, path) : null;

    private static PveErrors Check(Recording recording, PvePathMatch match)
    {
        var given = new Dictionary<string, PveInput>(recording.Request.Parameters());
        foreach (var (name, value) in match.Values)
        {
            given[name] = value;
        }

        return PveChecks.Check(match.Operation, given);
    }

    private static Dictionary<string, string>? ErrorsOf(Recording recording)
    {
        using var document = JsonDocument.Parse(recording.Body);
        return document.RootElement.TryGetProperty("errors", out var errors)
            ? errors.EnumerateObject().ToDictionary(error => error.Name, error => error.Value.GetString() ?? string.Empty)
            : null;
    }

    // The server writes the lines of a property string in the order of a Perl hash: any.
    private static string Sorted(string text) => string.Join('\n', text.Split('\n').Order(StringComparer.Ordinal));
}
