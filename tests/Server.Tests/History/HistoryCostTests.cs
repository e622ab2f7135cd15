using System.Globalization;
using Proxima.Model;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

/// <summary>What history costs the disk, measured: the figures are in the output.</summary>
public sealed class HistoryCostTests
{
    private const int Hours = 4;

    // In a process of its own, so that what other tests write meanwhile is not counted.
    [Theory]
    [InlineData(1, 0, 150)]
    [InlineData(3, 50, 200)]
    public async Task A_day_of_samples_every_ten_seconds_writes_little(int nodes, int guests, int megabytesADay)
    {
        using var folder = new TestFolder();
        using var host = HistoryProcess.Run("cost", folder.Path, $"{nodes}", $"{guests}", $"{Hours}");
        var text = await host.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        host.ExitCode.ShouldBe(0, await host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        var figures = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' '))
            .ToDictionary(static line => line[0], static line => double.Parse(line[1], CultureInfo.InvariantCulture));
        var (written, accounted) = (figures["written"], figures["accounted"]);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{nodes} nodes, {guests} guests, {figures["samples"]} samples in {Hours} h: {written * 24 / Hours / 1e6:0.0} MB a day written by "
            + $"the process, {accounted * 24 / Hours / 1e6:0.0} MB accounted for; {figures["bytes"] / figures["samples"]:0.000} bytes a sample in blocks"));
        (written * 24 / Hours / 1_000_000).ShouldBeLessThan(megabytesADay);
        // What people are told is what the kernel counted, or a little more.
        accounted.ShouldBeInRange(written / 3, written * 3);
    }

    [Theory, EngineData]
    public async Task A_file_gets_smaller_when_its_time_is_over(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        var dice = new Random(2);
        for (var tick = 0; tick < 2000; tick++)
            await history.Store.AppendAsync([HistoryLoad.Point(SubjectKind.Node, 0, 60, tick, dice)], CancellationToken.None);
        await history.CloseAllAsync(HistoryLoad.Noon.AddHours(6));
        await history.GiveBackAsync();
        var before = await SizeAsync(history);
        var blocks = await history.NumberAsync("SELECT CAST(SUM(bytes) AS BIGINT) FROM history_blocks WHERE level = 0");

        history.Clock.Advance(TimeSpan.FromDays(5));
        await history.SweepAsync();
        await history.GiveBackAsync();

        (await history.HeldAsync(0)).ShouldBe(0);
        (await history.HeldAsync(1)).ShouldBeGreaterThan(0);
        if (engine == Engine.Sqlite)
            (before - await SizeAsync(history)).ShouldBeGreaterThan(blocks / 2);
    }

    private static Task<long> SizeAsync(HistoryRig history)
        => Task.FromResult(history.Databases.History.Engine == Engine.Sqlite ? new FileInfo(history.Databases.History.Description).Length : 0);
}
