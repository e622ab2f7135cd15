using System.Collections.Immutable;

namespace Proxima.Server.Platform.Database;

/// <summary>A database file that was found damaged and set aside.</summary>
/// <param name="At">When it was found.</param>
/// <param name="Database">The file.</param>
/// <param name="Reason">What was wrong with it.</param>
/// <param name="SetAsideAs">Where the damaged file is now.</param>
public sealed record DatabaseIncident(DateTimeOffset At, string Database, string Reason, string SetAsideAs);

/// <summary>What happened to the databases since the start of this process, for a page to show.</summary>
public interface IDatabaseIncidents
{
    IReadOnlyList<DatabaseIncident> All { get; }
}

internal sealed class DatabaseIncidents : IDatabaseIncidents
{
    private ImmutableList<DatabaseIncident> _all = [];

    public IReadOnlyList<DatabaseIncident> All => Volatile.Read(ref _all);

    public void Add(DatabaseIncident incident) => ImmutableInterlocked.Update(ref _all, static (list, one) => list.Add(one), incident);
}
