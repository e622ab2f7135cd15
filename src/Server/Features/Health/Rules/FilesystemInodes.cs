using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>Without free inodes no file can be made, however much space is left. Types without a fixed number say nothing.</summary>
internal static class FilesystemInodes
{
    public static Rule Rule { get; } = new FiguresRule("filesystem-inodes", HealthCategory.Storage, "statvfs(3)", Judge);

    private static IEnumerable<Verdict> Judge(HostFigures figures, HealthOptions options)
    {
        foreach (var mount in Mounts.ThatFill(figures))
        {
            if (mount.Space.Value is not { TotalInodes: > 0 and { } total, UsedInodes: { } used })
            {
                continue;
            }

            var percent = 100.0 * used / total;
            if (Figure.Judge(percent, options.InodesWarningPercent, options.InodesCriticalPercent) is var (severity, limit))
            {
                yield return Verdict.Of(
                    severity, mount.MountPoint, ("mount", mount.MountPoint), ("percent", Figure.Over(percent)),
                    ("limit", Figure.Plain(limit)));
            }
        }
    }
}
