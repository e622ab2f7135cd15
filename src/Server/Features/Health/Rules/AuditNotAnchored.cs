using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>
/// The audit log proves itself against changes, not against an older copy of the whole database: for that its head has to be written down
/// elsewhere. A container without a journal has no elsewhere, so this is worth knowing and no alarm.
/// </summary>
internal static class AuditNotAnchored
{
    public static Rule Rule { get; } = new StandingRule("audit-not-anchored", HealthCategory.Security, "audit log", Judge);

    private static IEnumerable<Verdict> Judge(HealthInput input)
    {
        if (input.AuditNotAnchored is { } reason)
        {
            yield return Verdict.Of(Severity.Info, null, ("reason", reason));
        }
    }
}
