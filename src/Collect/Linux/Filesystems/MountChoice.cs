using System.Collections.Frozen;

namespace Proxima.Collect.Linux.Filesystems;

/// <summary>Which mounts are shown, and which of those may hang.</summary>
internal static class MountChoice
{
    /// <summary>
    /// Kernel interfaces, memory, stacked views and read-only images: none has space of its own that can run out.
    /// autofs is among them: touching it would mount what lies behind.
    /// </summary>
    private static readonly FrozenSet<string> Pseudo = FrozenSet.ToFrozenSet(
    [
        "autofs", "bdev", "binder", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "cpuset", "cramfs", "debugfs", "devfs", "devpts",
        "devtmpfs", "efivarfs", "erofs", "functionfs", "fusectl", "fuse.gvfsd-fuse", "fuse.lxcfs", "fuse.portal", "fuse.snapfuse",
        "hugetlbfs", "iso9660", "mqueue", "nfsd", "none", "nsfs", "overlay", "overlayfs", "aufs", "pipefs", "proc", "pstore", "ramfs",
        "romfs", "rootfs", "rpc_pipefs", "securityfs", "selinuxfs", "smackfs", "sockfs", "squashfs", "sysfs", "tmpfs", "tracefs", "udf",
        "usbfs", "vboxsf",
    ], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Network = FrozenSet.ToFrozenSet(
    [
        "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "davfs2", "fuse", "fuseblk", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs",
        "ocfs2", "orangefs", "smb3", "smbfs", "sshfs", "virtiofs",
    ], StringComparer.Ordinal);

    public static bool IsRemote(string type)
        => Network.Contains(type) || type.StartsWith("nfs", StringComparison.Ordinal) || type.StartsWith("fuse.", StringComparison.Ordinal);

    /// <summary>
    /// The mounts that hold data of their own, each device once. Of several mounts at one point the last is the one seen;
    /// of several views of one device the whole one is shown, then the shortest path.
    /// </summary>
    public static IReadOnlyList<Mount> Choose(IReadOnlyList<Mount> mounts)
    {
        Dictionary<string, Mount> visible = new(StringComparer.Ordinal);
        foreach (var mount in mounts) visible[mount.MountPoint] = mount;
        Dictionary<string, Mount> byDevice = new(StringComparer.Ordinal);
        foreach (var mount in visible.Values.Where(IsShown))
        {
            if (!byDevice.TryGetValue(mount.Device, out var other) || IsBetter(mount, other)) byDevice[mount.Device] = mount;
        }

        return [.. byDevice.Values.OrderBy(mount => mount.MountPoint, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The root is shown whatever it is (overlay in a container, tmpfs on a live system);
    /// a tmpfs on /tmp fills like a disk.
    /// </summary>
    private static bool IsShown(Mount mount) => mount.MountPoint switch
    {
        "/" => mount.Type is not ("rootfs" or "autofs"),
        "/tmp" when mount.Type == "tmpfs" => true,
        _ => !Pseudo.Contains(mount.Type),
    };

    private static bool IsBetter(Mount mount, Mount other)
    {
        if ((mount.Root == "/") != (other.Root == "/")) return mount.Root == "/";
        return mount.MountPoint.Length != other.MountPoint.Length
            ? mount.MountPoint.Length < other.MountPoint.Length
            : string.CompareOrdinal(mount.MountPoint, other.MountPoint) < 0;
    }
}
