using System.Text.Json.Serialization;

namespace Proxima.Model.Host;

/// <summary>/sys/class/hwmon (Documentation/hwmon/sysfs-interface.rst).</summary>
public sealed record SensorList(IReadOnlyList<SensorGauge> Sensors);

[JsonConverter(typeof(CamelCaseEnum<SensorKind>))]
public enum SensorKind
{
    Temperature,
    Fan,
    Voltage,
    Power,
}

/// <summary>One sensor. Its value is a reading of its own: a chip that answers EIO fails alone.</summary>
public sealed record SensorGauge
{
    /// <summary>Stable across reboots: chip, device where there is one, and input (<c>coretemp-isa-0000/temp1</c>).</summary>
    public required string Id { get; init; }

    /// <summary>Chip name (coretemp, k10temp, nvme).</summary>
    public required string Chip { get; init; }

    /// <summary>The chip's label ("Package id 0"), or the input's name where it has none.</summary>
    public required string Label { get; init; }
    public required SensorKind Kind { get; init; }
    public required Reading<SensorValue> Value { get; init; }
}

/// <summary>°C, rpm, V or W by kind, with the limits the chip itself names (nonsense limits are dropped).</summary>
public sealed record SensorValue(double Value, double? High = null, double? Critical = null, double? Low = null);
