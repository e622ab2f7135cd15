using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Model;

namespace Proxima.Server.Features.History;

/// <summary>
/// Series of one node in columns, for a chart. All series share one grid of <see cref="Times"/>; a null is a gap.
/// </summary>
public sealed record HistoryAnswer
{
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
    public required double BucketSeconds { get; init; }

    /// <summary>Starts of the buckets, Unix seconds.</summary>
    public required IReadOnlyList<double> Times { get; init; }
    public required IReadOnlyList<HistoryColumn> Series { get; init; }
}

/// <summary>One series on the grid of the answer.</summary>
public sealed record HistoryColumn
{
    public required string Series { get; init; }
    public required Unit Unit { get; init; }
    public required IReadOnlyList<double?> Minimum { get; init; }
    public required IReadOnlyList<double?> Average { get; init; }
    public required IReadOnlyList<double?> Maximum { get; init; }

    /// <summary>Samples in each bucket.</summary>
    public required IReadOnlyList<int> Count { get; init; }
}

/// <summary>One series of several nodes, for sparklines and heartbeats in rows.</summary>
public sealed record SparkAnswer
{
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
    public required double BucketSeconds { get; init; }
    public required string Series { get; init; }
    public required IReadOnlyList<SparkColumn> Nodes { get; init; }
}

public sealed record SparkColumn(
    string NodeId, IReadOnlyList<double?> Minimum, IReadOnlyList<double?> Average, IReadOnlyList<double?> Maximum);

/// <summary>Names of the series a node has, by unit.</summary>
public sealed record SeriesList(IReadOnlyList<SeriesEntry> Items);

public sealed record SeriesEntry(string Series, Unit Unit, string Meaning);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(SparkAnswer))]
[JsonSerializable(typeof(SeriesList))]
internal sealed partial class HistoryJson : JsonSerializerContext;
