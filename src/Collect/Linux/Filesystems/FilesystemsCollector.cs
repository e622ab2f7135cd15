using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Filesystems;

/// <summary>Mounted file systems and their space. The one collector that may wait, so the one that is asynchronous.</summary>
internal sealed class FilesystemsCollector(IHostKernel kernel, TimeProvider clock, HostObserverOptions options)
{
    public const string Name = "filesystems";
    public const string Path = "/proc/self/mountinfo";
    private readonly MountProbe _probe = new(kernel, clock, options);

    /// <summary>Remote mounts are asked at once, so that one patience holds for all of them together.</summary>
    public async Task<Reading<FilesystemList>> CollectAsync(IHostSource host, CancellationToken cancellationToken)
    {
        var file = host.Read(Path);
        if (file.State != FileState.Text) return FileReadings.Required<FilesystemList>(file);
        var table = MountText.Parse(file.Text);
        if (!table.HasValue) return new Reading<FilesystemList>(absent: table.Absent, failed: table.Failed);
        var mounts = MountChoice.Choose(table.Value.Mounts);
        if (mounts.Count == 0) return Reading.Absent<FilesystemList>("no file system with data of its own is mounted");
        List<(Mount Mount, Task<Reading<FilesystemSpace>> Space)> asked = new(mounts.Count);
        foreach (var mount in mounts)
        {
            asked.Add((mount, MountChoice.IsRemote(mount.Type)
                ? _probe.AskAsync(mount, cancellationToken)
                : Task.FromResult(kernel.Space(mount.MountPoint))));
        }

        List<FilesystemGauges> gauges = new(asked.Count);
        foreach (var (mount, space) in asked) gauges.Add(Gauges(mount, await space.ConfigureAwait(false)));
        return Reading.Of(new FilesystemList(gauges));
    }

    private static FilesystemGauges Gauges(Mount mount, Reading<FilesystemSpace> space) => new()
    {
        MountPoint = mount.MountPoint,
        Source = mount.Source,
        Type = mount.Type,
        IsReadOnly = mount.IsReadOnly,
        IsRemote = MountChoice.IsRemote(mount.Type),
        Space = space,
    };
}
