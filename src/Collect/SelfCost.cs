using Proxima.Collect.Linux;
using Proxima.Collect.Linux.Processes;
using Proxima.Collect.Sources;
using Proxima.Model.Wire;

namespace Proxima.Collect;

/// <summary>
/// What the collecting process itself costs the host. The fast collectors start no program and open no disk; what the slow ones do is
/// in the meter.
/// </summary>
internal sealed class SelfCost
{
    private readonly LocalHost _self = new();
    private readonly TimeProvider _clock;
    private readonly CostMeter _meter;
    private readonly long _created;
    private readonly double _secondsBefore;

    public SelfCost(TimeProvider clock, CostMeter meter)
    {
        _clock = clock;
        _meter = meter;
        _created = clock.GetTimestamp();
        _secondsBefore = SecondsSinceStart(_self, new LocalKernel());
    }

    public HostCost Read() => new()
    {
        CpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds,
        ResidentBytes = Resident(_self.Read("/proc/self/statm")) ?? Environment.WorkingSet,
        WrittenBytes = _self.Read("/proc/self/io") is { State: FileState.Text } io ? PidIoText.Parse(io.Text).Value?.WrittenBytes : null,
        ProgramsStarted = _meter.ProgramsStarted,
        ProgramCpuSeconds = _meter.ProgramCpu.TotalSeconds,
        DisksWoken = _meter.DisksWoken,
        RunningSeconds = _secondsBefore + _clock.GetElapsedTime(_created).TotalSeconds,
    };

    /// <summary>The second field of proc_pid_statm(5), in pages.</summary>
    private static long? Resident(in FileText file)
    {
        var fields = new Fields(file.Text.AsSpan().Trim());
        return fields.Skip(1) && fields.NextCount(out var pages) ? pages * Environment.SystemPageSize : null;
    }

    /// <summary>Age of this process; 0 where it cannot be told, so that running time then counts from here.</summary>
    private static double SecondsSinceStart(LocalHost self, LocalKernel kernel)
        => self.Read("/proc/self/stat") is { State: FileState.Text } file && PidStatText.Parse(file.Text).Value is { } stat
            ? Math.Max(0, (kernel.BootTimeMilliseconds() / 1000.0) - (stat.StartTicks / PidStat.TicksPerSecond))
            : 0;
}
