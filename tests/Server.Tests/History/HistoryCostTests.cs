using System.Globalization;
using Proxima.Model;
using Proxima.Server.Features.History;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

/// <summary>What history costs the disk, measured: the figures are in the output.</summary>
public sealed class HistoryCostTests
{
    private const int Hours = 4;
    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 0, 150)]
    [InlineData(3, 50, 200)]
    public async Task A_day_of_samples_every_ten_seconds_writes_little(int nodes, int guests, int megabytesADay)
    {
        await using var history = await HistoryRig.StartAsync();
        var dice = new Random(1);
        var before = await WrittenAsync();
        var samples = 0L;
        for (var tick = 0; tick < Hours * 360; tick++)
        {
            var points = Enumerable.Range(0, nodes).Select(i => Point(SubjectKind.Node, i, 60, tick, dice))
                .Concat(Enumerable.Range(0, guests).Select(i => Point(SubjectKind.Guest, i, 12, tick, dice))).ToArray();
            await history.Store.AppendAsync(points, CancellationToken.None);
            samples += points.Sum(point => point.Values.Count);
            history.Clock.Advance(TimeSpan.FromSeconds(10));
            if (tick % 6 == 0)
                await history.CloseAsync();
        }

        history.Clock.Advance(TimeSpan.FromHours(1));
        await history.CloseAsync();
        var written = await WrittenAsync() - before;
        var accounted = history.Tail.Cost.WrittenBytes + (2 * history.Keeper.WrittenBytes);
        var blocks = await history.NumberAsync("SELECT CAST(SUM(bytes) AS BIGINT) FROM history_blocks WHERE level = 0");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{nodes} nodes, {guests} guests, {samples} samples in {Hours} h: {written * 24 / Hours / 1e6:0.0} MB a day written by the process, "
            + $"{accounted * 24 / Hours / 1e6:0.0} MB accounted for; {(double)blocks / samples:0.000} bytes a sample in blocks"));
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
            await history.Store.AppendAsync([Point(SubjectKind.Node, 0, 60, tick, dice)], CancellationToken.None);
        await history.CloseAllAsync(Noon.AddHours(6));
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

    private static HistoryPoint Point(SubjectKind kind, int number, int series, int tick, Random dice)
        => new(
            new SubjectId(kind, number.ToString(CultureInfo.InvariantCulture)),
            Noon.AddSeconds(tick * 10).AddMilliseconds(number * 7),
            Enumerable.Range(0, series).Select(i => new SeriesValue(Name(i), Value(i, tick, dice))).ToArray());

    private static string Name(int series) => (series % 3) switch
    {
        0 => $"disk.busy:d{series}",
        1 => $"network.received:n{series}",
        _ => $"filesystem.used:/f{series}",
    };

    /// <summary>Percent with two decimals, bytes a second, and figures that seldom change; a sixth never does.</summary>
    private static double Value(int series, int tick, Random dice) => series % 6 == 0
        ? 0
        : (series % 3) switch
        {
            0 => Math.Round(20 + (10 * Math.Sin(tick / 100.0)) + dice.NextDouble(), 2),
            1 => Math.Round(1e6 + (dice.NextDouble() * 2e5)),
            _ => 5e9 + (tick / 30 * 4096),
        };

    private static async Task<long> WrittenAsync()
    {
        var line = (await File.ReadAllLinesAsync("/proc/self/io")).First(line => line.StartsWith("write_bytes:", StringComparison.Ordinal));
        return long.Parse(line["write_bytes:".Length..], CultureInfo.InvariantCulture);
    }

    private static Task<long> SizeAsync(HistoryRig history)
        => Task.FromResult(history.Databases.History.Engine == Engine.Sqlite ? new FileInfo(history.Databases.History.Description).Length : 0);
}
