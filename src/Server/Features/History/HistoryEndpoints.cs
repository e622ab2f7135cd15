using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Model;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.History;

/// <summary>History over HTTP, in the shape charts want.</summary>
internal static class HistoryEndpoints
{
    public static void MapHistoryEndpoints(this WebApplication app)
    {
        var group = app.MapGroup("/api").WithTags("History");
        group.MapGet("/nodes/{id}/series", Series).WithName("listSeries").RequireScope(Scopes.Read);
        group.MapGet("/nodes/{id}/history", Query).WithName("getHistory").RequireScope(Scopes.Read);
        group.MapGet("/history/sparks", Sparks).WithName("getSparks").RequireScope(Scopes.Read);
    }

    /// <summary>Which series a node has.</summary>
    private static async Task<Results<Ok<SeriesList>, ProblemHttpResult>> Series(
        string id, HistoryCharts charts, HttpContext context, ITopology topology, CancellationToken cancellationToken)
        => HistoryBounds.OutOfBounds(context, topology, id) ?? await charts.SeriesAsync(id, cancellationToken);

    /// <summary>Series of one node in buckets with minimum, average and maximum; gaps are nulls.</summary>
    /// <param name="id">The node.</param>
    /// <param name="series">Names (cpu.busy, disk.read:sda), 1 to 100; <c>name:*</c> is every part of a name.</param>
    /// <param name="range">1h, 6h, 24h, 7d, 30d or 1y, counted back from now; or give from and to.</param>
    /// <param name="from">Start, ISO 8601; the bucket it lies in is shown whole.</param>
    /// <param name="to">End, ISO 8601, not included; now when left out.</param>
    /// <param name="points">Most buckets, 1 to 5000, default 300.</param>
    /// <param name="resolution">samples, 5m, 1h or 1d: buckets of exactly this; what fits the points when left out.</param>
    /// <param name="band">false for averages alone: minimum, maximum and count are then empty, and the answer is there sooner.</param>
    /// <param name="shift">1d, 7d or 28d: figures of so long before, shown at the times asked for, to compare with.</param>
    /// <param name="charts">What answers.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="topology">What is where.</param>
    /// <param name="cancellationToken">Ends the query when the caller goes away.</param>
    private static async Task<Results<ChartResult, ProblemHttpResult>> Query(
        string id,
        string[] series,
        string? range,
        DateTimeOffset? from,
        DateTimeOffset? to,
        int? points,
        string? resolution,
        string? shift,
        bool? band,
        HistoryCharts charts,
        HttpContext context,
        ITopology topology,
        CancellationToken cancellationToken)
        => HistoryBounds.OutOfBounds(context, topology, id) ?? await charts.ChartAsync(
            new ChartRequest(id, series, range, from, to, points) { Resolution = resolution, Shift = shift, Band = band ?? true },
            cancellationToken);

    /// <summary>One series of many nodes, for rows.</summary>
    /// <param name="series">Name, e.g. cpu.busy or node.state.</param>
    /// <param name="range">1h, 6h, 24h, 7d, 30d or 1y, counted back from now.</param>
    /// <param name="points">Most buckets, 1 to 500, default 60.</param>
    /// <param name="node">Ids, at most 200; none means the first 200 nodes.</param>
    /// <param name="charts">What answers.</param>
    /// <param name="context">Who asks: with bounds, the first 200 nodes inside.</param>
    /// <param name="topology">What is where.</param>
    /// <param name="cancellationToken">Ends the query when the caller goes away.</param>
    private static async Task<Results<Ok<SparkAnswer>, ProblemHttpResult>> Sparks(
        string series,
        string range,
        int? points,
        string[]? node,
        HistoryCharts charts,
        HttpContext context,
        ITopology topology,
        CancellationToken cancellationToken)
    {
        var bounds = context.ReadBounds();
        string[] asked = node ?? [];
        if (bounds.IsEverything)
        {
            return await charts.SparksAsync(new SparkRequest(series, range, points, asked), cancellationToken);
        }

        var problems = asked.Select(id => HistoryBounds.OutOfBounds(context, topology, id));
        if (problems.FirstOrDefault(problem => problem is not null) is { } hidden)
        {
            return hidden;
        }

        if (asked.Length == 0)
        {
            asked = [.. topology.Current.Members(bounds, PlaceKind.Node).Order(StringComparer.Ordinal).Take(HistoryCharts.MostSparkNodes)];
        }

        // No node at all would mean every node.
        return asked.Length > 0
            ? await charts.SparksAsync(new SparkRequest(series, range, points, asked), cancellationToken)
            : WithoutNodes(await charts.SparksAsync(new SparkRequest(series, range, points, [NodeId.New().ToString()]), cancellationToken));
    }

    private static Results<Ok<SparkAnswer>, ProblemHttpResult> WithoutNodes(Results<Ok<SparkAnswer>, ProblemHttpResult> outcome)
        => outcome.Result is Ok<SparkAnswer> { Value: { } answer } ? TypedResults.Ok(answer with { Nodes = [] }) : outcome;
}
