namespace Proxima.Model.Host;

/// <summary>What a host says of its storage beyond the fast sample: read on slow clocks, every part with its own age.</summary>
public sealed record StorageSections
{
    /// <summary>Disks with their SMART; each disk carries the age of its report.</summary>
    public required Dated<DiskHealthList> Disks { get; init; }

    /// <summary>What the disks make up: pools, arrays, volumes, mounts, and what the kernel said of them.</summary>
    public required StorageLook Pools { get; init; }
}
