using System.Globalization;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Processes;

/// <summary>
/// Scans /proc/PID/stat of every process; only those that make the list are read further. CPU figures need two scans.
/// </summary>
internal sealed class ProcessesCollector(IHostKernel kernel, TimeProvider clock, HostObserverOptions options, ProcessFiles files)
    : ICollector<ProcessList>
{
    private readonly SlowBeat _users = new(clock, options.PropertiesEvery);
    private Dictionary<int, PidStat> _before = [];
    private long _beforeMilliseconds;
    private volatile ProcessList? _last;

    public string Name => "processes";

    public IReadOnlyList<string> Inputs { get; } =
        ["/proc", "/proc/*/stat", "/proc/*/status", "/proc/*/cgroup", "/proc/*/cmdline", "/etc/passwd"];

    public Reading<ProcessList> Collect(IHostSource host)
    {
        if (_users.IsDue()) files.LearnUsers();
        var milliseconds = kernel.BootTimeMilliseconds();
        var now = Scan(host);
        if (now.Count == 0) return Reading.Failed<ProcessList>("/proc: no process can be read");
        var list = ListOf(now, milliseconds);
        _before = now;
        _beforeMilliseconds = milliseconds;
        _last = list;
        return Reading.Of(list);
    }

    /// <summary>One process on demand; its CPU share is that of the last scan.</summary>
    public Reading<ProcessDetail> Detail(int pid)
    {
        if (pid <= 0) return Reading.Absent<ProcessDetail>(string.Create(CultureInfo.InvariantCulture, $"there is no process {pid}"));
        var share = _last?.Processes.FirstOrDefault(process => process.Pid == pid)?.CpuPercent;
        return files.Stat(pid).Select(stat => files.Detail(stat, share, clock.GetUtcNow()));
    }

    private ProcessList ListOf(Dictionary<int, PidStat> now, long milliseconds)
    {
        var seconds = (milliseconds - _beforeMilliseconds) / 1000.0;
        var window = _before.Count > 0 && seconds is > 0 and <= FiguresOf.LongestGapSeconds ? seconds : 0;
        var shares = now.Values.Select(stat => (Stat: stat, Share: Share(stat, window))).ToList();
        var top = shares.Where(one => one.Share > 0)
            .OrderByDescending(one => one.Share).ThenBy(one => one.Stat.Pid).Take(options.TopProcesses)
            .Union(shares.OrderByDescending(one => one.Stat.ResidentPages).ThenBy(one => one.Stat.Pid).Take(options.TopProcesses));
        return new ProcessList
        {
            TakenAt = clock.GetUtcNow(),
            WindowSeconds = window,
            Total = now.Count,
            Threads = now.Values.Sum(stat => stat.Threads),
            Processes = [.. top.Select(one => files.Figures(one.Stat, one.Share, milliseconds))],
        };
    }

    /// <summary>Percent of one core; null for a process that was not there before (same number, other start).</summary>
    private double? Share(PidStat stat, double window)
        => _before.TryGetValue(stat.Pid, out var before) && before.StartTicks == stat.StartTicks
            && CounterRate.PerSecond(before.Ticks, stat.Ticks, window) is { } ticks
                ? 100 * ticks / PidStat.TicksPerSecond
                : null;

    private Dictionary<int, PidStat> Scan(IHostSource host)
    {
        Dictionary<int, PidStat> found = new(_before.Count);
        foreach (var name in host.List("/proc"))
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) continue;
            if (files.Stat(pid).Value is { } stat) found[pid] = stat;
        }

        return found;
    }
}
