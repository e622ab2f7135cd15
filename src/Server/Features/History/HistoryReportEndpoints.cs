using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.History;

/// <summary>More than charts over HTTP: rankings over the fleet, and exports.</summary>
internal static class HistoryReportEndpoints
{
    public static void MapHistoryReportEndpoints(this WebApplication app)
    {
        var group = app.MapGroup("/api").WithTags("History");
        group.MapGet("/history/top", Top).WithName("getTop").RequireScope(Scopes.Read);
        group.MapGet("/nodes/{id}/history/export", Export).WithName("exportHistory").RequireScope(Scopes.Read);
    }

    /// <summary>The first of all subjects of a kind by one series: busiest, fullest, longest over a limit.</summary>
    /// <param name="series">Name, e.g. cpu.busy.</param>
    /// <param name="range">1h, 6h, 24h, 7d, 30d or 1y, counted back from now.</param>
    /// <param name="kind">node (default), guest, storage or disk.</param>
    /// <param name="by">average (default), maximum, last or over.</param>
    /// <param name="over">The limit: percent of the time above it is told, and ranked by with by=over.</param>
    /// <param name="limit">How many, 1 to 100, default 10.</param>
    /// <param name="charts">What answers.</param>
    /// <param name="context">Who asks: with bounds, only what lies inside is ranked.</param>
    /// <param name="topology">What is where.</param>
    /// <param name="cancellationToken">Ends the query when the caller goes away.</param>
    private static Task<Results<Ok<RankAnswer>, ProblemHttpResult>> Top(
        string series, string range, string? kind, string? by, double? over, int? limit, HistoryRanks charts, HttpContext context,
        ITopology topology, CancellationToken cancellationToken)
        => charts.TopAsync(
            new RankRequest(series, range, kind ?? "node", by ?? "average", over, limit ?? 10),
            HistoryBounds.Seen(context, topology),
            cancellationToken);

    /// <summary>Series of one node as they are kept, in a file: CSV, or JSON with one row a line.</summary>
    /// <param name="id">The node.</param>
    /// <param name="series">Names, 1 to 40; <c>name:*</c> is every part of a name.</param>
    /// <param name="from">Start, ISO 8601.</param>
    /// <param name="to">End, ISO 8601, not included; now when left out.</param>
    /// <param name="resolution">samples (default), 5m, 1h or 1d.</param>
    /// <param name="format">csv (default) or json.</param>
    /// <param name="exports">What answers.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="topology">What is where.</param>
    /// <param name="cancellationToken">Ends the export when the caller goes away.</param>
    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Export(
        string id,
        string[] series,
        DateTimeOffset from,
        DateTimeOffset? to,
        string? resolution,
        string? format,
        HistoryExports exports,
        HttpContext context,
        ITopology topology,
        CancellationToken cancellationToken)
        => HistoryBounds.OutOfBounds(context, topology, id)
            ?? await exports.ExportAsync(
                new ExportRequest(id, series, from, to, resolution ?? "samples", format ?? "csv"), cancellationToken);
}
