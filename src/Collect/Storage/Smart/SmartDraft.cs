using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Smart;

/// <summary>What was found in one output of smartctl, before anything is concluded. JSON and text fill the same draft.</summary>
internal sealed class SmartDraft
{
    public string? Tool { get; set; }
    public string? Device { get; set; }
    public string? DeviceType { get; set; }
    public DiskProtocol? Protocol { get; set; }
    public string? Vendor { get; set; }
    public string? Family { get; set; }
    public string? Model { get; set; }
    public string? Serial { get; set; }
    public string? Firmware { get; set; }
    public string? Wwn { get; set; }
    public long? CapacityBytes { get; set; }
    public int? LogicalBlockBytes { get; set; }
    public int? RotationRpm { get; set; }
    public bool? IsSmartAvailable { get; set; }
    public bool? IsSmartEnabled { get; set; }
    public bool? IsPassed { get; set; }
    public int? Temperature { get; set; }
    public int? TripTemperature { get; set; }
    public long? PowerOnHours { get; set; }
    public long? PowerCycles { get; set; }

    /// <summary>Of SCSI disks and of ATA device statistics; NVMe has its own.</summary>
    public int? EnduranceUsedPercent { get; set; }
    public long? StatisticsSectorsRead { get; set; }
    public long? StatisticsSectorsWritten { get; set; }
    public long? PendingDefects { get; set; }
    public long? ErrorLogEntries { get; set; }
    public List<SmartAttribute> Attributes { get; } = [];

    /// <summary>The last attribute's raw value is yet to come, on the next line.</summary>
    public bool IsRowOpen { get; set; }
    public NvmeDraft Nvme { get; } = new();
    public long? GrownDefects { get; set; }
    public long? NonMediumErrors { get; set; }
    public Dictionary<string, ScsiErrorCounter> ErrorCounters { get; } = new(StringComparer.Ordinal);
    public bool HasSelfTestLog { get; set; }
    public bool IsTestRunning { get; set; }
    public int? TestRemainingPercent { get; set; }
    public int? ShortMinutes { get; set; }
    public int? ExtendedMinutes { get; set; }
    public List<SelfTest> Tests { get; } = [];
    public List<string> Messages { get; } = [];
    public int? ExitStatus { get; set; }

    /// <summary>Anything of a disk: without it the text is of something else, or of a disk that said nothing.</summary>
    public bool HasFacts
        => Model is not null || Serial is not null || IsPassed is not null || Attributes.Count > 0 || Nvme.HasAny
            || CapacityBytes is not null
            || IsSmartAvailable is not null || Temperature is not null || HasSelfTestLog || GrownDefects is not null || Tests.Count > 0
            || DeviceType is not null || ErrorCounters.Count > 0 || NonMediumErrors is not null || ErrorLogEntries is not null
            || PowerOnHours is not null || Vendor is not null || Device is not null;
}

/// <summary>NVMe log page 02h as it is found.</summary>
internal sealed class NvmeDraft
{
    public int? CriticalWarning { get; set; }
    public int? Spare { get; set; }
    public int? SpareThreshold { get; set; }
    public int? PercentUsed { get; set; }
    public long? UnitsRead { get; set; }
    public long? UnitsWritten { get; set; }
    public long? HostReads { get; set; }
    public long? HostWrites { get; set; }
    public long? BusyMinutes { get; set; }
    public long? UnsafeShutdowns { get; set; }
    public long? MediaErrors { get; set; }
    public long? ErrorLogEntries { get; set; }
    public long? WarningMinutes { get; set; }
    public long? CriticalMinutes { get; set; }
    public List<int> Sensors { get; } = [];

    public bool HasAny => CriticalWarning is not null || Spare is not null || PercentUsed is not null || UnitsWritten is not null;
}
