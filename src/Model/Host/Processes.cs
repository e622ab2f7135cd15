namespace Proxima.Model.Host;

/// <summary>The busiest and the largest processes of a host between two scans of /proc.</summary>
public sealed record ProcessList
{
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Seconds between the two scans the CPU figures come from; 0 at the first scan, when no CPU figure is known.</summary>
    public required double WindowSeconds { get; init; }
    public required int Total { get; init; }
    public required int Threads { get; init; }
    public required IReadOnlyList<ProcessFigures> Processes { get; init; }
}

/// <summary>One process, /proc/PID/stat.</summary>
public sealed record ProcessFigures
{
    public required int Pid { get; init; }
    public required int ParentPid { get; init; }

    /// <summary>comm: at most 15 characters, may hold spaces and brackets.</summary>
    public required string Name { get; init; }

    /// <summary>R, S, D, Z, T, I, …</summary>
    public required string State { get; init; }

    /// <summary>Share of one core over the window, so 400 is four cores; null before a second scan.</summary>
    public double? CpuPercent { get; init; }
    public required long ResidentBytes { get; init; }
    public required int Threads { get; init; }
    public int? UserId { get; init; }
    public string? User { get; init; }
    public required double AgeSeconds { get; init; }

    /// <summary>The guest this process is (kvm -id N) or belongs to (lxc/N); null outside a guest.</summary>
    public int? GuestId { get; init; }
}

/// <summary>One process on demand: /proc/PID/{stat,status,cmdline,io,cwd,exe,fd}. Null where we may not read it.</summary>
public sealed record ProcessDetail
{
    public required ProcessFigures Figures { get; init; }

    /// <summary>Arguments with anything that looks like a secret replaced; empty for kernel threads.</summary>
    public required string CommandLine { get; init; }
    public string? Executable { get; init; }
    public string? WorkingDirectory { get; init; }
    public string? Cgroup { get; init; }
    public long? VirtualBytes { get; init; }
    public long? SwapBytes { get; init; }
    public int? OpenFiles { get; init; }
    public long? ReadBytes { get; init; }
    public long? WrittenBytes { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public int? Nice { get; init; }
}
