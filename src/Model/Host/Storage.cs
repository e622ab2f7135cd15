namespace Proxima.Model.Host;

/// <summary>A reading with its own age: slow sections of a host are read on their own clocks. The time is that of the host's clock.</summary>
public sealed record Dated<T>(DateTimeOffset At, Reading<T> Reading)
    where T : class;

/// <summary>What a host says of its storage beyond the fast sample. A section that has not been read yet is null.</summary>
public sealed record StorageSections
{
    /// <summary>Disks with their SMART; each disk carries the age of its report.</summary>
    public Dated<DiskHealthList>? Disks { get; init; }
}
