using System.Globalization;
using Proxima.Model.Fleet;
using Proxima.Server.Features.History;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

/// <summary>Guards against a query that reads rows it does not need; the measured figures are in the output.</summary>
public sealed class HistorySpeedTests
{
    private const int SeriesOfNode = 60;
    private const double MostMilliseconds = 50;

    [Theory, EngineData]
    public async Task A_day_of_four_series_is_answered_at_once(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        var now = history.Clock.GetUtcNow();
        var names = Series.All.Keys.Where(name => name.StartsWith("cpu", StringComparison.Ordinal))
            .Concat(Enumerable.Range(0, SeriesOfNode - 5).Select(i => $"network.received:eth{i}")).ToArray();
        var appends = new List<Task>();
        for (var back = 86_400; back > 0; back -= back > 3600 ? 60 : 10)
        {
            var values = names.Select((name, index) => new SeriesValue(name, Math.Sin(back + index) * 100)).ToArray();
            appends.Add(
                history.Store.AppendAsync(new HistoryPoint(HistoryRig.Node, now.AddSeconds(-back), values), CancellationToken.None));
        }

        await Task.WhenAll(appends);
        await history.CloseAsync();
        foreach (var hours in new[] { 1, 24 })
        {
            var median = await MedianAsync(history, names[..4], now.AddHours(-hours), now);
            TestContext.Current.TestOutputHelper?.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{engine}, {hours} h, 4 of {SeriesOfNode} series, at most 300 points: median {median:0.00} ms"));
            median.ShouldBeLessThan(MostMilliseconds);
        }
    }

    [Fact]
    public async Task Two_years_are_a_chart_in_a_blink()
    {
        const int Days = 730;
        await using var history = await HistoryRig.StartAsync();
        var start = history.Clock.GetUtcNow();
        var names = Enumerable.Range(0, 10).Select(i => $"network.received:eth{i}").ToArray();
        for (var day = 0; day < Days; day++)
        {
            var points = Enumerable.Range(0, 96).Select(quarter => new HistoryPoint(
                HistoryRig.Node,
                start.AddDays(day).AddMinutes(quarter * 15),
                names.Select((name, index) => new SeriesValue(name, Math.Round(1000 + (Math.Sin(quarter + index) * 100)))).ToArray()));
            await history.Store.AppendAsync(points.ToArray(), CancellationToken.None);
            history.Clock.Advance(TimeSpan.FromDays(1));
            await history.CloseAsync();
            if (day % 30 == 0)
                await history.SweepAsync();
        }

        var now = history.Clock.GetUtcNow();
        foreach (var days in new[] { 90, 365, Days })
        {
            var median = await MedianAsync(history, names[..4], now.AddDays(-days), now);
            TestContext.Current.TestOutputHelper?.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{days} days, 4 of 10 series, at most 300 points: median {median:0.00} ms"));
            median.ShouldBeLessThan(100);
        }

        var all = await history.QueryAsync(names[0], start.AddDays(-1), now.AddDays(1), 300);
        all.Buckets.Sum(bucket => bucket.Count).ShouldBe(Days * 96);
    }

    private static async Task<double> MedianAsync(HistoryRig history, string[] names, DateTimeOffset from, DateTimeOffset to)
    {
        var times = new List<double>();
        for (var i = 0; i < 51; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            var answer = await history.Store.QueryAsync(new HistoryQuery(HistoryRig.Node, names, from, to, 300), CancellationToken.None);
            times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            answer.ShouldAllBe(series => series.Buckets.Count > 100);
        }

        return times.Order().ElementAt(times.Count / 2);
    }
}
