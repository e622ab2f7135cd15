using Proxima.Collect.Linux.Cpu;
using Proxima.Collect.Linux.Load;
using Proxima.Collect.Linux.Memory;
using Proxima.Collect.Linux.Uptime;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;
using Proxima.Model.Wire;

namespace Proxima.Collect;

/// <summary>
/// Looks at one Linux host by reading /proc and /sys. Starts no program and opens no device.
/// </summary>
public sealed class HostObserver : IHostObserver, IDisposable
{
    private readonly IHostSource _source;
    private readonly IHostKernel _kernel;
    private readonly TimeProvider _clock;
    private readonly SelfCost _cost;
    private readonly CpuCollector _cpu = new();
    private readonly LoadCollector _load = new();
    private readonly MemoryCollector _memory = new();
    private readonly UptimeCollector _uptime = new();
    private string? _bootId;

    public HostObserver(IHostSource source, IHostKernel kernel, TimeProvider clock, HostObserverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _source = source;
        _kernel = kernel;
        _clock = clock;
        _cost = new SelfCost(clock);
    }

    /// <summary>The machine we run on.</summary>
    public static HostObserver Local(TimeProvider clock, HostObserverOptions options)
        => new(new LocalHost(), new LocalKernel(), clock, options);

    public Task<HostLook> LookAsync(HostLookParts parts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<CollectorReport> reports = [];
        var takenAt = _clock.GetUtcNow();
        var bootTime = _kernel.BootTimeMilliseconds();
        var sample = new HostSample
        {
            Cpu = Run(_cpu, reports),
            Load = Run(_load, reports),
            Pressure = Reading.Absent<PressureCounters>("not read"),
            Memory = Run(_memory, reports),
            Swap = Reading.Absent<SwapCounters>("not read"),
            Disks = Reading.Absent<DiskList>("not read"),
            Filesystems = Reading.Absent<FilesystemList>("not read"),
            Interfaces = Reading.Absent<InterfaceList>("not read"),
            Sensors = Reading.Absent<SensorList>("not read"),
            Cgroup = Reading.Absent<CgroupCounters>("not read"),
            Uptime = Run(_uptime, reports),
        };
        return Task.FromResult(new HostLook
        {
            TakenAt = takenAt,
            BootTimeMilliseconds = bootTime,
            BootId = BootId(),
            Sample = sample,
            Collectors = reports,
            Cost = _cost.Read(),
        });
    }

    public Reading<ProcessDetail> Process(int pid) => Reading.Absent<ProcessDetail>("not read");

    public void Dispose()
    {
    }

    private string BootId()
    {
        if (_bootId is not null) return _bootId;
        var file = _source.Read("/proc/sys/kernel/random/boot_id");
        if (file.State != FileState.Text) return "unknown";
        return _bootId = file.Text.Trim();
    }

    private Reading<T> Run<T>(ICollector<T> collector, List<CollectorReport> reports)
        where T : class
    {
        var started = _clock.GetTimestamp();
        Reading<T> reading;
        try
        {
            reading = collector.Collect(_source);
        }
        catch (Exception e)
        {
            reading = Reading.Failed<T>($"{collector.Name}: {e.GetType().Name}: {e.Message}");
        }

        var outcome = reading.HasValue ? CollectorOutcome.Value
            : reading.Absent is not null ? CollectorOutcome.Absent : CollectorOutcome.Failed;
        var microseconds = (long)_clock.GetElapsedTime(started).TotalMicroseconds;
        reports.Add(new(collector.Name, outcome, microseconds, reading.Absent ?? reading.Failed));
        return reading;
    }
}
