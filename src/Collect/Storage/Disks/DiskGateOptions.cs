namespace Proxima.Collect.Storage.Disks;

/// <summary>When disks are asked.</summary>
public sealed record DiskGateOptions
{
    /// <summary>The clock of each disk.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(6);

    /// <summary>After wakes we caused the clock slows down to this and no further.</summary>
    public TimeSpan SlowestEvery { get; init; } = TimeSpan.FromDays(7);

    /// <summary>A failed question is repeated after this.</summary>
    public TimeSpan RetryEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Disks that are never touched: serial, world wide name, id or kernel name.</summary>
    public IReadOnlyList<string> NeverTouch { get; init; } = [];

    /// <summary>Disks behind RAID controllers that cannot be found: "/dev/sda cciss,0". MegaRAID's are found.</summary>
    public IReadOnlyList<string> RaidDisks { get; init; } = [];

    /// <summary>Between two questions which disks are behind a controller.</summary>
    public TimeSpan ScanEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>A disk that answered that it sleeps is asked again after this, or as soon as somebody uses it.</summary>
    public TimeSpan AskSleeperEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A touch makes the kernel and udev read the disk shortly after; so long such requests count as ours.</summary>
    public TimeSpan EchoOfTouch { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>When disks test themselves; nothing unless it is set.</summary>
    public SelfTestSchedule Tests { get; init; } = new();

    /// <summary>Disks that are gone are remembered for so long.</summary>
    public TimeSpan KeepGone { get; init; } = TimeSpan.FromDays(90);
}
