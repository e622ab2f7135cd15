using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>Types that hosts keep their system and data on turn read-only after an I/O error (ext4: errors=remount-ro).</summary>
internal static class FilesystemReadOnly
{
    private static readonly HashSet<string> Writable = new(["ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "jfs"], StringComparer.Ordinal);

    public static Rule Rule { get; } = new FiguresRule("filesystem-read-only", HealthCategory.Storage, "/proc/self/mountinfo", Judge);

    private static IEnumerable<Verdict> Judge(HostFigures figures, HealthOptions options)
        => (figures.Filesystems.Value?.Filesystems ?? [])
            .Where(mount => mount.IsReadOnly && Writable.Contains(mount.Type))
            .Select(mount => Verdict.Of(
                Severity.Warning, mount.MountPoint, ("mount", mount.MountPoint), ("type", mount.Type), ("source", mount.Source)));
}
