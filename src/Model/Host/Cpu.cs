namespace Proxima.Model.Host;

/// <summary>
/// CPU time since boot in clock ticks (USER_HZ, 100 a second), /proc/stat, proc_stat(5).
/// <see cref="User"/> includes <see cref="Guest"/>, <see cref="Nice"/> includes <see cref="GuestNice"/>.
/// </summary>
public sealed record CpuTimes(
    long User,
    long Nice,
    long System,
    long Idle,
    long IoWait,
    long Irq,
    long SoftIrq,
    long Steal,
    long Guest,
    long GuestNice);

/// <summary>One core's times. Offline cores are not listed by the kernel, so the index may skip.</summary>
public sealed record CoreTimes(int Core, CpuTimes Times);

/// <summary>The counters of /proc/stat.</summary>
public sealed record CpuCounters
{
    public required CpuTimes Total { get; init; }
    public required IReadOnlyList<CoreTimes> Cores { get; init; }

    /// <summary>Context switches since boot.</summary>
    public required long ContextSwitches { get; init; }

    /// <summary>Processes and threads made since boot (<c>processes</c>).</summary>
    public required long Forks { get; init; }

    /// <summary>Runnable now (<c>procs_running</c>); null on kernels that do not say.</summary>
    public int? Running { get; init; }

    /// <summary>Waiting for I/O now (<c>procs_blocked</c>); null on kernels that do not say.</summary>
    public int? Blocked { get; init; }
}

/// <summary>/proc/loadavg: averages over 1, 5 and 15 minutes and the number of tasks.</summary>
public sealed record LoadAverage(double OneMinute, double FiveMinutes, double FifteenMinutes, int RunnableTasks, int Tasks);

/// <summary>Pressure stall information, /proc/pressure. Null where the kernel does not offer that file or line.</summary>
public sealed record PressureCounters
{
    public PressureLine? CpuSome { get; init; }
    public PressureLine? CpuFull { get; init; }
    public PressureLine? MemorySome { get; init; }
    public PressureLine? MemoryFull { get; init; }
    public PressureLine? IoSome { get; init; }
    public PressureLine? IoFull { get; init; }
}

/// <summary>One line of /proc/pressure: percentages over 10, 60 and 300 s, and stall time since boot in microseconds.</summary>
public sealed record PressureLine(double Average10, double Average60, double Average300, long TotalMicroseconds);
