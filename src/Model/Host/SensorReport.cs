namespace Proxima.Model.Host;

/// <summary>Sensors as lm-sensors (<c>sensors</c>, <c>sensors -j</c>) or psutil lists them, by chip.</summary>
public sealed record SensorReport(IReadOnlyList<SensorChipReport> Chips)
{
    /// <summary>A battery of the machine itself, which psutil tells of.</summary>
    public SensorBattery? Battery { get; init; }
}

/// <summary>One chip: nct6793-isa-0a20, k10temp-pci-00c3.</summary>
public sealed record SensorChipReport(string Name, string? Adapter, IReadOnlyList<SensorFigure> Sensors);

/// <summary>One value with its limits, all in <see cref="Unit"/>.</summary>
public sealed record SensorFigure
{
    public required string Label { get; init; }

    /// <summary>temperature, voltage, fan, power, current, energy, humidity, frequency, intrusion or other.</summary>
    public required string Kind { get; init; }

    /// <summary>celsius, volt, rpm, watt, ampere, joule, percent, hertz; null where the kind tells none.</summary>
    public string? Unit { get; init; }

    /// <summary>Null where the chip has none ("N/A") or it cannot be read.</summary>
    public double? Value { get; init; }
    public double? Minimum { get; init; }
    public double? Maximum { get; init; }
    public double? Critical { get; init; }
    public bool? IsAlarm { get; init; }
    public bool? IsFault { get; init; }
}

/// <summary>Charge in percent; seconds left are null while it charges or is not known.</summary>
public sealed record SensorBattery(double Percent, long? SecondsLeft, bool? IsPlugged);
