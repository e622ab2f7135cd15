using Proxima.Server.Platform.Loops;

namespace Proxima.Server.Platform.Audit;

/// <summary>Checks the whole chain once a day: what was altered is to be found before somebody asks for it.</summary>
internal sealed class AuditCheckLoop(IAuditRecords records, TimeProvider time, ILogger<AuditCheckLoop> logger) : Loop(time, logger)
{
    protected override string Name => "audit check";

    protected override TimeSpan Period => TimeSpan.FromDays(1);

    /// <summary>Start is busy enough.</summary>
    protected override TimeSpan FirstAfter => TimeSpan.FromMinutes(10);

    protected override async Task OnceAsync(CancellationToken cancellationToken)
    {
        var report = await records.VerifyAsync(anchors: null, cancellationToken);
        if (!report.IsWhole)
        {
            logger.NotWhole(report.FlawCount, report.Flaws[0].Text);
        }
    }
}
