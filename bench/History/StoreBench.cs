using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Model;
using Proxima.Server;
using Proxima.Server.Features.History;
using Proxima.Server.Features.History.Upkeep;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.HistoryBench;

/// <summary>
/// The store itself, without HTTP: the seeded fleet appended in the order it would arrive, one durable group a tick, closed and
/// compacted as time goes by; then queried. Samples are objects with names, as the fleet's door makes them.
/// </summary>
internal static class StoreBench
{
    private const int StepSeconds = 30;
    private const int Hours = 48;

    public static async Task<int> RunAsync(int hosts, string folder, CancellationToken cancellationToken)
    {
        var fleet = Enumerable.Range(0, hosts).Select(number => Fleet.Host(number, StepSeconds, Hours)).ToArray();
        var names = fleet[0].Columns.Select(static column => $"network.received:{column.Series}").ToArray();
        Directory.CreateDirectory(folder);
        var clock = new ManualClock(DateTimeOffset.FromUnixTimeMilliseconds(Fleet.Start));
        await using var services = await OpenAsync(folder, clock, cancellationToken);
        var history = services.GetRequiredService<IHistory>();
        var upkeep = services.GetRequiredService<HistoryUpkeep>();
        var subjects = Enumerable.Range(0, hosts).Select(static i => new SubjectId(SubjectKind.Node, $"{i:x32}")).ToArray();

        var next = new int[hosts];
        var samples = 0L;
        var making = TimeSpan.Zero;
        var closing = TimeSpan.Zero;
        var before = Environment.CpuUsage.TotalTime;
        var start = TimeProvider.System.GetTimestamp();
        for (var tick = 0; tick < Hours * 3600 / StepSeconds; tick++)
        {
            var end = Fleet.Start + ((tick + 1) * StepSeconds * 1000L);
            var cpu = Environment.CpuUsage.TotalTime;
            var points = new List<HistoryPoint>(hosts);
            for (var host = 0; host < hosts; host++)
            {
                while (next[host] < fleet[host].Times.Length && fleet[host].Times[next[host]] < end)
                    points.Add(PointOf(fleet[host], subjects[host], names, next[host]++));
            }

            making += Environment.CpuUsage.TotalTime - cpu;
            samples += points.Sum(static point => (long)point.Values.Count);
            clock.Advance(TimeSpan.FromSeconds(StepSeconds));
            if (points.Count > 0)
                await history.AppendAsync(points, cancellationToken);
            cpu = Environment.CpuUsage.TotalTime;
            if (tick % 2 == 0)
                await upkeep.RunAsync(cancellationToken);
            closing += Environment.CpuUsage.TotalTime - cpu;
        }

        clock.Advance(TimeSpan.FromHours(9));
        var last = Environment.CpuUsage.TotalTime;
        await upkeep.RunAsync(cancellationToken);
        closing += Environment.CpuUsage.TotalTime - last;
        var used = Environment.CpuUsage.TotalTime - before - making;
        Print($"{samples} samples of {hosts} hosts in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s; "
            + $"{samples / used.TotalSeconds / 1e6:0.00} M samples/s/core "
            + $"(appending {(used - closing).TotalSeconds:0.0} s, closing and compacting {closing.TotalSeconds:0.0} s; "
            + $"making the points another {making.TotalSeconds:0.0} s)");
        await SizeAsync(services, samples, cancellationToken);
        await QueriesAsync(history, subjects, names, cancellationToken);
        return 0;
    }

    private static HistoryPoint PointOf(Subject host, SubjectId subject, string[] names, int row)
    {
        var values = new SeriesValue[names.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = new SeriesValue(names[i], host.Columns[i].Values[row]);
        return new HistoryPoint(subject, DateTimeOffset.FromUnixTimeMilliseconds(host.Times[row]), values);
    }

    private static async Task SizeAsync(ServiceProvider services, long samples, CancellationToken cancellationToken)
    {
        foreach (var database in services.GetRequiredService<ManagedDatabases>().All)
            await database.GiveBackAsync(cancellationToken);
        var cost = await services.GetRequiredService<CostReading>().ReadAsync(cancellationToken);
        foreach (var level in cost.Levels)
            Print($"{level.Name}: {level.Values} values, {level.Bytes} bytes, "
                + $"{(double)level.Bytes / Math.Max(1, level.Values):0.000} each, {level.Parts} parts");
        Print($"samples: {(double)cost.Levels[0].Bytes / samples:0.000} bytes each; "
            + $"file with all roll-ups {(double)cost.FileBytes / samples:0.000}");
        Print($"written {cost.WrittenBytes / 1e6:0.0} MB in {Hours} h = {cost.WrittenBytes / 1e6 * 24 / Hours:0.0} MB a day");
    }

    private static async Task QueriesAsync(IHistory history, SubjectId[] subjects, string[] names, CancellationToken cancellationToken)
    {
        var end = DateTimeOffset.FromUnixTimeMilliseconds(Fleet.Start).AddHours(Hours);
        foreach (var (series, hours, points) in new[] { (1, 24, 300), (60, 24, 300), (60, 48, 300), (1, 24, 2880), (1, 1, 240) })
        {
            var times = new List<double>();
            for (var i = 0; i < 200; i++)
            {
                var asked = names[..Math.Min(series, names.Length)];
                var ask = new HistoryQuery(subjects[i % subjects.Length], asked, end.AddHours(-hours), end, points) { WithLast = false };
                var start = TimeProvider.System.GetTimestamp();
                await history.QueryAsync(ask, cancellationToken);
                times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            }

            times.Sort();
            Print($"{series} series, {hours} h, {points} points: p50 {times[100]:0.00} ms, p95 {times[190]:0.00} ms");
        }
    }

    private static async Task<ServiceProvider> OpenAsync(string folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new ServeOptions { DataFolder = folder });
        builder.Services.AddSingleton(clock);
        builder.AddDatabase();
        builder.AddHistory();
        builder.Services.Configure<HistoryOptions>(static options => options.GatherMilliseconds = 0);
        var services = builder.Services.BuildServiceProvider();
        await services.GetRequiredService<ManagedDatabases>().OpenAsync(cancellationToken);
        return services;
    }

    private static void Print(string line) => Console.WriteLine(line);
}
