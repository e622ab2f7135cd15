using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>The host's wall clock is so far from ours that the times of its samples could not be believed.</summary>
internal static class ClockOff
{
    public static Rule Rule { get; } = new StandingRule("clock-off", HealthCategory.Services, "wall clock of the host", Judge);

    private static IEnumerable<Verdict> Judge(HealthInput input)
    {
        if (input.IsFresh && input.ClockAhead is { } ahead)
        {
            yield return Verdict.Of(Severity.Warning, null, ("seconds", Figure.Plain((long)ahead.TotalSeconds)));
        }
    }
}
