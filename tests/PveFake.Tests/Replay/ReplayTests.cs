using System.Text;
using Proxima.PveFake.Api;
using Proxima.PveFake.World;
using Proxima.TestKit;

namespace Proxima.PveFake.Tests.Replay;

/// <summary>Every recorded pair is a contract: the mock answers the same request as the real server did.</summary>
public sealed class ReplayTests
{
    [Theory]
    [InlineData("9.2.11", "pve1")]
    [InlineData("8.4.21", "pve8")]
    public async Task Every_recorded_pair_replays(string version, string node)
    {
        var differences = await ReplayAsync(version, node);
        var expected = NotYet(version);
        var text = string.Join('\n', differences.Where(pair => pair.Value.Count > 0)
            .Select(pair => $"{pair.Key}: {string.Join("; ", pair.Value)}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{version}: {differences.Count(pair => pair.Value.Count == 0)} of {differences.Count} replay");
        differences.Where(pair => pair.Value.Count > 0 && !expected.Contains(pair.Key)).Select(pair => pair.Key).ShouldBeEmpty(text);
        expected.Where(name => differences.TryGetValue(name, out var found) && found.Count == 0)
            .ShouldBeEmpty("these replay now: take them out of not-yet.txt");
    }

    /// <summary>The list may only shrink. Beside each name stands why.</summary>
    [Fact]
    public void The_list_of_what_does_not_replay_yet_only_shrinks()
        => (NotYet("9.2.11").Count + NotYet("8.4.21").Count).ShouldBeLessThanOrEqualTo(MostNotYet);

    private const int MostNotYet = 0;

    private static async Task<SortedDictionary<string, IReadOnlyList<string>>> ReplayAsync(string version, string node)
    {
        var recordings = Recording.All(version);
        var clock = new ManualClock(recordings[0].Date);
        var world = RecordedHost.Make(PveVersion.Of(version) ?? PveVersion.V92, node, clock);
        await using var fake = await PveFakeServer.StartAsync(new PveFakeOptions { Clock = clock }, world,
            TestContext.Current.CancellationToken);
        var story = new Story(fake, clock, node);
        var stage = new Stage(story);
        var differences = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var sequence = WithFillers(recordings, version).ToList();
        for (var i = 0; i < sequence.Count; i++)
        {
            var recording = sequence[i];
            if (recording.Version == version && recording.Date > clock.GetUtcNow())
            {
                clock.Advance(recording.Date - clock.GetUtcNow());
            }

            await stage.BeforeAsync(sequence[i..]);
            var answer = await story.TellAsync(recording);
            if (recording.Version == version)
            {
                differences[recording.Name] = Comparison.Of(recording, answer, FakeSchema.Of(world));
            }
        }

        return differences;
    }

    // Writes that only the other version's collection has were sent to this one as well: they go where their number says.
    private static IEnumerable<Recording> WithFillers(IReadOnlyList<Recording> recordings, string version)
    {
        var names = recordings.Select(recording => recording.Name).ToHashSet(StringComparer.Ordinal);
        var fillers = Recording.All(version == "9.2.11" ? "8.4.21" : "9.2.11")
            .Where(other => !names.Contains(other.Name) && other.Method != "GET" && other.Status == 200 && other.Number is < 400 or >= 500)
            .Where(other => other.Header("Content-Type") is not null)
            .OrderBy(other => other.Name, StringComparer.Ordinal).ToLookup(other => Next(recordings, other), StringComparer.Ordinal);
        foreach (var recording in recordings)
        {
            foreach (var filler in fillers[recording.Name])
            {
                yield return filler;
            }

            yield return recording;
        }
    }

    // The recording that follows by name, in the same series of a hundred; after the last of a series nothing is filled in.
    private static string Next(IReadOnlyList<Recording> recordings, Recording other)
        => recordings.Where(recording => string.CompareOrdinal(recording.Name, other.Name) > 0
            && recording.Number / 100 == other.Number / 100)
            .Select(recording => recording.Name).Min(StringComparer.Ordinal) ?? string.Empty;

    private static HashSet<string> NotYet(string version)
    {
        using var stream = typeof(ReplayTests).Assembly.GetManifestResourceStream("not-yet.txt")
            ?? throw new InvalidOperationException("not-yet.txt");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.StartsWith(version + " ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1])];
    }
}
