namespace Proxima.Server.Features.Diagnostics;

internal enum MetricType
{
    Gauge,

    /// <summary>Only rises, and starts again at 0 after a restart of what counts; sent as <c>name_total</c>.</summary>
    Counter,

    /// <summary>Facts as labels, value 1; sent as <c>name_info</c>.</summary>
    Info,
}

/// <summary>
/// One row of the catalogue of metrics (docs/reference/metrics.md). <see cref="Name"/> carries no <c>_total</c> or <c>_info</c>;
/// a unit is the end of the name.
/// </summary>
internal sealed record MetricFamily(string Name, MetricType Type, string? Unit, IReadOnlyList<string> Labels, string Help)
{
    /// <summary>Name of its samples, as Prometheus stores them.</summary>
    public string SampleName => Type switch
    {
        MetricType.Gauge => Name,
        MetricType.Counter => Name + "_total",
        MetricType.Info => Name + "_info",
        _ => throw new InvalidOperationException($"{Name} has no type"),
    };

    public static MetricFamily Gauge(string name, string help, params string[] labels) => new(name, MetricType.Gauge, null, labels, help);

    /// <summary>A gauge whose name ends in its unit.</summary>
    public static MetricFamily Measure(string name, string unit, string help, params string[] labels)
        => new(name, MetricType.Gauge, unit, labels, help);

    public static MetricFamily Counter(string name, string? unit, string help, params string[] labels)
        => new(name, MetricType.Counter, unit, labels, help);

    public static MetricFamily Info(string name, string help, params string[] labels) => new(name, MetricType.Info, null, labels, help);
}
