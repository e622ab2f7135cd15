using System.Text.Json.Serialization;

namespace Proxima.Model.Host;

/// <summary>Which commands a disk understands. It decides what a report of it can say.</summary>
[JsonConverter(typeof(CamelCaseEnum<DiskProtocol>))]
public enum DiskProtocol
{
    Ata,
    Nvme,

    /// <summary>SAS, parallel SCSI, and what a RAID controller shows of itself.</summary>
    Scsi,
}

/// <summary>
/// What smartctl(8) says of one disk, the same whether it spoke JSON or text. What the disk or the version does not say is null.
/// A disk is never judged here: this is evidence.
/// </summary>
public sealed record SmartReport
{
    /// <summary>The smartctl that spoke (7.3); null where it does not say.</summary>
    public string? Tool { get; init; }

    /// <summary>Device as it was asked for (/dev/sda, /dev/bus/6); null in texts, which do not repeat it.</summary>
    public string? Device { get; init; }

    /// <summary>Type as smartctl calls it (sat, nvme, scsi, megaraid,8, sntjmicron, …).</summary>
    public string? DeviceType { get; init; }
    public DiskProtocol? Protocol { get; init; }
    public string? Vendor { get; init; }

    /// <summary>Family of the drive database ("Seagate IronWolf").</summary>
    public string? Family { get; init; }
    public string? Model { get; init; }
    public string? Serial { get; init; }
    public string? Firmware { get; init; }

    /// <summary>World wide name: hexadecimal digits, lower case, no 0x (5000c500b335fb73).</summary>
    public string? Wwn { get; init; }
    public long? CapacityBytes { get; init; }
    public int? LogicalBlockBytes { get; init; }

    /// <summary>Revolutions per minute; 0 for a solid state device.</summary>
    public int? RotationRpm { get; init; }

    /// <summary>Is there a SMART capability; false for disks and controllers that say they have none.</summary>
    public bool? IsSmartAvailable { get; init; }
    public bool? IsSmartEnabled { get; init; }

    /// <summary>The disk's own verdict. False means that it expects to fail.</summary>
    public bool? IsPassed { get; init; }

    /// <summary>Now, °C. A disk that reports 0 does not measure it.</summary>
    public int? TemperatureCelsius { get; init; }

    /// <summary>°C at which the disk itself calls for help.</summary>
    public int? TripTemperatureCelsius { get; init; }
    public long? PowerOnHours { get; init; }
    public long? PowerCycles { get; init; }

    /// <summary>
    /// Life left of a solid state device in percent of what its maker rates: 100 new, 0 used up. Never the other way round.
    /// </summary>
    public int? LifeLeftPercent { get; init; }
    public long? ReadBytes { get; init; }
    public long? WrittenBytes { get; init; }

    /// <summary>Sectors moved to spares (ATA attribute 5), or the grown defect list of a SCSI disk.</summary>
    public long? ReallocatedSectors { get; init; }

    /// <summary>Sectors that could not be read and wait to be written again (ATA attribute 197).</summary>
    public long? PendingSectors { get; init; }

    /// <summary>Sectors given up (ATA attribute 198), uncorrected errors (SCSI), media errors (NVMe).</summary>
    public long? UncorrectableErrors { get; init; }

    /// <summary>Errors of the cable or the port (ATA attribute 199).</summary>
    public long? InterfaceErrors { get; init; }

    /// <summary>Entries ever made in the disk's error log.</summary>
    public long? ErrorLogEntries { get; init; }
    public IReadOnlyList<SmartAttribute> Attributes { get; init; } = [];
    public NvmeHealth? Nvme { get; init; }
    public ScsiErrors? ScsiErrors { get; init; }
    public SelfTestLog? SelfTests { get; init; }

    /// <summary>Complaints of smartctl, in its words.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>Bits of smartctl's exit status; null in texts, which do not hold it.</summary>
    public int? ExitStatus { get; init; }
}

/// <summary>When the normalised value of an attribute was at or below its threshold.</summary>
[JsonConverter(typeof(CamelCaseEnum<AttributeFailure>))]
public enum AttributeFailure
{
    Never,
    Past,
    Now,
}

