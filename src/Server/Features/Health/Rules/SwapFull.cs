using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>
/// Full swap is harmless where nothing waits for memory (old pages parked there); with pressure it is the step before OOM.
/// </summary>
internal static class SwapFull
{
    public static Rule Rule { get; } = new FiguresRule("swap-full", HealthCategory.Memory, "/proc/meminfo, /proc/pressure/memory", Judge);

    private static IEnumerable<Verdict> Judge(HostFigures figures, HealthOptions options)
    {
        if (figures.Swap.Value is { TotalBytes: > 0 } swap
            && swap.UsedPercent > options.SwapWarningPercent
            && figures.Pressure.Value?.MemorySome is { } pressure
            && pressure > options.SwapPressurePercent)
        {
            yield return Verdict.Of(
                Severity.Warning, null, ("percent", Figure.Over(swap.UsedPercent)), ("pressure", Figure.Over(pressure)),
                ("limit", Figure.Plain(options.SwapWarningPercent)));
        }
    }
}
