using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>Memory that cannot be given back; caches, and what the ARC would give up, do not count.</summary>
internal static class MemoryFull
{
    public static Rule Rule { get; } = new FiguresRule("memory-full", HealthCategory.Memory, "/proc/meminfo", Judge);

    private static IEnumerable<Verdict> Judge(HostFigures figures, HealthOptions options)
    {
        if (figures.Memory.Value is { } memory
            && Figure.Judge(memory.UsedPercent, options.MemoryWarningPercent, options.MemoryCriticalPercent) is var (severity, limit))
        {
            yield return Verdict.Of(severity, null, ("percent", Figure.Over(memory.UsedPercent)), ("limit", Figure.Plain(limit)));
        }
    }
}
