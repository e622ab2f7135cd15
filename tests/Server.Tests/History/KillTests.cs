using System.Diagnostics;
using System.Globalization;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

/// <summary>
/// A process that writes history is killed (SIGKILL) at random moments, again and again. The ledger of what was acknowledged is kept
/// here, outside of it: every acknowledged sample is there, none twice, and roll-ups count what there is.
/// <c>PROXIMA_KILLS</c> says how often; <c>./dev lab</c> does it more often than a test run does.
/// </summary>
public sealed class KillTests
{
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("PROXIMA_KILLS"), CultureInfo.InvariantCulture, out var kills)
        ? kills
        : 20;

    [Fact]
    public async Task Whatever_is_killed_when_every_acknowledged_sample_is_there_once()
    {
        using var folder = new TestFolder();
        var dice = new Random(20_250_601);
        var acknowledged = new SortedSet<long>();
        var tried = 0L;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var host = HistoryProcess.Run("write", folder.Path, (tried + 1).ToString(CultureInfo.InvariantCulture));
            // The first line says that it is under way; from then on any moment will do.
            await ReadAsync(host, acknowledged);
            var reading = ReadAllAsync(host, acknowledged);
            await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(1, 700)), TestContext.Current.CancellationToken);
            host.Kill();
            await host.WaitForExitAsync(TestContext.Current.CancellationToken);
            await reading;
            host.ExitCode.ShouldBe(137, await host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            // One more than acknowledged may have been written.
            tried = acknowledged.Max + 1;
        }

        acknowledged.Count.ShouldBeGreaterThan(Kills);
        await CheckAsync(folder.Path, acknowledged, tried);
    }

    private static async Task CheckAsync(string folder, SortedSet<long> acknowledged, long tried)
    {
        using var host = HistoryProcess.Run("dump", folder);
        var text = await host.StandardOutput.ReadToEndAsync();
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        host.ExitCode.ShouldBe(0, await host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        text.ShouldContain("damages 0");
        var sections = text.Split("subject ")[1..].ToDictionary(
            section => section.Split('\n')[0].Trim(), section => section.Split('\n')[2..].Where(line => line.StartsWith("20", StringComparison.Ordinal)).ToArray());
        for (var subject = 0; subject < HistoryHost.Subjects; subject++)
        {
            var stored = sections[$"{subject} level 0"].Select(NumberOf).ToArray();
            stored.ShouldBeUnique();
            acknowledged.Except(stored).ShouldBeEmpty($"subject {subject}");
            stored.Where(number => number < 1 || number > tried).ShouldBeEmpty($"subject {subject}");
            foreach (var line in sections[$"{subject} level 0"])
                DateTimeOffset.Parse(line.Split(',')[0], CultureInfo.InvariantCulture).ShouldBe(HistoryHost.At(subject, NumberOf(line)));
            foreach (var level in new[] { 1, 2 })
                sections[$"{subject} level {level}"].Sum(CountOf).ShouldBe(stored.Length, $"subject {subject} level {level}");
        }
    }

    private static long NumberOf(string line) => long.Parse(line.Split(',')[1].Trim(), CultureInfo.InvariantCulture);

    private static long CountOf(string line) => long.Parse(line.Split(',')[5].Trim(), CultureInfo.InvariantCulture);

    private static async Task<bool> ReadAsync(Process host, SortedSet<long> acknowledged)
    {
        var line = await host.StandardOutput.ReadLineAsync();
        // A line that the kill cut off has no dot: it acknowledges nothing.
        if (line is not null && line.EndsWith('.'))
            acknowledged.Add(long.Parse(line[..^1], CultureInfo.InvariantCulture));
        return line is not null;
    }

    private static async Task ReadAllAsync(Process host, SortedSet<long> acknowledged)
    {
        while (await ReadAsync(host, acknowledged))
        {
            // Until the pipe ends.
        }
    }
}
