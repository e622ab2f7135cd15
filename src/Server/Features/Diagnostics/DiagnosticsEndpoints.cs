using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Proxima.Server.Features.Fleet;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Diagnostics;

/// <summary>What other programs ask us: Prometheus and uptime checkers.</summary>
internal static class DiagnosticsEndpoints
{
    private const string PrometheusType = "text/plain; version=0.0.4; charset=utf-8";
    private const string OpenMetricsType = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void MapDiagnosticsEndpoints(this WebApplication app)
    {
        app.MapGet("/metrics", Metrics).WithName("getMetrics").WithTags("Diagnostics").RequireScope(Scopes.Read)
            .Produces<string>(200, "text/plain", "application/openmetrics-text");
        app.MapGet("/health", Health).WithName("getHealth").WithTags("Diagnostics").RequireScope(Scopes.Anonymous);
        app.MapMethods("/health", [HttpMethods.Head], Health).ExcludeFromDescription().RequireScope(Scopes.Anonymous);
    }

    /// <summary>
    /// All figures as Prometheus text format 0.0.4, or as OpenMetrics 1.0 when the Accept header prefers it. With bounds: those of the
    /// nodes inside, and none of this program.
    /// </summary>
    private static async Task Metrics(HttpContext context, IFleetSight fleet, TimeProvider clock, CancellationToken cancellationToken)
    {
        var format = FormatOf(context.Request);
        var response = context.Response;
        response.ContentType = format == MetricFormat.OpenMetrics ? OpenMetricsType : PrometheusType;
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept, Accept-Encoding";
        var bounds = context.ReadBounds();
        var blocks = MetricsPage.Blocks(fleet.Seen(bounds), clock.GetUtcNow(), format, isWhole: bounds.IsEverything);
        if (!AcceptsGzip(context.Request))
        {
            await WriteAsync(blocks, response.Body, cancellationToken);
            return;
        }

        response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await WriteAsync(blocks, gzip, cancellationToken);
    }

    /// <summary>Whether this program does its work: 200, or 503 with the reason.</summary>
    private static async Task<Results<Ok<HealthAnswer>, JsonHttpResult<HealthAnswer>>> Health(
        HttpContext context, HealthProbe probe, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        var db = await probe.AskAsync(cancellationToken);
        return db == HealthProbe.Ok
            ? TypedResults.Ok(new HealthAnswer("ok", db, ProgramVersion.Text))
            : TypedResults.Json(
                new HealthAnswer("failed", db, ProgramVersion.Text),
                DiagnosticsJson.Default.HealthAnswer,
                statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task WriteAsync(IEnumerable<string> blocks, Stream body, CancellationToken cancellationToken)
    {
        foreach (var block in blocks)
            await body.WriteAsync(Utf8.GetBytes(block), cancellationToken);
    }

    /// <summary>OpenMetrics only when it is named and liked no less than plain text; <c>*/*</c> names nothing.</summary>
    private static MetricFormat FormatOf(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var open = Liking(accepted, "application/openmetrics-text");
        return open > 0 && open >= Liking(accepted, "text/plain") ? MetricFormat.OpenMetrics : MetricFormat.Prometheus;
    }

    private static double Liking(IList<MediaTypeHeaderValue> accepted, string type)
        => accepted.Where(one => one.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(one => one.Quality ?? 1)
            .DefaultIfEmpty(0)
            .Max();

    private static bool AcceptsGzip(HttpRequest request)
        => request.GetTypedHeaders().AcceptEncoding.Any(
            one => one.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);
}
