using System.Globalization;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>Samples stopped: the last one says nothing about now.</summary>
internal static class SampleStale
{
    public static Rule Rule { get; } = new StandingRule("sample-stale", HealthCategory.Services, "Proxima", Judge);

    private static IEnumerable<Verdict> Judge(HealthInput input)
    {
        if (input.Figures is not null && input.Age is { } age && age >= input.StaleAfter)
        {
            var since = input.SampledAt ?? input.Now - age;
            yield return Verdict.Of(
                Severity.Unknown, null, ("since", since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        }
    }
}
