using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>The program found its database damaged at start, kept it under another name and began a fresh one.</summary>
internal static class DatabaseSetAside
{
    public static Rule Rule { get; } = new StandingRule("database-set-aside", HealthCategory.Services, "Proxima database", Judge);

    private static IEnumerable<Verdict> Judge(HealthInput input)
        => input.DatabasesSetAside.Select(file => Verdict.Of(Severity.Warning, file, ("file", file)));
}
