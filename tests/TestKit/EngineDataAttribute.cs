using System.Reflection;
using Proxima.Server.Platform.Database;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Proxima.TestKit;

/// <summary>Runs a theory once for each engine; the PostgreSQL case is skipped out loud where no cluster can be started.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineDataAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
        => ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
        [
            new TheoryDataRow<Engine>(Engine.Sqlite),
            new TheoryDataRow<Engine>(Engine.Postgres) { Skip = PostgresCluster.WhyNot },
        ]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
