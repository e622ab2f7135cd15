using System.Buffers;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Disks;

/// <summary>
/// Disks behind a RAID controller: the kernel shows its volumes alone, smartctl reaches a disk by the volume or the controller and a
/// number (<c>-d megaraid,8</c>, <c>3ware,0</c>, <c>areca,1</c>, <c>cciss,0</c>). MegaRAID tells its disks by <c>smartctl --scan</c>; those
/// of the others are named in a setting. Pure.
/// </summary>
internal static class RaidMembers
{
    private const int Most = 256;

    private static readonly SearchValues<char> OfPath =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_-");

    private static readonly SearchValues<char> OfNumber = SearchValues.Create("0123456789/,");

    /// <summary>smartctl(8), -d: types that hold the number of a disk behind a controller.</summary>
    private static readonly string[] Types = ["megaraid,", "sat+megaraid,", "3ware,", "areca,", "cciss,", "sat+cciss,", "aacraid,",
        "sssraid,"];

    public static bool HasVolumes(IEnumerable<BlockDevice> devices) => devices.Any(device => device.Kind == DiskKind.RaidVolume);

    /// <summary>
    /// Each disk once, whoever names it. It is known by controller and number: what is asked of it does not show in the counters of the
    /// kernel, so all volumes of the host tell whether it is in use.
    /// </summary>
    public static IReadOnlyList<BlockDevice> Of(
        IReadOnlyList<BlockDevice> devices, IEnumerable<SmartScanDevice> scanned, IEnumerable<string> told)
    {
        string[] volumes = [.. devices.Where(device => device.Kind == DiskKind.RaidVolume).Select(device => device.Name)];
        if (volumes.Length == 0) return [];
        List<BlockDevice> members = [];
        var named = told.Select(Told).OfType<(string Path, string Type)>()
            .Concat(scanned.Where(one => one.DeviceType is not null).Select(one => (one.Device, one.DeviceType ?? string.Empty)));
        foreach (var (path, type) in named)
        {
            if (!IsMember(path, type) || members.Count >= Most) continue;
            var name = $"{path["/dev/".Length..].Replace("/", string.Empty, StringComparison.Ordinal)}:{type}";
            if (members.Exists(member => member.Name == name)) continue;
            members.Add(new BlockDevice
            {
                Name = name,
                Id = "raid-" + name.Replace(':', '-').Replace(',', '-').Replace('+', '-').ToLowerInvariant(),
                Kind = DiskKind.HardDisk,
                SmartPath = path,
                SmartType = type,
                Volumes = volumes,
            });
        }

        return members;
    }

    /// <summary>"/dev/sda cciss,0" of the setting.</summary>
    private static (string Path, string Type)? Told(string words)
        => words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var path, var type] ? (path, type)
            : null;

    /// <summary>A path below /dev and a type with one number, so that neither can be taken for an option.</summary>
    private static bool IsMember(string path, string type)
        => path.StartsWith("/dev/", StringComparison.Ordinal) && path.Length is > 5 and < 64 && type.Length < 32
            && path.AsSpan(5).IndexOfAnyExcept(OfPath) < 0
            && Array.Exists(Types, start => type.StartsWith(start, StringComparison.Ordinal)
                && type.AsSpan(start.Length) is { IsEmpty: false } number && number.IndexOfAnyExcept(OfNumber) < 0);
}
