using System.Globalization;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Sensors;

/// <summary>Limits as a chip names them, in the unit of the kind; null where it names none or nonsense.</summary>
internal readonly record struct SensorLimits(double? High, double? Critical, double? Low);

/// <summary>One attribute of /sys/class/hwmon, Documentation/hwmon/sysfs-interface.rst.</summary>
internal static class SensorText
{
    private const double ColdestPossible = -100;
    private const double HottestPossible = 250;
    private const double HottestLimit = 200;

    /// <summary>Value of an input file: m°C, rpm, mV or µW.</summary>
    public static Reading<SensorValue> Parse(ReadOnlySpan<char> text, SensorKind kind, SensorLimits limits, string file)
    {
        if (!KernelNumber.TrySigned(text.Trim(), out var raw)) return Reading.Failed<SensorValue>($"{file}: not a number");
        var value = Scaled(kind, raw);
        if (kind == SensorKind.Temperature && value is < ColdestPossible or > HottestPossible)
            return Reading.Failed<SensorValue>(string.Create(CultureInfo.InvariantCulture, $"{file}: {value} °C is impossible"));
        if (kind == SensorKind.Fan && value < 0)
            return Reading.Failed<SensorValue>(string.Create(CultureInfo.InvariantCulture, $"{file}: {value} rpm is impossible"));
        return Reading.Of(new SensorValue(value, limits.High, limits.Critical, limits.Low));
    }

    /// <summary>
    /// Limits worth believing. Firmware leaves fillers: 65261.85 °C, 0, negative, low above high.
    /// A pair that contradicts itself says nothing.
    /// </summary>
    public static SensorLimits Limits(SensorKind kind, string? high, string? critical, string? low)
    {
        var h = Plausible(kind, Number(kind, high));
        var c = Plausible(kind, Number(kind, critical));
        var l = Number(kind, low);
        if (l is { } floor && !IsPlausibleLow(kind, floor)) l = null;
        if (h <= l) h = l = null;
        return new SensorLimits(h, c, l);
    }

    /// <summary>The kernel's number in the unit of the kind.</summary>
    public static double Scaled(SensorKind kind, long raw) => raw / Scale(kind);

    private static double Scale(SensorKind kind) => kind switch
    {
        SensorKind.Temperature or SensorKind.Voltage => 1000,
        SensorKind.Power => 1_000_000,
        _ => 1,
    };

    private static double? Number(SensorKind kind, string? text)
        => KernelNumber.TrySigned(text.AsSpan().Trim(), out var raw) ? Scaled(kind, raw) : null;

    private static double? Plausible(SensorKind kind, double? limit)
        => limit is { } l && l > 0 && (kind != SensorKind.Temperature || l <= HottestLimit) ? l : null;

    private static bool IsPlausibleLow(SensorKind kind, double low) => kind switch
    {
        SensorKind.Temperature => low is > ColdestPossible and < HottestLimit,
        SensorKind.Fan => low > 0,
        _ => true,
    };
}
