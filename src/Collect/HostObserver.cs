using Proxima.Collect.Linux.Cgroup;
using Proxima.Collect.Linux.Cpu;
using Proxima.Collect.Linux.Disks;
using Proxima.Collect.Linux.Facts;
using Proxima.Collect.Linux.Filesystems;
using Proxima.Collect.Linux.Interfaces;
using Proxima.Collect.Linux.Load;
using Proxima.Collect.Linux.Memory;
using Proxima.Collect.Linux.Pressure;
using Proxima.Collect.Linux.Processes;
using Proxima.Collect.Linux.Sensors;
using Proxima.Collect.Linux.Swap;
using Proxima.Collect.Linux.Uptime;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;
using Proxima.Model.Wire;

namespace Proxima.Collect;

/// <summary>Looks at one Linux host by reading /proc and /sys. Starts no program and opens no device.</summary>
public sealed class HostObserver : IHostObserver, IDisposable
{
    private const string BootIdPath = "/proc/sys/kernel/random/boot_id";
    private readonly IHostSource _source;
    private readonly IHostKernel _kernel;
    private readonly TimeProvider _clock;
    private readonly SelfCost _cost;
    private readonly CpuCollector _cpu = new();
    private readonly LoadCollector _load = new();
    private readonly PressureCollector _pressure = new();
    private readonly MemoryCollector _memory = new();
    private readonly SwapCollector _swap;
    private readonly DisksCollector _disks = new();
    private readonly FilesystemsCollector _filesystems;
    private readonly InterfacesCollector _interfaces;
    private readonly SensorsCollector _sensors;
    private readonly CgroupCollector _cgroup = new();
    private readonly UptimeCollector _uptime = new();
    private readonly FactsCollector _facts;
    private readonly ProcessesCollector _processes;
    private readonly CancellationTokenSource _disposed = new();
    private string? _bootId;

    /// <summary>Looks at a host. The meter is where the slow collectors of this process count what they start and wake.</summary>
    public HostObserver(IHostSource source, IHostKernel kernel, TimeProvider clock, HostObserverOptions options, CostMeter? meter = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _source = source;
        _kernel = kernel;
        _clock = clock;
        _cost = new SelfCost(clock, meter ?? new CostMeter());
        _swap = new SwapCollector(kernel);
        _filesystems = new FilesystemsCollector(kernel, clock, options);
        _interfaces = new InterfacesCollector(kernel, new SlowBeat(clock, options.PropertiesEvery));
        _sensors = new SensorsCollector(new SlowBeat(clock, options.PropertiesEvery));
        _facts = new FactsCollector(kernel);
        _processes = new ProcessesCollector(kernel, clock, options, new ProcessFiles(source, kernel));
    }

    /// <summary>The machine we run on.</summary>
    public static HostObserver Local(TimeProvider clock, HostObserverOptions options, CostMeter? meter = null)
        => new(new LocalHost(), new LocalKernel(), clock, options, meter);

    public async Task<HostLook> LookAsync(HostLookParts parts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        List<CollectorReport> reports = [];
        var takenAt = _clock.GetUtcNow();
        var bootTime = _kernel.BootTimeMilliseconds();

        // Mounts that may take their time are asked first and awaited last.
        var filesystems = FilesystemsAsync(stop.Token);
        var sample = new HostSample
        {
            Cpu = Run(_cpu, reports),
            Load = Run(_load, reports),
            Pressure = Run(_pressure, reports),
            Memory = Run(_memory, reports),
            Swap = Run(_swap, reports),
            Disks = Run(_disks, reports),
            Interfaces = Run(_interfaces, reports),
            Sensors = Run(_sensors, reports),
            Cgroup = Run(_cgroup, reports),
            Uptime = Run(_uptime, reports),
            Filesystems = Reading.Absent<FilesystemList>("not read yet"),
        };
        var facts = parts.HasFlag(HostLookParts.Facts) ? Run(_facts, reports).Value : null;
        var processes = parts.HasFlag(HostLookParts.Processes) ? Run(_processes, reports) : null;
        var (space, report) = await filesystems.ConfigureAwait(false);
        reports.Add(report);
        return new HostLook
        {
            TakenAt = takenAt,
            BootTimeMilliseconds = bootTime,
            BootId = BootId(),
            Sample = sample with { Filesystems = space },
            Facts = facts,
            Processes = processes,
            Collectors = reports,
            Cost = _cost.Read(),
        };
    }

    public Reading<ProcessDetail> Process(int pid) => _processes.Detail(pid);

    /// <summary>Ends a look that waits for a mount.</summary>
    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    /// <summary>A host that hides its boot id still has figures; two looks at it count as one boot.</summary>
    private string BootId()
    {
        if (_bootId is not null) return _bootId;
        var file = _source.Read(BootIdPath);
        if (file.State != FileState.Text) return "unknown";
        return _bootId = file.Text.Trim();
    }

    private async Task<(Reading<FilesystemList> Reading, CollectorReport Report)> FilesystemsAsync(CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        Reading<FilesystemList> reading;
        try
        {
            reading = await _filesystems.CollectAsync(_source, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            reading = Broken<FilesystemList>(FilesystemsCollector.Name, e);
        }

        return (reading, Report(FilesystemsCollector.Name, reading, started));
    }

    /// <summary>A collector that throws has a fault; it costs its own reading and never the look.</summary>
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
            reading = Broken<T>(collector.Name, e);
        }

        reports.Add(Report(collector.Name, reading, started));
        return reading;
    }

    private static Reading<T> Broken<T>(string name, Exception e)
        where T : class
        => Reading.Failed<T>($"{name}: {e.GetType().Name}: {e.Message}");

    private CollectorReport Report<T>(string name, Reading<T> reading, long started)
        where T : class
    {
        var outcome = reading.HasValue ? CollectorOutcome.Value
            : reading.Absent is not null ? CollectorOutcome.Absent : CollectorOutcome.Failed;
        var microseconds = (long)_clock.GetElapsedTime(started).TotalMicroseconds;
        return new CollectorReport(name, outcome, microseconds, reading.Absent ?? reading.Failed);
    }
}
