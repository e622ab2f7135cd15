using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>
/// Time in which no task made progress because all of them waited for memory ("full" in Documentation/accounting/psi.rst).
/// </summary>
internal static class PressureMemory
{
    public static Rule Rule { get; } = new FiguresRule("pressure-memory", HealthCategory.Memory, "/proc/pressure/memory", Judge);

    private static IEnumerable<Verdict> Judge(HostFigures figures, HealthOptions options)
    {
        if (figures.Pressure.Value?.MemoryFull is { } percent && percent > options.MemoryPressurePercent)
        {
            yield return Verdict.Of(
                Severity.Warning, null, ("percent", Figure.Over(percent)), ("limit", Figure.Plain(options.MemoryPressurePercent)));
        }
    }
}
