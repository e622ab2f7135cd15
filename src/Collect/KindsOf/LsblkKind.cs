using System.Text.Json;
using Proxima.Collect.ProgramText;
using Proxima.Collect.Storage.BlockDevices;
using Proxima.Model;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.KindsOf;

/// <summary>What tells of block devices and of what is mounted: lsblk, blkid, udevadm, blockdev, losetup, fdisk, findmnt, mount and
/// df.</summary>
internal static class LsblkKind
{
    private const int MostLines = 500_000;

    public static KindResult Parse(string text, string? attribute)
    {
        if (JsonText.Matches(text)) return Json(text);
        var lines = text.TrimStart('\n').Split('\n').Where(line => !IsComplaint(line)).ToList();
        if (lines.Count > MostLines) return KindResult.Broken("lsblk: more than 500000 lines");
        if (lines.TrueForAll(string.IsNullOrWhiteSpace)) return KindResult.Nothing("no block devices");
        if (text.Contains("invalid option",
            StringComparison.Ordinal)) return KindResult.Broken("lsblk: this version does not know the option");
        if (text.Length < 1024
            && text.Contains("not a block device", StringComparison.Ordinal)) return KindResult.Nothing("no such device");
        if (lines.Exists(DfText.IsHeading)) return KindResult.Of(DfText.Parse(lines), StorageJson.Default.DfTable);
        if (lines.Exists(OtherBlockText.IsReport)) return KindResult.Of(OtherBlockText.Report(lines), StorageJson.Default.BlockDeviceList);
        if (lines.Exists(OtherBlockText.IsLoop)) return KindResult.Of(OtherBlockText.Loops(lines), StorageJson.Default.LoopDeviceList);
        if (FindmntText.IsHeading(lines[0])) return KindResult.Of(FindmntText.Parse(lines), StorageJson.Default.FoundMountList);
        if (lines.Exists(BlkidText.IsLine)) return KindResult.Of(BlkidText.Parse(lines), StorageJson.Default.BlockIdList);
        if (lines.Exists(LsblkText.IsHeading)) return KindResult.Of(LsblkText.Parse(lines), StorageJson.Default.BlockDeviceList);
        if (UdevText.IsLine(lines[0])) return KindResult.Of(UdevText.Parse(lines), StorageJson.Default.UdevDeviceList);
        if (BlkidText.IsUdev(lines[0])) return KindResult.Of(BlkidText.Udev(lines), StorageJson.Default.BlockIdList);
        if (FindmntText.IsMounted(lines[0])) return KindResult.Of(FindmntText.Mounted(lines), StorageJson.Default.FoundMountList);
        return OtherBlockText.IsFdisk(lines[0])
            ? KindResult.Of(OtherBlockText.Fdisk(lines), StorageJson.Default.BlockDeviceList)
            : KindResult.Of(LsblkText.Parse(lines), StorageJson.Default.BlockDeviceList);
    }

    /// <summary><c>lsblk: dm-0: failed to get device path</c>, <c>/bin/df: '/x': No such file or directory</c>.</summary>
    private static bool IsComplaint(string line)
        => line.StartsWith("lsblk: ", StringComparison.Ordinal) || line.StartsWith("df: ", StringComparison.Ordinal)
            || line.Contains("/df: ", StringComparison.Ordinal) || line.Contains("/lsblk: ", StringComparison.Ordinal)
            || line.StartsWith("blockdev: ", StringComparison.Ordinal) || line.StartsWith("# ", StringComparison.Ordinal);

    private static KindResult Json(string text)
    {
        KindResult? result = null;
        var reading = Read<string>(text, "lsblk", root =>
        {
            result = Of(root);
            return Reading.Of(string.Empty);
        });
        return reading.Failed is { } error ? KindResult.Broken(error) : result ?? KindResult.Nothing("JSON, but not of block devices");
    }

    private static KindResult? Of(JsonElement root)
    {
        var devices = Member(root, "blockdevices");
        if (devices.ValueKind == JsonValueKind.Array) return KindResult.Of(LsblkText.Json(devices), StorageJson.Default.BlockDeviceList);
        var mounts = Member(root, "filesystems");
        if (mounts.ValueKind == JsonValueKind.Array) return KindResult.Of(FindmntText.Json(mounts), StorageJson.Default.FoundMountList);
        var inventory = Member(Member(root, "storage"), "blockdev") is { ValueKind: JsonValueKind.Object } nested ? nested
            : Member(root, "blockdev");
        if (inventory.ValueKind == JsonValueKind.Object) return KindResult.Of(UdevText.Json(inventory), StorageJson.Default.UdevDeviceList);
        var first = List(root).FirstOrDefault();
        if (first.ValueKind != JsonValueKind.Object) return null;
        if (Words(first, "target") is not null) return KindResult.Of(FindmntText.Json(root), StorageJson.Default.FoundMountList);
        if (Words(first, "mount_point") is not null && Words(first, "filesystem") is not null && Member(first,
            "options").ValueKind == JsonValueKind.Array)
            return KindResult.Of(FindmntText.OfMount(root), StorageJson.Default.FoundMountList);
        if (DfText.IsJson(first)) return KindResult.Of(DfText.Json(root), StorageJson.Default.DfTable);
        if (BlkidText.IsJson(first)) return KindResult.Of(BlkidText.Json(root), StorageJson.Default.BlockIdList);
        return Words(first, "name") is not null && Member(first, "type", "maj_min", "maj:min", "size").ValueKind != JsonValueKind.Undefined
            ? KindResult.Of(LsblkText.Json(root), StorageJson.Default.BlockDeviceList)
            : null;
    }
}
