using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;
using Proxima.Server.Platform.Jobs;

namespace Proxima.Server.Features.Jobs;

/// <summary>Long work over HTTP: list, one, its results, and stopping it.</summary>
internal static class JobsEndpoints
{
    private const int DefaultLimit = 100;
    private const int MostJobs = 500;
    private const int MostItems = 10_000;

    public static void MapJobsEndpoints(this WebApplication app)
    {
        var group = app.MapGroup("/api/jobs").WithTags("Jobs");
        group.MapGet("", List).WithName("listJobs").RequireScope(Scopes.Read);
        group.MapGet("/{id}", One).WithName("getJob").RequireScope(Scopes.Read);
        group.MapGet("/{id}/items", Items).WithName("listJobItems").RequireScope(Scopes.Read);
        group.MapPost("/{id}/cancel", Cancel).WithName("cancelJob").RequireScope(Scopes.JobsManage);
    }

    /// <summary>Jobs, newest first.</summary>
    /// <param name="limit">Jobs to return, 1 to 500, default 100.</param>
    /// <param name="before">Id of the last job of the page before.</param>
    /// <param name="jobs">The jobs.</param>
    /// <param name="context">Who asks: with bounds, only one's own jobs exist.</param>
    /// <param name="cancellationToken">Ends the query when the caller goes away.</param>
    private static async Task<Results<Ok<JobPage>, ProblemHttpResult>> List(
        int? limit, string? before, IJobs jobs, HttpContext context, CancellationToken cancellationToken)
    {
        var count = limit ?? DefaultLimit;
        if (count is < 1 or > MostJobs)
        {
            return Problems.BadRequest("bad-limit", $"limit is {count}; it must be 1 to {MostJobs}");
        }

        var page = OnlyOf(context, Scopes.Read) is { } owner
            ? await jobs.ListOfAsync(owner, count, before, cancellationToken)
            : await jobs.ListAsync(count, before, cancellationToken);
        return TypedResults.Ok(new JobPage(page, page.Count == count ? page[^1].Id : null));
    }

    /// <summary>One job, with its progress as of now.</summary>
    private static async Task<Results<Ok<JobInfo>, ProblemHttpResult>> One(
        string id, IJobs jobs, HttpContext context, CancellationToken cancellationToken)
        => await FindAsync(jobs, context, Scopes.Read, id, cancellationToken) is { } job
            ? TypedResults.Ok(job)
            : Problems.NotFound("job", id);

    /// <summary>What became of each item of a job.</summary>
    /// <param name="id">The job.</param>
    /// <param name="limit">Results to return, 1 to 10000, default 100.</param>
    /// <param name="jobs">The jobs.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="cancellationToken">Ends the query when the caller goes away.</param>
    private static async Task<Results<Ok<JobItemPage>, ProblemHttpResult>> Items(
        string id, int? limit, IJobs jobs, HttpContext context, CancellationToken cancellationToken)
    {
        var count = limit ?? DefaultLimit;
        if (count is < 1 or > MostItems)
        {
            return Problems.BadRequest("bad-limit", $"limit is {count}; it must be 1 to {MostItems}");
        }

        return await FindAsync(jobs, context, Scopes.Read, id, cancellationToken) is null
            ? Problems.NotFound("job", id)
            : TypedResults.Ok(new JobItemPage(await jobs.ItemsAsync(id, count, cancellationToken)));
    }

    /// <summary>Asks a job to stop. A waiting one ends at once, a running one as soon as it can.</summary>
    private static async Task<Results<Ok<JobInfo>, ProblemHttpResult>> Cancel(
        string id, IJobs jobs, IAudit audit, HttpContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(jobs, context, Scopes.JobsManage, id, cancellationToken) is not { } job)
        {
            return Problems.NotFound("job", id);
        }

        var isDone = await jobs.CancelAsync(id, cancellationToken);
        await audit.AppendAsync(
            context.Actor().Did(
                "job.cancel", $"{job.Kind} {id}", isDone ? AuditOutcome.Done : AuditOutcome.Failed, isDone ? null : "The job had ended"),
            CancellationToken.None);
        return isDone
            ? TypedResults.Ok(await jobs.FindAsync(id, cancellationToken) ?? job)
            : Problems.Of(409, "job-ended", "The job has ended already");
    }

    /// <summary>A job knows no place yet, so to whoever has the scope only in bounds it exists only when they started it.</summary>
    private static async Task<JobInfo?> FindAsync(
        IJobs jobs, HttpContext context, string scope, string id, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(id, cancellationToken);
        return OnlyOf(context, scope) is { } owner && job?.OwnerId != owner ? null : job;
    }

    /// <summary>Id of the user whose jobs alone are to be seen; null where all are. Never the name: that may change hands.</summary>
    private static string? OnlyOf(HttpContext context, string scope)
        => context.Principal()?.MayEverywhere(scope) == true ? null : context.Principal()?.UserId ?? "";
}
