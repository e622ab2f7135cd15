using System.Reflection;
using Proxima.Server.Platform.Database;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Proxima.TestKit;

/// <summary>
/// Runs a theory once for each engine, or for the ones named; the PostgreSQL case is skipped out loud where no cluster can be started.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineDataAttribute(params Engine[] only) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        Engine[] engines = only.Length > 0 ? only : [Engine.Sqlite, Engine.Postgres];
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [.. engines.Select(engine => new TheoryDataRow<Engine>(engine) { Skip = engine == Engine.Postgres ? PostgresCluster.WhyNot : null })]);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
