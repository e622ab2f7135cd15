using Proxima.Model.Figures;
using Proxima.Server.Features.Fleet;

namespace Proxima.Server.Features.Diagnostics;

/// <summary>
/// A node at the moment of a scrape. <see cref="Figures"/> is null unless the node answers: figures of an hour ago are not
/// figures of now, and whoever scrapes would store them as such.
/// </summary>
internal sealed record NodeView(NodeState Node, DateTimeOffset Now)
{
    public HostFigures? Figures { get; } = Node.IsAnswering ? Node.Figures : null;
}

/// <summary>Takes the samples of one node: its name and id become the first two labels.</summary>
internal readonly struct NodeSamples(MetricText text, string name, string id)
{
    public void Add(double? value, params ReadOnlySpan<string?> labels) => text.Add(value, [name, id, .. labels]);
}

/// <summary>A family and how its samples are taken from a node.</summary>
internal sealed record NodeMetric(MetricFamily Family, Action<NodeView, NodeSamples> Take)
{
    private static readonly string[] NodeLabels = ["node", "node_id"];

    public static NodeMetric Of(MetricFamily family, Action<NodeView, NodeSamples> take)
        => new(family with { Labels = [.. NodeLabels, .. family.Labels] }, take);

    /// <summary>One sample a node without more labels.</summary>
    public static NodeMetric Of(MetricFamily family, Func<NodeView, double?> value)
        => Of(family, (node, samples) => samples.Add(value(node)));
}
