using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Model;
using Proxima.Server.Features.History.Reading;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.History;

/// <summary>What an export was asked with.</summary>
internal sealed record ExportRequest(
    string Id, string[] Series, DateTimeOffset From, DateTimeOffset? To, string Resolution, string Format);

/// <summary>Exports; refusals are values.</summary>
internal sealed class HistoryExports(SeriesExport export, SubjectTable subjects, TimeProvider clock)
{
    private static readonly string[] Levels = ["samples", "5m", "1h", "1d"];

    public async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        ExportRequest request, CancellationToken cancellationToken)
    {
        if (!NodeId.TryParse(request.Id, null, out var node))
            return Problems.NotFound("node", PointCheck.Shown(request.Id));
        if (request.Series.Length is < 1 or > HistoryCharts.MostNames)
            return Problems.BadRequest(
                "history-series", $"{request.Series.Length} series were asked for", $"Ask for 1 to {HistoryCharts.MostNames}.");
        if (request.Series.Select(PointCheck.ProblemOf).FirstOrDefault(static problem => problem is not null) is { } bad)
            return Problems.BadRequest("history-series", char.ToUpperInvariant(bad[0]) + bad[1..]);
        if (Array.IndexOf(Levels, request.Resolution) is not (>= 0 and var level))
            return Problems.BadRequest("history-resolution", "resolution is samples, 5m, 1h or 1d");
        if (request.Format is not ("csv" or "json"))
            return Problems.BadRequest("history-format", "format is csv or json");
        var (from, to) = (request.From.ToUnixTimeMilliseconds(), (request.To ?? clock.GetUtcNow()).ToUnixTimeMilliseconds());
        if (from < 0 || to > Resolution.EndOfTime || from >= to)
            return Problems.BadRequest("history-time", "From is not before to, or outside of 1970 to 2248");
        var known = await subjects.SeriesAsync(SubjectId.Of(node), cancellationToken);
        if (known.Count == 0)
            return Problems.Of(404, "no-history", $"Nothing is recorded of a node '{request.Id}'");
        var query = new ExportQuery(
            SubjectId.Of(node), HistoryCharts.Expand(request.Series, known), level, from, to, request.Format == "csv");
        return TypedResults.Stream(
            stream => export.WriteAsync(query, stream, cancellationToken),
            query.IsCsv ? "text/csv; charset=utf-8" : "application/json",
            $"history-{request.Id}-{request.Resolution}.{request.Format}");
    }
}
