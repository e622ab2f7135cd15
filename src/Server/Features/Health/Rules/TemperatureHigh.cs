using Proxima.Model.Figures;
using Proxima.Model.Health;
using Proxima.Model.Host;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>
/// The sensor's own limits decide. Only CPU chips that name none are held to ours: what is hot for a disk is not for a CPU.
/// </summary>
internal static class TemperatureHigh
{
    private static readonly HashSet<string> CpuChips = new(
        ["coretemp", "k8temp", "k10temp", "zenpower", "via_cputemp", "cpu_thermal"], StringComparer.Ordinal);

    public static Rule Rule { get; } = new FiguresRule("temperature-high", HealthCategory.Temperature, "/sys/class/hwmon", Judge);

    private static IEnumerable<Verdict> Judge(HostFigures figures, HealthOptions options)
    {
        foreach (var sensor in figures.Sensors.Value?.Sensors ?? [])
        {
            if (sensor is { Kind: SensorKind.Temperature, Value.Value: { } value }
                && Judge(sensor.Chip, value, options) is var (severity, limit))
            {
                yield return Verdict.Of(
                    severity, sensor.Id, ("sensor", $"{sensor.Chip} {sensor.Label}"), ("value", Figure.Plain(value.Value)),
                    ("limit", Figure.Plain(limit)));
            }
        }
    }

    private static (Severity Severity, double Limit)? Judge(string chip, SensorValue value, HealthOptions options)
    {
        var isCpuWithoutLimits = value.High is null && value.Critical is null && CpuChips.Contains(chip);
        var critical = isCpuWithoutLimits ? options.CpuCriticalCelsius : value.Critical;
        var high = isCpuWithoutLimits ? options.CpuWarningCelsius : value.High;
        return value.Value >= critical ? (Severity.Critical, critical.Value)
            : value.Value >= high ? (Severity.Warning, high.Value)
            : null;
    }
}
