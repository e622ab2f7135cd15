namespace Proxima.Model.Host;

/// <summary>Disks as Proxmox VE lists them (/nodes/{node}/disks/list).</summary>
public sealed record PveDiskList(IReadOnlyList<PveDisk> Disks);

/// <summary>One disk of that list.</summary>
public sealed record PveDisk
{
    /// <summary>/dev/sda.</summary>
    public required string Device { get; init; }

    /// <summary>hdd, ssd, nvme, usb; null where it says unknown.</summary>
    public string? Type { get; init; }
    public long? SizeBytes { get; init; }
    public string? Vendor { get; init; }
    public string? Model { get; init; }
    public string? Serial { get; init; }
    public string? Wwn { get; init; }

    /// <summary>PASSED, FAILED, OK; null where it says UNKNOWN.</summary>
    public string? Health { get; init; }

    /// <summary>Life left, 100 for a new one.</summary>
    public double? LifeLeftPercent { get; init; }

    /// <summary>Turns a minute; 0 without moving parts, null where unknown.</summary>
    public int? Rpm { get; init; }

    /// <summary>What it is used for: LVM, ZFS, ext4, partitions, …</summary>
    public string? Used { get; init; }
    public bool? HasGpt { get; init; }
    public string? Parent { get; init; }
    public IReadOnlyList<int> Osds { get; init; } = [];
}

/// <summary>SMART of one disk as Proxmox VE tells it (/nodes/{node}/disks/smart).</summary>
public sealed record PveSmart
{
    public string? Health { get; init; }

    /// <summary>ata: attributes; text: words of the program.</summary>
    public string? Type { get; init; }
    public double? LifeLeftPercent { get; init; }
    public string? Text { get; init; }
    public IReadOnlyList<PveSmartAttribute> Attributes { get; init; } = [];
}

/// <summary>One attribute; raw is what the drive says, as the program decodes it.</summary>
public sealed record PveSmartAttribute
{
    public required int Id { get; init; }
    public required string Name { get; init; }
    public int? Value { get; init; }
    public int? Worst { get; init; }
    public int? Threshold { get; init; }
    public string? Raw { get; init; }
    public string? Flags { get; init; }

    /// <summary>When it fell below its threshold: now, past; null for never.</summary>
    public string? Fail { get; init; }
}
