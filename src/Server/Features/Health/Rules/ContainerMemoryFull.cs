using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>Inside a container its own limit is what ends processes, however much memory the host has.</summary>
internal static class ContainerMemoryFull
{
    public static Rule Rule { get; } = new FiguresRule("container-memory-full", HealthCategory.Memory, "/sys/fs/cgroup", Judge);

    private static IEnumerable<Verdict> Judge(HostFigures figures, HealthOptions options)
    {
        if (figures.Cgroup.Value is { MemoryLimitBytes: not null, MemoryUsedPercent: { } percent }
            && Figure.Judge(percent, options.MemoryWarningPercent, options.MemoryCriticalPercent) is var (severity, limit))
        {
            yield return Verdict.Of(severity, null, ("percent", Figure.Over(percent)), ("limit", Figure.Plain(limit)));
        }
    }
}
