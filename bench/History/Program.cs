using System.Globalization;
using Proxima.HistoryBench;

switch (args)
{
    case ["codec", var hosts]:
        return CodecBench.Run(Number(hosts), null);
    case ["codec", var hosts, var scrapes]:
        return CodecBench.Run(Number(hosts), scrapes);
    case ["series", var hosts]:
        return CodecBench.Series([.. Data(hosts)]);
    case ["victoria", var hosts]:
        return Exports.VictoriaLines(Console.Out, Data(hosts));
    case ["openmetrics", var hosts]:
        return Exports.OpenMetrics(Console.Out, [.. Data(hosts)]);
    case ["rows", var hosts]:
        return Exports.Rows(Console.Out, [.. Data(hosts)]);
    case ["store", "lab", var folder]:
        return await StoreBench.RunAsync(Lab.Of(24), new StorePace(Lab.StepSeconds, 24), folder, CancellationToken.None);
    case ["store", "many", var folder]:
        // A ranking reads roll-ups of five minutes: how many samples they were made of does not matter.
        return await StoreBench.RunAsync(
            [.. Enumerable.Range(0, 500).Select(number => Fleet.Host(number, 300, 48))], new StorePace(300, 48), folder,
            CancellationToken.None);
    case ["store", "years", var folder]:
        // A sample every five minutes, six hours of them at once: after two days nothing finer is left anyway.
        return await StoreBench.RunAsync(
            [Fleet.Host(0, 300, 730 * 24)], new StorePace(300, 730 * 24, TicksAtOnce: 72, Sweeps: true), folder, CancellationToken.None);
    case ["store", var hosts, var folder]:
        return await StoreBench.RunAsync([.. Data(hosts)], new StorePace(30, 48), folder, CancellationToken.None);
    default:
        Console.Error.WriteLine(
            "HistoryBench codec HOSTS [SCRAPES-FILE] | store HOSTS|lab|many|years FOLDER | "
            + "series|victoria|openmetrics|rows HOSTS|SCRAPES-FILE");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static IEnumerable<Subject> Data(string hosts)
    => File.Exists(hosts) ? [Scrapes.Read(hosts)] : Enumerable.Range(0, Number(hosts)).Select(number => Fleet.Host(number, 30, 48));
