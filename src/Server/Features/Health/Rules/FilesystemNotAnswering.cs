using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>A mount that does not say how full it is (a dead NFS server, a broken disk): unknown, never zero.</summary>
internal static class FilesystemNotAnswering
{
    public static Rule Rule { get; } = new FiguresRule("filesystem-not-answering", HealthCategory.Storage, "statvfs(3)", Judge);

    private static IEnumerable<Verdict> Judge(HostFigures figures, HealthOptions options)
    {
        foreach (var mount in figures.Filesystems.Value?.Filesystems ?? [])
        {
            if (mount.Space.Failed is { } error)
            {
                yield return Verdict.Of(
                    Severity.Unknown, mount.MountPoint, ("mount", mount.MountPoint), ("error", error), ("source", mount.Source));
            }
        }
    }
}
