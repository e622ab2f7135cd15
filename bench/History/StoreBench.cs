using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Model;
using Proxima.Server;
using Proxima.Server.Features.History;
using Proxima.Server.Features.History.Upkeep;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Settings;
using Proxima.TestKit;

namespace Proxima.HistoryBench;

/// <summary>
/// The store itself, without HTTP: the seeded fleet appended in the order it would arrive, one durable group a tick, closed and compacted
/// as time goes by; then queried. Samples are objects with names, as the fleet's door makes them.
/// </summary>
internal static class StoreBench
{
    private const int SweepSeconds = 7 * 86_400;

    /// <summary>A line of JSON; the folder is left behind, for a server to be started on.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<Subject> fleet, StorePace pace, string folder, CancellationToken cancellationToken)
    {
        var (stepSeconds, hours) = (pace.StepSeconds, pace.Hours);
        var hosts = fleet.Count;
        var names = fleet.Select(static one => one.Columns.Select(static column => $"network.received:{column.Series}").ToArray())
            .ToArray();
        Directory.CreateDirectory(folder);
        var clock = new ManualClock(DateTimeOffset.FromUnixTimeMilliseconds(Fleet.Start));
        await using var services = await OpenAsync(folder, clock, cancellationToken);
        var history = services.GetRequiredService<IHistory>();
        var upkeep = services.GetRequiredService<HistoryUpkeep>();
        var subjects = Enumerable.Range(0, hosts).Select(static i => new SubjectId(SubjectKind.Node, $"{i:x32}")).ToArray();

        var rules = pace.Sweeps ? services.GetServices<IRetentionRule>().ToArray() : [];
        var next = new int[hosts];
        var points = new List<HistoryPoint>(hosts);
        var samples = 0L;
        var making = TimeSpan.Zero;
        var before = Environment.CpuUsage.TotalTime;
        var start = TimeProvider.System.GetTimestamp();
        for (var tick = 0; tick < hours * 3600 / stepSeconds; tick++)
        {
            var end = Fleet.Start + ((tick + 1) * stepSeconds * 1000L);
            var cpu = Environment.CpuUsage.TotalTime;
            for (var host = 0; host < hosts; host++)
            {
                while (next[host] < fleet[host].Times.Length && fleet[host].Times[next[host]] < end)
                    points.Add(PointOf(fleet[host], subjects[host], names[host], next[host]++));
            }

            making += Environment.CpuUsage.TotalTime - cpu;
            clock.Advance(TimeSpan.FromSeconds(stepSeconds));
            if (tick % pace.TicksAtOnce != pace.TicksAtOnce - 1)
                continue;
            samples += points.Sum(static point => (long)point.Values.Count);
            if (points.Count > 0)
                await history.AppendAsync(points.ToArray(), cancellationToken);
            points.Clear();
            if ((tick + 1) * (long)stepSeconds % 60 == 0)
                await upkeep.RunAsync(cancellationToken);
            if ((tick + 1) * (long)stepSeconds % SweepSeconds == 0)
            {
                foreach (var rule in rules)
                    await rule.SweepAsync(clock.GetUtcNow(), cancellationToken);
            }
        }

        clock.Advance(TimeSpan.FromHours(9));
        await upkeep.RunAsync(cancellationToken);
        var used = Environment.CpuUsage.TotalTime - before - making;
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var report = new JsonObject
        {
            ["samples"] = samples,
            ["subjects"] = hosts,
            ["wallSeconds"] = Math.Round(seconds, 2),
            ["cpuSeconds"] = Math.Round(used.TotalSeconds, 2),
            ["makingSeconds"] = Math.Round(making.TotalSeconds, 2),
        };
        await SizeAsync(report, services, hours, cancellationToken);
        report["queries"] = await QueriesAsync(history, subjects, names[0], Fleet.Start + (hours * 3_600_000L), cancellationToken);
        Console.WriteLine(report.ToJsonString());
        return 0;
    }

    private static HistoryPoint PointOf(Subject host, SubjectId subject, string[] names, int row)
    {
        var values = new SeriesValue[names.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = new SeriesValue(names[i], host.Columns[i].Values[row]);
        return new HistoryPoint(subject, DateTimeOffset.FromUnixTimeMilliseconds(host.Times[row]), values);
    }

    private static async Task SizeAsync(JsonObject report, ServiceProvider services, int hours, CancellationToken cancellationToken)
    {
        foreach (var database in services.GetRequiredService<ManagedDatabases>().All)
            await database.GiveBackAsync(cancellationToken);
        var cost = await services.GetRequiredService<CostReading>().ReadAsync(cancellationToken);
        foreach (var level in cost.Levels)
            report[$"level {level.Name}"] = new JsonObject { ["values"] = level.Values, ["bytes"] = level.Bytes, ["parts"] = level.Parts };
        report["fileBytes"] = cost.FileBytes;
        report["writtenADay"] = cost.WrittenBytes * 24 / hours;
    }

    private static async Task<JsonObject> QueriesAsync(
        IHistory history, SubjectId[] subjects, string[] names, long end, CancellationToken cancellationToken)
    {
        var found = new JsonObject();
        var until = DateTimeOffset.FromUnixTimeMilliseconds(end);
        foreach (var (name, series, hours) in new[] { ("one24", 1, 24), ("sixty24", 60, 24), ("sixty48", 60, 48) })
        {
            var times = new List<double>();
            for (var i = 0; i < 100; i++)
            {
                var ask = new HistoryQuery(
                    subjects[i % subjects.Length], names[..Math.Min(series, names.Length)], until.AddHours(-hours), until, 300)
                {
                    WithLast = false,
                };
                var start = TimeProvider.System.GetTimestamp();
                await history.QueryAsync(ask, cancellationToken);
                times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            }

            times.Sort();
            found[name] = new JsonObject { ["p50"] = Math.Round(times[50], 3), ["p95"] = Math.Round(times[95], 3) };
        }

        return found;
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
}

/// <summary>
/// How the fleet's samples arrive: so many seconds apart, for how long, so many ticks in one append, with retention or without.
/// </summary>
internal sealed record StorePace(int StepSeconds, int Hours, int TicksAtOnce = 1, bool Sweeps = false);
