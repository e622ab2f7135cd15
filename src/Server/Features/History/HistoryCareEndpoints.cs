using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Model;
using Proxima.Server.Features.History.Upkeep;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.History;

/// <summary>Looking after history over HTTP: what it costs, whether it is whole, a copy, forgetting.</summary>
internal static class HistoryCareEndpoints
{
    public static void MapHistoryCareEndpoints(this WebApplication app)
    {
        var group = app.MapGroup("/api/history").WithTags("History");
        group.MapGet("/cost", Cost).WithName("getHistoryCost").RequireScope(Scopes.Read).OnTheWhole();
        group.MapGet("/verify", Verify).WithName("verifyHistory").RequireScope(Scopes.SettingsManage);
        group.MapPost("/backup", Backup).WithName("backUpHistory").RequireScope(Scopes.SettingsManage);
        group.MapGet("/archive", Archive).WithName("downloadHistory").RequireScope(Scopes.SettingsManage);
        group.MapDelete("/{kind}/{id}", Forget).WithName("forgetHistory").RequireScope(Scopes.SettingsManage);
    }

    /// <summary>What history costs: room on the disk, memory, writes.</summary>
    private static async Task<Ok<HistoryCost>> Cost(CostReading costs, CancellationToken cancellationToken)
        => TypedResults.Ok(await costs.ReadAsync(cancellationToken));

    /// <summary>Reads every block and names what is damaged; that is set aside, the rest stays readable.</summary>
    private static async Task<Ok<HistoryVerification>> Verify(HistoryVerify verify, CancellationToken cancellationToken)
        => TypedResults.Ok(await verify.RunAsync(cancellationToken));

    /// <summary>A copy of all history, made while it is written, in the folder backups of the data folder.</summary>
    private static async Task<Results<Ok<HistoryCopy>, ProblemHttpResult>> Backup(
        HistoryBackup backup, IAudit audit, HttpContext context, CancellationToken cancellationToken)
    {
        if (!backup.IsPossible)
            return Problems.Of(409, "history-backup", "History in PostgreSQL is copied with its own tools", "For example pg_dump.");
        var copy = await backup.RunAsync(cancellationToken);
        await AuditAsync(audit, context, "history.backup", copy.Folder);
        return TypedResults.Ok(copy);
    }

    /// <summary>A copy of all history, made while it is written, as one tar; 'proxima history restore' takes it.</summary>
    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Archive(
        HistoryBackup backup, HistoryArchive archive, IAudit audit, HttpContext context, CancellationToken cancellationToken)
    {
        if (!backup.IsPossible)
            return Problems.Of(409, "history-backup", "History in PostgreSQL is copied with its own tools", "For example pg_dump.");
        await AuditAsync(audit, context, "history.backup", "download");
        return TypedResults.Stream(stream => archive.WriteAsync(stream, cancellationToken), "application/x-tar", "history.tar");
    }

    /// <summary>Forgets everything recorded of one subject, for ever.</summary>
    /// <param name="kind">node, guest, storage or disk.</param>
    /// <param name="id">Which one.</param>
    /// <param name="history">What forgets.</param>
    /// <param name="audit">What remembers that.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="cancellationToken">Ends it half-way; asked again it goes on.</param>
    private static async Task<Results<NoContent, ProblemHttpResult>> Forget(
        string kind, string id, IHistoryKeeping history, IAudit audit, HttpContext context, CancellationToken cancellationToken)
    {
        if (KindOf(kind) is not { } known)
            return Problems.BadRequest(
                "history-kind", $"There is no kind '{PointCheck.Shown(kind)}'", "Kinds are node, guest, storage and disk.");
        var subject = new SubjectId(known, id);
        if (!await history.DeleteAsync(subject, cancellationToken))
            return Problems.Of(404, "no-history", $"Nothing is recorded of {PointCheck.Shown(subject.ToString())}");
        await AuditAsync(audit, context, "history.forget", subject.ToString());
        return TypedResults.NoContent();
    }

    internal static SubjectKind? KindOf(string kind)
    {
        foreach (var one in Enum.GetValues<SubjectKind>())
        {
            if (SubjectId.KindText(one) == kind)
                return one;
        }

        return null;
    }

    private static Task AuditAsync(IAudit audit, HttpContext context, string action, string target)
        => audit.AppendAsync(
            new AuditEntry
            {
                Principal = context.Principal()?.Name ?? "anonymous",
                Token = context.Principal()?.Token,
                Address = context.Address(),
                Action = action,
                Target = target,
                Outcome = AuditOutcome.Done,
            },
            CancellationToken.None);
}
