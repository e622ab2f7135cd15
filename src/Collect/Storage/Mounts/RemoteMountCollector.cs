using System.Globalization;
using Proxima.Collect.Linux;
using Proxima.Collect.Linux.Filesystems;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Mounts;

/// <summary>
/// NFS, CIFS, FUSE and other mounts that may hang, on the host and in its running containers, each asked by a thread of its own
/// (<see cref="MountProbe"/>). A mount of a container is reached through /proc/PID/root of its first process.
/// </summary>
internal sealed class RemoteMountCollector(MountProbe probe) : ISlowCollector<RemoteMountList>
{
    private const string HostMounts = "/proc/self/mountinfo";
    private const string Containers = "/sys/fs/cgroup/lxc";
    private const int MostMounts = 512;

    public string Name => "remote-mounts";

    public IReadOnlyList<string> Inputs { get; } =
        [HostMounts, Containers, Containers + "/*/ns/init.scope/cgroup.procs", Containers + "/*/ns/cgroup.procs", "/proc/*/mountinfo"];

    public IReadOnlyList<string> Commands { get; } = [];

    public TimeSpan Every { get; } = TimeSpan.FromSeconds(60);

    public async Task<Reading<RemoteMountList>> CollectAsync(IHostSource host, CancellationToken cancellationToken)
    {
        var file = host.Read(HostMounts);
        if (file.State != FileState.Text) return FileReadings.Required<RemoteMountList>(file);
        var own = MountText.Parse(file.Text);
        if (!own.HasValue) return new Reading<RemoteMountList>(absent: own.Absent, failed: own.Failed);
        List<(int? Container, Mount Mount, string Path)> mounts = [.. Remote(own.Value.Mounts)
            .Select(mount => ((int?)null, mount, mount.MountPoint))];
        foreach (var name in host.List(Containers))
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var container)) continue;
            if (FirstProcess(host, name) is not { } pid
                || host.Read($"/proc/{pid}/mountinfo") is not { State: FileState.Text } inside) continue;
            foreach (var mount in Remote(MountText.Parse(inside.Text).Value?.Mounts ?? []))
                mounts.Add((container, mount, string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/root{mount.MountPoint}")));
        }

        if (mounts.Count == 0) return Reading.Absent<RemoteMountList>("no remote mounts");
        List<(int? Container, Mount Mount, Task<Reading<FilesystemSpace>> Space)> asked = [];
        foreach (var (container, mount, path) in mounts.Take(MostMounts))
            asked.Add((container, mount, probe.AskAsync(mount with { MountPoint = path }, cancellationToken)));
        List<RemoteMount> answers = [];
        foreach (var (container, mount, space) in asked) answers.Add(Answer(container, mount, await space.ConfigureAwait(false)));
        return Reading.Of(new RemoteMountList(answers));
    }

    private static RemoteMount Answer(int? container, Mount mount, Reading<FilesystemSpace> space) => new()
    {
        Container = container, MountPoint = mount.MountPoint, Source = mount.Source, Type = mount.Type, IsReadOnly = mount.IsReadOnly,
            Space = space,
    };

    /// <summary>lxcfs belongs to every container and never hangs for want of a server.</summary>
    private static IEnumerable<Mount> Remote(IReadOnlyList<Mount> mounts) => mounts
        .Where(mount => MountChoice.IsRemote(mount.Type) && mount.Type is not ("fuse.lxcfs" or "fuse.gvfsd-fuse" or "fuse.portal"))
        .GroupBy(mount => mount.MountPoint, StringComparer.Ordinal).Select(group => group.Last());

    /// <summary>The first process of a container: that of its init, wherever the container's own cgroups put it.</summary>
    private static int? FirstProcess(IHostSource host, string container)
    {
        foreach (var below in (ReadOnlySpan<string>)["ns/init.scope", "ns", "init.scope", ""])
        {
            var path = below.Length == 0 ? $"{Containers}/{container}/cgroup.procs" : $"{Containers}/{container}/{below}/cgroup.procs";
            if (host.Read(path) is not { State: FileState.Text } file) continue;
            var first = file.Text.Split('\n', 2)[0];
            if (int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 0) return pid;
        }

        return null;
    }
}
