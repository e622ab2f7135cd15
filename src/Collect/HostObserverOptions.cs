namespace Proxima.Collect;

/// <summary>How a host is looked at.</summary>
public sealed record HostObserverOptions
{
    /// <summary>So many processes by CPU and as many by memory; the list holds both.</summary>
    public int TopProcesses { get; init; } = 25;

    /// <summary>How long a network or FUSE mount may take to tell its space.</summary>
    public TimeSpan MountTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Remote mounts that may be without an answer at once; beyond that no further remote mount is asked.</summary>
    public int MaximumStuckMounts { get; init; } = 128;

    /// <summary>How often what hardly changes is read again: labels, limits, link speed, addresses, user names.</summary>
    public TimeSpan PropertiesEvery { get; init; } = TimeSpan.FromSeconds(60);
}
