using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>Live figures move, but nothing of them is kept: the history has a hole while this lasts.</summary>
internal static class HistoryNotWritten
{
    public static Rule Rule { get; } = new StandingRule("history-not-written", HealthCategory.Services, "Proxima database", Judge);

    private static IEnumerable<Verdict> Judge(HealthInput input)
    {
        if (input.HistoryError is { } error)
        {
            yield return Verdict.Of(Severity.Critical, null, ("error", error));
        }
    }
}
