using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>Something on the host should be readable and is not: its state is unknown, with the source's own error.</summary>
internal static class ReadingFailed
{
    public static Rule Rule { get; } = new FiguresRule("reading-failed", HealthCategory.Services, "/proc and /sys", Judge);

    private static IEnumerable<Verdict> Judge(HostFigures figures, HealthOptions options)
    {
        foreach (var part in ReadingParts.Of(figures))
        {
            if (part.Failed is { } error)
            {
                yield return Make(part.Name, error, part.Source);
            }
        }

        foreach (var sensor in figures.Sensors.Value?.Sensors ?? [])
        {
            if (sensor.Value.Failed is { } error)
            {
                yield return Make($"sensors/{sensor.Id}", error, ReadingParts.SensorSource);
            }
        }
    }

    private static Verdict Make(string reading, string error, string source)
        => Verdict.Of(Severity.Unknown, reading, ("reading", reading), ("error", error), ("source", source)) with { Source = source };
}
