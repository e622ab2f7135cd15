using Proxima.Collect.Linux.Processes;
using Proxima.Collect.Sources;
using Proxima.Model.Wire;

namespace Proxima.Collect;

/// <summary>What the collecting process itself costs the host. No collector starts a program or opens a disk, so both counts are 0.</summary>
internal sealed class SelfCost(TimeProvider clock)
{
    private readonly LocalHost _self = new();
    private readonly long _started = clock.GetTimestamp();

    public HostCost Read() => new()
    {
        CpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds,
        ResidentBytes = Environment.WorkingSet,
        WrittenBytes = _self.Read("/proc/self/io") is { State: FileState.Text } io ? PidIoText.Parse(io.Text).Value?.WrittenBytes : null,
        ProgramsStarted = 0,
        DisksWoken = 0,
        RunningSeconds = clock.GetElapsedTime(_started).TotalSeconds,
    };
}
