namespace Proxima.Model.Host;

/// <summary>
/// What the program of a hardware RAID controller says (MegaCli, storcli, perccli, arcconf, ssacli and hpacucli, sas2ircu and sas3ircu,
/// mpt-status, tw_cli). States are in the words of the vendor; nothing is judged here.
/// </summary>
public sealed record RaidReport
{
    public IReadOnlyList<RaidController> Controllers { get; init; } = [];
    public IReadOnlyList<RaidVolume> Volumes { get; init; } = [];
    public IReadOnlyList<RaidDrive> Drives { get; init; } = [];
    public IReadOnlyList<RaidBattery> Batteries { get; init; } = [];

    /// <summary>Complaints of the program ("No Controller found", "Get BBU Status Failed.").</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];
}

public sealed record RaidController
{
    /// <summary>Number or slot as the program counts.</summary>
    public required string Id { get; init; }
    public string? Model { get; init; }
    public string? Serial { get; init; }
    public string? Firmware { get; init; }
    public string? State { get; init; }
    public int? TemperatureCelsius { get; init; }
}

public sealed record RaidVolume
{
    public required string Id { get; init; }
    public string? Name { get; init; }

    /// <summary>In the vendor's words ("RAID1", "Primary-5, Secondary-0, RAID Level Qualifier-3", "1+0").</summary>
    public string? Level { get; init; }
    public string? State { get; init; }

    /// <summary>Rounded as the program prints it.</summary>
    public long? SizeBytes { get; init; }
    public string? WritePolicy { get; init; }
}

public sealed record RaidDrive
{
    /// <summary>Place of the drive ("32:0" enclosure and slot, "1I:1:4" port, box and bay, "0" number of the device).</summary>
    public required string Id { get; init; }
    public string? Model { get; init; }
    public string? Serial { get; init; }
    public string? Firmware { get; init; }
    public string? Wwn { get; init; }
    public string? State { get; init; }
    public long? SizeBytes { get; init; }
    public bool? IsSolidState { get; init; }
    public int? TemperatureCelsius { get; init; }
    public long? MediaErrors { get; init; }
    public long? OtherErrors { get; init; }
    public long? PredictiveFailures { get; init; }

    /// <summary>True when the drive itself warns.</summary>
    public bool? IsSmartAlert { get; init; }
    public long? PowerOnHours { get; init; }
    public int? LifeLeftPercent { get; init; }
}

/// <summary>Battery or capacitor that keeps the write cache.</summary>
public sealed record RaidBattery
{
    public required string Controller { get; init; }
    public string? Type { get; init; }
    public string? State { get; init; }
    public int? ChargePercent { get; init; }
    public int? TemperatureCelsius { get; init; }
    public bool? NeedsReplacement { get; init; }
}
