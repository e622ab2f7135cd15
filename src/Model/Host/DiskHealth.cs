using System.Text.Json.Serialization;

namespace Proxima.Model.Host;

/// <summary>What a block device is, from /sys/block alone.</summary>
[JsonConverter(typeof(CamelCaseEnum<DiskKind>))]
public enum DiskKind
{
    HardDisk,
    SolidState,
    Nvme,

    /// <summary>
    /// Loop, device mapper, md, zvol, memory, network, and the disks a hypervisor makes: they have no SMART of their own.
    /// </summary>
    Virtual,

    /// <summary>A volume that a RAID controller shows as a disk.</summary>
    RaidVolume,
}

/// <summary>Whether a disk is awake, as far as can be told without touching it.</summary>
[JsonConverter(typeof(CamelCaseEnum<DiskPower>))]
public enum DiskPower
{
    Unknown,
    Awake,
    Asleep,
}

/// <summary>All disks of a host and what watching them woke.</summary>
public sealed record DiskHealthList
{
    public required IReadOnlyList<DiskHealth> Disks { get; init; }

    /// <summary>Sleeping disks we woke since the program first ran on this host. Must read 0.</summary>
    public required long Wakes { get; init; }

    /// <summary>When we last woke one; null for never.</summary>
    public DateTimeOffset? LastWakeAt { get; init; }
}

/// <summary>One disk: what it is, how it is, and how old that is. It is known by serial or world wide name, never by sda.</summary>
public sealed record DiskHealth
{
    /// <summary>Stays the same when the kernel names the disk differently.</summary>
    public required string Id { get; init; }

    /// <summary>The kernel's name now (sda); of a disk that is gone, the last.</summary>
    public required string Device { get; init; }
    public required DiskKind Kind { get; init; }

    /// <summary>False for a disk that was here and is not now.</summary>
    public bool IsPresent { get; init; } = true;
    public string? Model { get; init; }
    public string? Serial { get; init; }
    public string? Wwn { get; init; }
    public string? Firmware { get; init; }
    public long? SizeBytes { get; init; }
    public bool IsUsb { get; init; }
    public bool IsRemovable { get; init; }
    public required DiskPower Power { get; init; }
    public DateTimeOffset? PowerAt { get; init; }

    /// <summary>The last report there is, however old.</summary>
    public required Reading<SmartReport> Smart { get; init; }

    /// <summary>When the disk itself was last asked with success.</summary>
    public DateTimeOffset? SmartAt { get; init; }

    /// <summary>What the kernel's drivetemp reads from a disk that is in use anyway, minutes old; null where it does not.</summary>
    public int? TemperatureCelsius { get; init; }
    public DateTimeOffset? TemperatureAt { get; init; }

    /// <summary>When it may be asked next.</summary>
    public DateTimeOffset? NextReadAt { get; init; }

    /// <summary>Why it is not asked now ("asleep", "quiet: …", "never touched: setting"); null when nothing is in the way.</summary>
    public string? Waiting { get; init; }

    /// <summary>Counters that grew since the baseline, in the order of weight.</summary>
    public IReadOnlyList<SmartGrowth> Growth { get; init; } = [];
    public DateTimeOffset? BaselineAt { get; init; }

    /// <summary>A known fault of this firmware that explains what the disk says.</summary>
    public string? Quirk { get; init; }
    public long Wakes { get; init; }
    public DateTimeOffset? LastWakeAt { get; init; }

    /// <summary>What changed, newest first; no more than two hundred.</summary>
    public IReadOnlyList<DiskObservation> Observations { get; init; } = [];

    /// <summary>Null for a disk that has no self-tests.</summary>
    public DiskTestPlan? Tests { get; init; }
}

/// <summary>One counter of errors: its value at the baseline and now. Old scars do not count, growth does.</summary>
public sealed record SmartGrowth(string Counter, long Baseline, long Now);
