using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>Somebody changed the audit log behind our back, or a part of it is lost.</summary>
internal static class AuditFlawed
{
    public static Rule Rule { get; } = new StandingRule("audit-flawed", HealthCategory.Security, "audit log", Judge);

    private static IEnumerable<Verdict> Judge(HealthInput input)
    {
        if (input.AuditFlaw is { } flaw)
        {
            yield return Verdict.Of(Severity.Critical, null, ("flaw", flaw));
        }
    }
}
