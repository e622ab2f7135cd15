namespace Proxima.Collect;

/// <summary>How a host is looked at.</summary>
public sealed record HostObserverOptions
{
    /// <summary>So many processes by CPU and as many by memory; the list holds both.</summary>
    public int TopProcesses { get; init; } = 25;

    /// <summary>How long a look waits for network and FUSE mounts together. What comes later is given by the next look.</summary>
    public TimeSpan MountPatience { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>After so long a network or FUSE mount without an answer counts as not answering.</summary>
    public TimeSpan MountTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>An answer too late for its look is given by a later one, but none that was asked for longer ago than this.</summary>
    public TimeSpan MountAnswerKept { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Remote mounts that may be without an answer at once; beyond that no further remote mount is asked.</summary>
    public int MaximumStuckMounts { get; init; } = 128;

    /// <summary>How often what hardly changes is read again: labels, limits, link speed, addresses, user names.</summary>
    public TimeSpan PropertiesEvery { get; init; } = TimeSpan.FromSeconds(60);
}
