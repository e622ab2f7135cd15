using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>A node known from before that has not sent anything to this run of the program: nothing is known of it now.</summary>
internal static class NeverReported
{
    public static Rule Rule { get; } = new StandingRule("never-reported", HealthCategory.Services, "Proxima", Judge);

    private static IEnumerable<Verdict> Judge(HealthInput input)
    {
        if (input.Figures is null || input.Age is null)
        {
            yield return Verdict.Of(Severity.Unknown, null);
        }
    }
}
