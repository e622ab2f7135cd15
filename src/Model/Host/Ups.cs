namespace Proxima.Model.Host;

/// <summary>An uninterruptible power supply as NUT (<c>upsc</c>) or apcupsd (<c>apcaccess</c>) tells of it. What it does not tell is
/// null.</summary>
public sealed record UpsStatus
{
    public string? Manufacturer { get; init; }
    public string? Model { get; init; }
    public string? Serial { get; init; }

    /// <summary>NUT's words: OL on line, OB on battery, LB battery low, RB replace battery, CHRG, DISCHRG, OVER, BYPASS, …</summary>
    public IReadOnlyList<string> Status { get; init; } = [];
    public bool? IsOnBattery { get; init; }
    public bool? IsBatteryLow { get; init; }
    public double? ChargePercent { get; init; }
    public long? RuntimeSeconds { get; init; }
    public double? LoadPercent { get; init; }
    public double? InputVolts { get; init; }
    public double? OutputVolts { get; init; }
    public double? BatteryVolts { get; init; }
    public double? TemperatureCelsius { get; init; }
    public double? PowerWatts { get; init; }

    /// <summary>All it told, by name.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }
}

/// <summary>Names of the supplies a server knows (<c>upsc -l</c>).</summary>
public sealed record UpsNameList(IReadOnlyList<string> Names);