/// <summary>One vendor attribute of an ATA disk. Value, worst and threshold are normalised by the vendor: lower is worse.</summary>
public sealed record SmartAttribute
{
    public required int Id { get; init; }
    public required string Name { get; init; }
    public int? Value { get; init; }
    public int? Worst { get; init; }
    public int? Threshold { get; init; }

    /// <summary>True when the vendor says that a fall below the threshold means failure soon; false for wear and age.</summary>
    public required bool IsPrefail { get; init; }
    public required AttributeFailure Failed { get; init; }

    /// <summary>As smartctl prints it ("23 (Min/Max 23/23)", "657h+29m").</summary>
    public required string Raw { get; init; }

    /// <summary>
    /// What the raw value means as one number after the vendor's packing was undone: events, hours, °C, sectors. Null where that is not
    /// known.
    /// </summary>
    public long? Count { get; init; }
}

/// <summary>NVMe log page 02h. Counters are null where they exceed what 63 bits hold.</summary>
public sealed record NvmeHealth
{
    /// <summary>
    /// Bit mask: 1 spare low, 2 temperature, 4 reliability degraded, 8 read only, 16 backup failed, 32 memory region unreliable.
    /// </summary>
    public required int CriticalWarning { get; init; }
    public int? AvailableSparePercent { get; init; }
    public int? SpareThresholdPercent { get; init; }

    /// <summary>Endurance used; may exceed 100.</summary>
    public int? PercentUsed { get; init; }

    /// <summary>Thousands of 512 bytes.</summary>
    public long? DataUnitsRead { get; init; }
    public long? DataUnitsWritten { get; init; }
    public long? HostReads { get; init; }
    public long? HostWrites { get; init; }
    public long? BusyMinutes { get; init; }
    public long? UnsafeShutdowns { get; init; }
    public long? MediaErrors { get; init; }
    public long? ErrorLogEntries { get; init; }
    public long? WarningTemperatureMinutes { get; init; }
    public long? CriticalTemperatureMinutes { get; init; }

    /// <summary>Of the sensors there are, °C.</summary>
    public IReadOnlyList<int> SensorsCelsius { get; init; } = [];
}

/// <summary>Error counters of a SCSI disk (log pages 02h, 03h, 05h, 06h).</summary>
public sealed record ScsiErrors
{
    public long? GrownDefects { get; init; }
    public long? NonMediumErrors { get; init; }
    public ScsiErrorCounter? Read { get; init; }
    public ScsiErrorCounter? Write { get; init; }
    public ScsiErrorCounter? Verify { get; init; }
}

/// <summary>One direction; gigabytes of 10^9.</summary>
public sealed record ScsiErrorCounter(long? Corrected, long? Uncorrected, double? Gigabytes);

/// <summary>What the disk tells of tests of itself. The newest entry comes first.</summary>
public sealed record SelfTestLog
{
    public bool IsRunning { get; init; }

    /// <summary>Of the test that runs.</summary>
    public int? RemainingPercent { get; init; }

    /// <summary>How long the disk thinks it takes.</summary>
    public int? ShortMinutes { get; init; }
    public int? ExtendedMinutes { get; init; }
    public IReadOnlyList<SelfTest> Entries { get; init; } = [];
}

public sealed record SelfTest
{
    /// <summary>In the disk's words ("Short offline", "Extended", "Background long").</summary>
    public required string Type { get; init; }

    /// <summary>In the disk's words ("Completed without error", "Completed: read failure").</summary>
    public required string Status { get; init; }

    /// <summary>True when it completed without error, false when it found one; null when it did not come to an end.</summary>
    public bool? IsPassed { get; init; }
    public int? RemainingPercent { get; init; }

    /// <summary>Age of the disk at the test. The 16-bit counter of ATA starts again after 65535.</summary>
    public long? PowerOnHours { get; init; }
    public long? FirstErrorBlock { get; init; }
}

/// <summary>Disks found by <c>smartctl --scan</c>.</summary>
public sealed record SmartScan(IReadOnlyList<SmartScanDevice> Devices, IReadOnlyList<string> Messages);

/// <summary>One of them; the problem says why it could not be opened.</summary>
public sealed record SmartScanDevice(string Device, string? DeviceType, DiskProtocol? Protocol, string? Problem);

/// <summary>Reports of several disks in one text.</summary>
public sealed record SmartReports(IReadOnlyList<SmartReport> Disks);
