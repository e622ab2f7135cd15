using Proxima.Model.Figures;
using Proxima.Model.Health;
using Proxima.Model.Host;

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
                    severity, mount.MountPoint, ("mount", mount.MountPoint), ("percent", Figure.Over(percent)), ("limit", Figure.Plain(limit)));
            }
        }
    }
}

/// <summary>What rules and pages ask of mounts.</summary>
internal static class Mounts
{
    /// <summary>Images are full by nature: they are made to size and cannot be written.</summary>
    private static readonly HashSet<string> Images = new(["squashfs", "iso9660", "udf", "erofs", "cramfs", "romfs"], StringComparer.Ordinal);

    /// <summary>Mounts that can run full.</summary>
    public static IEnumerable<FilesystemGauges> ThatFill(HostFigures figures)
        => (figures.Filesystems.Value?.Filesystems ?? []).Where(mount => !Images.Contains(mount.Type));

    /// <summary>Used of used + available; null where the space is not known or there is none.</summary>
    public static double? UsedPercent(FilesystemGauges mount)
        => mount.Space.Value is { } space && space.UsedBytes + space.AvailableBytes > 0
            ? 100.0 * space.UsedBytes / (space.UsedBytes + space.AvailableBytes)
            : null;
}
