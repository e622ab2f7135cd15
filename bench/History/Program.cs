using System.Globalization;
using Proxima.HistoryBench;

switch (args)
{
    case ["codec", .. var rest]:
        return CodecBench.Run(rest);
    case ["series", var hosts]:
        return CodecBench.Series([.. File.Exists(hosts) ? [Scrapes.Read(hosts)] : Hosts(hosts)]);
    case ["victoria", var hosts]:
        return Exports.VictoriaLines(Console.Out, Hosts(hosts));
    case ["openmetrics", var hosts]:
        return Exports.OpenMetrics(Console.Out, [.. Hosts(hosts)]);
    default:
        Console.Error.WriteLine("HistoryBench codec [HOSTS [SCRAPES-FILE]] | victoria HOSTS | openmetrics HOSTS");
        return 2;
}

static IEnumerable<Subject> Hosts(string count)
    => Enumerable.Range(0, int.Parse(count, CultureInfo.InvariantCulture)).Select(number => Fleet.Host(number, 30, 48));
