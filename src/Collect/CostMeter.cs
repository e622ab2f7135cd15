namespace Proxima.Collect;

/// <summary>Counts what watching costs the host beyond our own CPU: programs started and disks woken. Safe for concurrent use.</summary>
public sealed class CostMeter
{
    private long _programs;
    private long _programTicks;
    private long _disksWoken;

    /// <summary>Programs started since this process began.</summary>
    public long ProgramsStarted => Interlocked.Read(ref _programs);

    /// <summary>CPU time of the programs that ended.</summary>
    public TimeSpan ProgramCpu => TimeSpan.FromTicks(Interlocked.Read(ref _programTicks));

    /// <summary>Sleeping disks woken by us. Must read 0.</summary>
    public long DisksWoken => Interlocked.Read(ref _disksWoken);

    public void ProgramStarted() => Interlocked.Increment(ref _programs);

    public void ProgramEnded(TimeSpan cpu) => Interlocked.Add(ref _programTicks, cpu.Ticks);

    public void DiskWoken() => Interlocked.Increment(ref _disksWoken);
}
