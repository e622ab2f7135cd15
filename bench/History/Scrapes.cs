using System.Globalization;
using Proxima.Blocks;

namespace Proxima.HistoryBench;

/// <summary>What scrape.py wrote: scrapes of a real exporter.</summary>
internal static class Scrapes
{
    public static Subject Read(string path)
    {
        List<long> times = [];
        Dictionary<string, List<double>> columns = new(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("@ ", StringComparison.Ordinal))
            {
                times.Add(long.Parse(line.AsSpan(2), CultureInfo.InvariantCulture));
                continue;
            }

            var space = line.LastIndexOf(' ');
            var name = line[..space];
            if (!columns.TryGetValue(name, out var values))
                columns[name] = values = [];
            while (values.Count < times.Count - 1)
                values.Add(Block.Gap);
            values.Add(Number(line.AsSpan(space + 1)));
        }

        foreach (var values in columns.Values)
        {
            while (values.Count < times.Count)
                values.Add(Block.Gap);
        }

        return new Subject("real", [.. times], [.. columns.Select(column => (column.Key, column.Value.ToArray()))]);
    }

    private static double Number(ReadOnlySpan<char> text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
