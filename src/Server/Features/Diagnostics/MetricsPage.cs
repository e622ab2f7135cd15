using Proxima.Server.Features.Fleet;
using static Proxima.Server.Features.Diagnostics.MetricFamily;

namespace Proxima.Server.Features.Diagnostics;

/// <summary>The page of all metrics, family by family, from the live state alone: a scrape reads no database.</summary>
internal static class MetricsPage
{
    private static readonly MetricFamily Nodes = Gauge("proxima_nodes", "Nodes that are known.");
    private static readonly MetricFamily NodesAnswering = Gauge("proxima_nodes_answering", "Nodes whose last sample is fresh.");

    /// <summary>The catalogue: everything this page can hold.</summary>
    public static IReadOnlyList<MetricFamily> Families { get; } =
        [.. ProgramMetrics.All.Select(one => one.Family), Nodes, NodesAnswering, .. NodeMetrics.All.Select(one => one.Family)];

    /// <summary>Blocks of text, one a family; joined they are the page. What the program itself costs is told only of the whole.</summary>
    public static IEnumerable<string> Blocks(FleetState fleet, DateTimeOffset now, MetricFormat format, bool isWhole = true)
    {
        foreach (var metric in isWhole ? ProgramMetrics.All : [])
        {
            var text = new MetricText(metric.Family, format);
            metric.Take(now, text);
            yield return text.ToString();
        }

        yield return One(Nodes, fleet.Nodes.Count, format);
        yield return One(NodesAnswering, fleet.Nodes.Values.Count(node => node.IsAnswering), format);
        var views = fleet.Nodes.Values.Select(node => new NodeView(node, now)).ToArray();
        foreach (var metric in NodeMetrics.All)
        {
            var text = new MetricText(metric.Family, format);
            foreach (var view in views)
                metric.Take(view, new NodeSamples(text, view.Node.Name, view.Node.Id.ToString()));
            yield return text.ToString();
        }

        if (format == MetricFormat.OpenMetrics)
            yield return MetricText.EndOfOpenMetrics;
    }

    private static string One(MetricFamily family, double value, MetricFormat format)
    {
        var text = new MetricText(family, format);
        text.Add(value);
        return text.ToString();
    }
}
