using Proxima.Model.Host;

namespace Proxima.Model.Figures;

/// <summary>Shares of CPU time from two sets of tick counters.</summary>
internal static class CpuFiguresOf
{
    /// <summary>Null when the counters of all cores together were reset.</summary>
    public static CpuFigures? Cpu(CpuCounters before, CpuCounters now, double seconds)
    {
        if (Shares(before.Total, now.Total) is not { } total) return null;
        return new CpuFigures
        {
            Total = total,
            Cores = Cores(before.Cores, now.Cores),
            ContextSwitchesPerSecond = CounterRate.PerSecond(before.ContextSwitches, now.ContextSwitches, seconds),
            ForksPerSecond = CounterRate.PerSecond(before.Forks, now.Forks, seconds),
            Running = now.Running,
            Blocked = now.Blocked,
        };
    }

    private static List<CoreFigures> Cores(IReadOnlyList<CoreTimes> before, IReadOnlyList<CoreTimes> now)
    {
        Dictionary<int, CpuTimes> known = new(before.Count);
        foreach (var core in before) known[core.Core] = core.Times;
        List<CoreFigures> cores = new(now.Count);
        foreach (var core in now)
            cores.Add(new(core.Core, known.TryGetValue(core.Core, out var times) ? Shares(times, core.Times)?.Busy : null));
        return cores;
    }

    /// <summary>
    /// Null when any counter fell or no time passed. Only iowait may fall without a reset: the kernel moves it between cores
    /// (proc_stat(5): "the value … may decrease"); such a step counts as none.
    /// </summary>
    private static CpuShares? Shares(CpuTimes before, CpuTimes now)
    {
        if (CounterRate.Increase(before.User, now.User) is not { } user
            || CounterRate.Increase(before.Nice, now.Nice) is not { } nice
            || CounterRate.Increase(before.System, now.System) is not { } system
            || CounterRate.Increase(before.Idle, now.Idle) is not { } idle
            || CounterRate.Increase(before.Irq, now.Irq) is not { } irq
            || CounterRate.Increase(before.SoftIrq, now.SoftIrq) is not { } softIrq
            || CounterRate.Increase(before.Steal, now.Steal) is not { } steal
            || CounterRate.Increase(before.Guest, now.Guest) is not { } guest
            || CounterRate.Increase(before.GuestNice, now.GuestNice) is not { } guestNice)
        {
            return null;
        }

        double iowait = CounterRate.Increase(before.IoWait, now.IoWait) ?? 0;
        var busy = (double)user + nice + system + irq + softIrq + steal;
        var all = busy + idle + iowait;
        if (all <= 0) return null;
        var share = 100 / all;
        return new CpuShares(
            Busy: busy * share,
            User: ((double)user + nice) * share,
            System: ((double)system + irq + softIrq) * share,
            IoWait: iowait * share,
            Steal: steal * share,
            Guest: Math.Min((double)guest + guestNice, (double)user + nice) * share);
    }
}
