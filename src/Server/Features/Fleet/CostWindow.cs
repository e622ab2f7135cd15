using Proxima.Model.Wire;

namespace Proxima.Server.Features.Fleet;

/// <summary>
/// Cost by time from the counters of a collecting process. Starting up is dear and rare, so the first minute is left out;
/// after that the figures cover the last half to whole hour.
/// </summary>
internal sealed record CostWindow(HostCost? Older, HostCost? Newer)
{
    public const double StartupSeconds = 60;
    public const double ShortestSeconds = 60;
    public const double HalfSeconds = 1800;

    public static CostWindow Empty { get; } = new(null, null);

    public CostWindow Next(HostCost cost)
    {
        var isRestart = Newer is not null && cost.RunningSeconds < Newer.RunningSeconds;
        if (isRestart || Older is null || Newer is null)
        {
            return cost.RunningSeconds >= StartupSeconds ? new CostWindow(cost, cost) : Empty;
        }

        return cost.RunningSeconds - Newer.RunningSeconds >= HalfSeconds ? new CostWindow(Newer, cost) : this;
    }

    public CostRate? Rate(HostCost cost)
    {
        if (Older is null || cost.RunningSeconds - Older.RunningSeconds < ShortestSeconds)
        {
            return null;
        }

        var seconds = cost.RunningSeconds - Older.RunningSeconds;
        var written = (cost.WrittenBytes - Older.WrittenBytes) / seconds * TimeSpan.SecondsPerDay;
        return new CostRate((cost.CpuSeconds - Older.CpuSeconds) / seconds * 60, written);
    }
}
