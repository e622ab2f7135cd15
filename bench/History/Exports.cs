using System.Globalization;

namespace Proxima.HistoryBench;

/// <summary>The same data in the words of other stores.</summary>
internal static class Exports
{
    private const int LineSamples = 500;

    /// <summary>JSON lines for VictoriaMetrics' /api/v1/import, as many hosts as asked for on standard output.</summary>
    public static int VictoriaLines(TextWriter to, IEnumerable<Subject> subjects)
    {
        foreach (var subject in subjects)
        {
            foreach (var (series, values) in subject.Columns)
            {
                for (var at = 0; at < values.Length; at += LineSamples)
                {
                    var count = Math.Min(LineSamples, values.Length - at);
                    // JSON has no word for what is not finite; such series are rare and stay out.
                    if (!values.AsSpan(at, count).ToArray().All(double.IsFinite))
                        continue;
                    var labels = Labels(subject, series).Select(label => $"\"{label.Name}\":\"{label.Value}\"");
                    to.Write("{\"metric\":{" + string.Join(',', labels));
                    to.Write("},\"values\":[");
                    for (var i = 0; i < count; i++)
                        to.Write((i == 0 ? "" : ",") + Text(values[at + i]));
                    to.Write("],\"timestamps\":[");
                    to.Write(string.Join(',', subject.Times.AsSpan(at, count).ToArray()));
                    to.Write("]}\n");
                }
            }
        }

        return 0;
    }

    /// <summary>OpenMetrics text for promtool, samples of a series together.</summary>
    public static int OpenMetrics(TextWriter to, IReadOnlyList<Subject> subjects)
    {
        // A family must stand together, so the hosts take turns within each name.
        foreach (var family in subjects[0].Columns.Select(column => column.Series.Split(':')[0]).Distinct(StringComparer.Ordinal))
        {
            to.Write($"# TYPE {family} unknown\n");
            foreach (var subject in subjects)
            {
                foreach (var (series, values) in subject.Columns.Where(column => column.Series.Split(':')[0] == family))
                {
                    var labels = string.Join(',', Labels(subject, series).Skip(1).Select(label => $"{label.Name}=\"{label.Value}\""));
                    for (var i = 0; i < values.Length; i++)
                    {
                        var seconds = (subject.Times[i] / 1000.0).ToString("F3", CultureInfo.InvariantCulture);
                        to.Write($"{family}{{{labels}}} {Text(values[i])} {seconds}\n");
                    }
                }
            }
        }

        to.Write("# EOF\n");
        return 0;
    }

    /// <summary>Lines of time, number of the series, value; in the order of time, as samples arrive.</summary>
    public static int Rows(TextWriter to, IReadOnlyList<Subject> subjects)
    {
        var rows = subjects.SelectMany((subject, at) => subject.Times.Select((time, row) => (time, subject, at, row)))
            .OrderBy(one => one.time);
        foreach (var (time, subject, at, row) in rows)
        {
            for (var i = 0; i < subject.Columns.Count; i++)
                to.Write($"{time} {(at * 1000) + i} {Text(subject.Columns[i].Values[row])}\n");
        }

        return 0;
    }

    private static IEnumerable<(string Name, string Value)> Labels(Subject subject, string series)
    {
        var parts = series.Split([':', '{'], 2);
        yield return ("__name__", parts[0]);
        yield return ("instance", subject.Name);
        if (parts.Length > 1)
            yield return ("part", parts[1].Replace('"', '\''));
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
