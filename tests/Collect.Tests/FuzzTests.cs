using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Proxima.TestKit;

namespace Proxima.Collect.Tests;

/// <summary>
/// Every kind there is, fed with damaged samples of all kinds: one outcome, soon, with a short message, and never an exception. Two seconds a
/// kind with a fixed seed; <c>./dev fuzz</c> sets PROXIMA_FUZZ_SECONDS and PROXIMA_FUZZ_SEED.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int LongestMessage = 1000;

    /// <summary>A sample of a few kilobytes takes under a millisecond; a machine that is busy, not more than this.</summary>
    private static readonly TimeSpan LongestParse = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PatienceWithHang = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Targets => [.. Kinds.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_damaged_sample_has_one_outcome_soon(string kind)
    {
        var seconds = Setting("PROXIMA_FUZZ_SECONDS", 2);
        var seed = Setting("PROXIMA_FUZZ_SEED", 20_260_101);
        var damage = new Damage(new Random(seed), Corpus(kind));
        var current = string.Empty;
        var run = Task.Run(() => Run(kind, damage, TimeSpan.FromSeconds(seconds), input => Volatile.Write(ref current, input)), TestContext.Current.CancellationToken);
        try
        {
            var inputs = await run.WaitAsync(TimeSpan.FromSeconds(seconds) + PatienceWithHang, TestContext.Current.CancellationToken);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {inputs} inputs"));
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{kind} hangs on {Shown(Volatile.Read(ref current))}", exception);
        }
    }

    private static int Run(string kind, Damage damage, TimeSpan length, Action<string> begins)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var count = 0;
        while (TimeProvider.System.GetElapsedTime(begun) < length)
        {
            var (text, name) = damage.Next();
            begins(text);
            var started = Stopwatch.GetTimestamp();
            KindResult result;
            try
            {
                result = Kinds.Parse(kind, text, name);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{kind} threw {e.GetType().Name} on {Shown(text)}", e);
            }

            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(LongestParse, $"{kind} on {Shown(text)}");
            new[] { result.Json, result.Absent, result.Failed }.Count(said => said is not null).ShouldBe(1, $"{kind} on {Shown(text)}");
            (result.Absent ?? result.Failed)?.Length.ShouldBeInRange(1, LongestMessage, $"{kind} on {Shown(text)}");
            if (result.Json is { Length: < 1_000_000 } json) JsonDocument.Parse(json).Dispose();
            count++;
        }

        return count;
    }

    /// <summary>The good samples of all kinds, those of this one first, and up to forty real ones where there are some.</summary>
    private static List<(string Text, string? Name)> Corpus(string kind)
    {
        List<(string Text, string? Name)> corpus =
            [.. KindCatalogue.All.OrderByDescending(file => file.Kind == kind).Select(file => (file.Sample, file.Name))];
        var folder = Path.GetFullPath(Path.Combine(RepoRoot.Folder, "..", "shared", "fixtures", kind));
        if (!Directory.Exists(folder)) return corpus;
        corpus.InsertRange(0, Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(path => new FileInfo(path).Length < 100_000).Where((_, i) => i % 3 == 0).Take(40)
            .Select(path => (File.ReadAllText(path), (string?)Path.GetFileName(path))));
        return corpus;
    }

    private static int Setting(string name, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private static string Shown(string text)
        => JsonSerializer.Serialize(text.Length > 300 ? text[..300] + "…" : text, TextJson.Default.String);
}
