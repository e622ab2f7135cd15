using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>Space in use of what users can get (as df counts: blocks kept for root are neither used nor available).</summary>
internal static class FilesystemFull
{
    public static Rule Rule { get; } = new FiguresRule("filesystem-full", HealthCategory.Storage, "statvfs(3)", Judge);

    private static IEnumerable<Verdict> Judge(HostFigures figures, HealthOptions options)
    {
        foreach (var mount in Mounts.ThatFill(figures))
        {
            if (Mounts.UsedPercent(mount) is { } percent
                && Figure.Judge(percent, options.FilesystemWarningPercent, options.FilesystemCriticalPercent) is var (severity, limit))
            {
                yield return Verdict.Of(
                    severity, mount.MountPoint, ("mount", mount.MountPoint), ("percent", Figure.Over(percent)),
                    ("limit", Figure.Plain(limit)));
            }
        }
    }
}
