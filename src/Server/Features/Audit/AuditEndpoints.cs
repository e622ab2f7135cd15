using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Audit;

/// <summary>The audit log over HTTP: search, how it stands, checking, export. For the whole instance or not at all.</summary>
internal static class AuditEndpoints
{
    private const int DefaultLimit = 100;
    private const int MostEntries = 500;
    private const int LongestText = 200;
    private const long MostVerifyBytes = 16 * 1024 * 1024;

    public static void MapAuditEndpoints(this WebApplication app)
    {
        var group = app.MapGroup("/api/audit").WithTags("Audit");
        group.MapGet("", Search).WithName("searchAudit").RequireScope(Scopes.AuditRead).OnTheWhole();
        group.MapGet("/summary", Summary).WithName("getAuditSummary").RequireScope(Scopes.AuditRead).OnTheWhole();
        group.MapPost("/verify", Verify).WithName("verifyAudit").RequireScope(Scopes.AuditRead).OnTheWhole()
            .WithMetadata(new RequestSizeLimitAttribute(MostVerifyBytes));
        group.MapGet("/export", Export).WithName("exportAudit").RequireScope(Scopes.AuditRead).OnTheWhole()
            .Produces<string>(200, "text/csv", "application/jsonl", "text/plain");
    }

    /// <summary>Entries of the audit log, newest first.</summary>
    /// <param name="limit">Entries to return, 1 to 500, default 100.</param>
    /// <param name="before">Number from the page before. A page may be short or empty and still have one: go on while there is.</param>
    /// <param name="query">What to look for.</param>
    /// <param name="records">The log.</param>
    /// <param name="cancellationToken">Ends the query when the caller goes away.</param>
    private static async Task<Results<Ok<AuditFound>, ProblemHttpResult>> Search(
        int? limit, long? before, [AsParameters] AuditQuery query, IAuditRecords records, CancellationToken cancellationToken)
    {
        var count = limit ?? DefaultLimit;
        if (count is < 1 or > MostEntries)
        {
            return Problems.BadRequest("bad-limit", $"limit is {count}; it must be 1 to {MostEntries}");
        }

        if (before is < 1)
        {
            return Problems.BadRequest("bad-before", $"before is {before}; it must be the number of an entry");
        }

        return Problem(query) is { } problem
            ? problem
            : TypedResults.Ok(await records.SearchAsync(query.Filter, before, count, cancellationToken));
    }

    /// <summary>How many entries there are, how far they are anchored, and what the last check found.</summary>
    private static async Task<Ok<AuditSummary>> Summary(IAuditRecords records, CancellationToken cancellationToken)
        => TypedResults.Ok(await records.SummaryAsync(cancellationToken));

    /// <summary>Checks the whole chain, and against anchors when some are given.</summary>
    private static async Task<Ok<AuditReport>> Verify(
        AuditVerifyRequest request, HttpContext context, IAuditRecords records, IAudit audit, CancellationToken cancellationToken)
    {
        List<AuditAnchor>? anchors = request.Anchors is { Count: > 0 } lines
            ? [.. lines.Select(AnchorText.Parse).OfType<AuditAnchor>()]
            : null;
        var report = await records.VerifyAsync(anchors, cancellationToken);
        await audit.AppendAsync(
            context.Actor().Did(
                "audit.verify", target: null, report.IsWhole ? AuditOutcome.Done : AuditOutcome.Failed,
                report.IsWhole ? null : report.Flaws[0].Text),
            CancellationToken.None);
        return TypedResults.Ok(report);
    }

    /// <summary>The log, or the part of it a filter finds, oldest first, as a file.</summary>
    /// <param name="format">csv (RFC 4180), jsonl (one JSON object a line), syslog (RFC 5424) or cef; csv when left out.</param>
    /// <param name="query">As in the search.</param>
    /// <param name="context">The request.</param>
    /// <param name="export">Writes it.</param>
    /// <param name="audit">An export is written down too.</param>
    /// <param name="cancellationToken">Ends the export when the caller goes away.</param>
    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Export(
        string? format, [AsParameters] AuditQuery query, HttpContext context, AuditExport export, IAudit audit,
        CancellationToken cancellationToken)
    {
        var name = format ?? "csv";
        if (export.Find(name) is not { } chosen)
        {
            return Problems.BadRequest("bad-format", $"format is {Shown(name)}; it must be {string.Join(", ", export.Names)}");
        }

        if (Problem(query) is { } problem)
        {
            return problem;
        }

        // Written down first: what cannot be audited is not done.
        await audit.AppendAsync(context.Actor().Did("audit.export", chosen.Name) with { After = query.Words }, cancellationToken);
        return TypedResults.Stream(
            stream => export.WriteAsync(chosen, query.Filter, stream, context.RequestAborted), chosen.ContentType, chosen.FileName);
    }

    private static ProblemHttpResult? Problem(AuditQuery query)
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)
        [
            ("principal", query.Principal), ("token", query.Token), ("address", query.Address), ("action", query.Action),
            ("target", query.Target), ("text", query.Text),
        ])
        {
            if (value is { Length: > LongestText })
            {
                return Problems.BadRequest("bad-filter", $"{name} is longer than {LongestText} characters");
            }
        }

        if (!query.HasOutcome)
        {
            return Problems.BadRequest("bad-filter", "outcome must be done, refused or failed");
        }

        return query is { From: { } from, To: { } to } && from >= to
            ? Problems.BadRequest("bad-filter", "from is not before to: nothing can be found")
            : null;
    }

    private static string Shown(string text) => text.Length > 20 ? text[..20] + "…" : text;
}
