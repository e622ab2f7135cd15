// Tests look behind the doors that the product keeps closed; nothing here ships.
#pragma warning disable RS0030
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Model;
using Proxima.Model.Fleet;
using Proxima.Server;
using Proxima.Server.Features.History;
using Proxima.Server.Features.History.Reading;
using Proxima.Server.Features.History.Upkeep;
using Proxima.Server.Platform.Database;

namespace Proxima.TestKit;

/// <summary>
/// History without a server around it, in a process of its own that may be killed. <c>write FOLDER FIRST</c> appends numbered samples for
/// ever and prints each number once it was acknowledged; <c>dump FOLDER</c> prints every sample there is, and what the roll-ups count;
/// <c>cost FOLDER NODES GUESTS HOURS</c> records a lab and prints what that wrote.
/// </summary>
public static class HistoryHost
{
    public const int Subjects = 3;

    /// <summary>Simulated seconds from one sample to the next: two hours, and so a closing, are 120 samples.</summary>
    public const int Step = 60;

    /// <summary>Samples of the last subject come so many steps late.</summary>
    public const int LateBy = 200;

    private static readonly DateTimeOffset Start = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static SubjectId Subject(int index) => new(SubjectKind.Guest, index.ToString(CultureInfo.InvariantCulture));

    public static DateTimeOffset At(int subject, long number)
        => Start.AddSeconds((number - (subject == Subjects - 1 ? LateBy : 0)) * Step);

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        if (args is ["write", var folder, var first])
            await WriteAsync(folder, long.Parse(first, CultureInfo.InvariantCulture), cancellationToken);
        else if (args is ["dump", var other])
            await DumpAsync(other, cancellationToken);
        else if (args is ["cost", var third, var nodes, var guests, var hours])
            await CostAsync(third, Number(nodes), Number(guests), Number(hours), cancellationToken);
        else
            return 2;
        return 0;
    }

    private static async Task WriteAsync(string folder, long first, CancellationToken cancellationToken)
    {
        var clock = new ManualClock(At(0, first));
        await using var services = await OpenAsync(folder, clock, cancellationToken);
        var history = services.GetRequiredService<IHistory>();
        var upkeep = services.GetRequiredService<HistoryUpkeep>();
        var caring = CareAsync();
        for (var number = first; !caring.IsCompleted; number++)
        {
            var value = number;
            var points = Enumerable.Range(0, Subjects).Select(subject => new HistoryPoint(
                Subject(subject), At(subject, value), [new SeriesValue(Series.CpuBusy, value), new SeriesValue(Series.Load1, 0.1)]));
            await history.AppendAsync(points.ToArray(), cancellationToken);
            // The dot says that the line is whole.
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{number}."));
            clock.Advance(TimeSpan.FromSeconds(Step));
        }

        await caring;

        async Task CareAsync()
        {
            await Task.Yield();
            while (true)
            {
                await upkeep.RunAsync(cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
            }
        }
    }

    private static async Task DumpAsync(string folder, CancellationToken cancellationToken)
    {
        await using var services = await OpenAsync(folder, new ManualClock(Start.AddYears(1)), cancellationToken);
        await services.GetRequiredService<HistoryOpening>().DoneAsync();
        var export = services.GetRequiredService<SeriesExport>();
        var (from, to) = (At(Subjects - 1, 0).ToUnixTimeMilliseconds(), Start.AddDays(60).ToUnixTimeMilliseconds());
        for (var subject = 0; subject < Subjects; subject++)
        {
            foreach (var level in new[] { 0, 1, 2 })
            {
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"subject {subject} level {level}"));
                await Console.Out.FlushAsync(cancellationToken);
                await using var output = Console.OpenStandardOutput();
                await export.WriteAsync(new ExportQuery(Subject(subject), [Series.CpuBusy], level, from, to, IsCsv: true), output, cancellationToken);
            }
        }

        var verification = await services.GetRequiredService<HistoryVerify>().RunAsync(cancellationToken);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"damages {verification.DamagesFound}"));
    }

    /// <summary>Bytes the kernel counted for this process (<c>/proc/self/io</c>, proc_pid_io(5)), and those the product tells.</summary>
    private static async Task CostAsync(string folder, int nodes, int guests, int hours, CancellationToken cancellationToken)
    {
        var clock = new ManualClock(HistoryLoad.Noon);
        await using var services = await OpenAsync(folder, clock, cancellationToken);
        var history = services.GetRequiredService<IHistory>();
        var upkeep = services.GetRequiredService<HistoryUpkeep>();
        var dice = new Random(1);
        var before = await WrittenAsync(cancellationToken);
        var samples = 0L;
        for (var tick = 0; tick < hours * 3600 / HistoryLoad.StepSeconds; tick++)
        {
            var points = HistoryLoad.Points(nodes, guests, tick, dice);
            await history.AppendAsync(points, cancellationToken);
            samples += points.Sum(static point => point.Values.Count);
            clock.Advance(TimeSpan.FromSeconds(HistoryLoad.StepSeconds));
            if (tick % 6 == 0)
                await upkeep.RunAsync(cancellationToken);
        }

        clock.Advance(TimeSpan.FromHours(1));
        await upkeep.RunAsync(cancellationToken);
        var written = await WrittenAsync(cancellationToken) - before;
        var cost = await services.GetRequiredService<CostReading>().ReadAsync(cancellationToken);
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"samples {samples}\nwritten {written}\naccounted {cost.WrittenBytes}\nbytes {cost.Levels[0].Bytes}"));
    }

    private static async Task<long> WrittenAsync(CancellationToken cancellationToken)
    {
        const string Name = "write_bytes:";
        var lines = await File.ReadAllLinesAsync("/proc/self/io", cancellationToken);
        return long.Parse(lines.First(static line => line.StartsWith(Name, StringComparison.Ordinal))[Name.Length..], CultureInfo.InvariantCulture);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<ServiceProvider> OpenAsync(string folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new ServeOptions { DataFolder = folder });
        builder.Services.AddSingleton(clock);
        builder.AddDatabase();
        builder.AddHistory();
        builder.Services.Configure<HistoryOptions>(options => options.GatherMilliseconds = 0);
        var services = builder.Services.BuildServiceProvider();
        await services.GetRequiredService<ManagedDatabases>().OpenAsync(cancellationToken);
        return services;
    }
}
