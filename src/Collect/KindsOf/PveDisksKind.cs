using System.Text.Json;
using System.Text.RegularExpressions;
using Proxima.Collect.ProgramText;
using Proxima.Collect.Storage.BlockDevices;
using Proxima.Collect.Storage.Lvm;
using Proxima.Collect.Storage.PveDisks;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.KindsOf;

/// <summary>
/// Disks as Proxmox VE sees them: answers of /nodes/{node}/disks/…, and what it makes them of (names in /sys/block, udev, lsblk, mounts,
/// LVM and ZFS).
/// </summary>
internal static partial class PveDisksKind
{
    public static KindResult Parse(string text, string? attribute)
    {
        if (JsonText.Matches(text)) return Json(text, attribute);
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        if (lines.Exists(UdevText.IsLine)) return LsblkKind.Parse(text, attribute);
        if (attribute is not null && One().IsMatch(attribute)) return SysfsKind.Parse(text, attribute);
        if (lines.TrueForAll(line => Mount().IsMatch(line))) return Of(new FoundMountList([.. lines.Select(Mounted)]));
        if (lines.Count <= 10_000 && lines.TrueForAll(line => Disk().IsMatch(line)))
            return Of(new PveDiskList([.. lines.Select(line => new PveDisk { Device = line.StartsWith('/') ? line : $"/dev/{line}" })]));
        if (LvmTagRows.Matches(lines)) return KindResult.Of(Reading.Of(LvmTagRows.Parse(lines)), StorageJson.Default.LvmReport);
        if (text.Contains('\t') && text.Contains("ONLINE", StringComparison.Ordinal)) return ZfsKinds.PoolList(text, attribute);
        if (lines.Exists(line => line.StartsWith("smartctl ", StringComparison.Ordinal)
            || line.StartsWith("=== START OF", StringComparison.Ordinal)))
            return Kinds.Names.Contains("smartctl-text") ? Kinds.Parse("smartctl-text", text, attribute)
                : KindResult.Nothing("output of smartctl");
        return lines.Exists(LsblkText.IsHeading) || lines.Exists(LsblkText.IsPairs) ? LsblkKind.Parse(text, attribute)
            : KindResult.Broken("pve-disks: neither an answer of Proxmox VE nor what it reads disks from");
    }

    private static FoundMount Mounted(string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new FoundMount
        {
            Source = words[0], Target = words.Length > 1 ? words[1] : "", Type = words.Length > 2 ? words[2] : null,
            Options = words.Length > 3 ? words[3].Split(',') : [],
        };
    }

    private static KindResult Json(string text, string? attribute)
    {
        KindResult? result = null;
        var reading = Read<string>(text, "pve-disks", root =>
        {
            var data = Member(root, "data");
            result = Of(data.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? data : root);
            return Reading.Of(string.Empty);
        });
        return reading.Failed is { } error ? KindResult.Broken(error) : result ?? LsblkKind.Parse(text, attribute);
    }

    private static KindResult? Of(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array) return Many([.. List(root)]);
        if (PveDisksJson.IsSmart(root)) return KindResult.Of(Reading.Of(PveDisksJson.Smart(root)), StorageJson.Default.PveSmart);
        if (PveDisksJson.IsGroups(root)) return Of(PveDisksJson.Groups(root));
        if (PveDisksJson.IsPool(root))
            return KindResult.Of(Reading.Of(new ZfsPoolStatusList([PveDisksJson.Pool(root)])), StorageJson.Default.ZfsPoolStatusList);
        var members = Members(root).Select(member => member.Value).ToList();
        return members.Count > 0 && members.TrueForAll(PveDisksJson.IsDisk) ? Many(members) : null;
    }

    private static KindResult? Many(List<JsonElement> items)
    {
        if (items.Count == 0) return Of(new PveDiskList([]));
        if (items.TrueForAll(PveDisksJson.IsDisk)) return Of(new PveDiskList([.. items.Select(PveDisksJson.Disk)]));
        if (items.TrueForAll(PveDisksJson.IsThin)) return Of(new LvmReport { LogicalVolumes = [.. items.Select(PveDisksJson.Thin)] });
        if (items.TrueForAll(PveDisksJson.IsDirectory)) return Of(new FoundMountList([.. items.Select(PveDisksJson.Directory)]));
        return items.TrueForAll(PveDisksJson.IsPoolSpace)
            ? KindResult.Of(Reading.Of(new ZfsPoolSpaceList([.. items.Select(PveDisksJson.PoolSpace)])),
                StorageJson.Default.ZfsPoolSpaceList)
            : null;
    }

    private static KindResult Of(PveDiskList disks) => KindResult.Of(Reading.Of(disks), StorageJson.Default.PveDiskList);

    private static KindResult Of(LvmReport report) => KindResult.Of(Reading.Of(report), StorageJson.Default.LvmReport);

    private static KindResult Of(FoundMountList mounts) => KindResult.Of(Reading.Of(mounts), StorageJson.Default.FoundMountList);

    [GeneratedRegex(
        @"_(rotational|size|vendor|model|serial|rev|wwn|logical_block_size|holders)$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex One();

    [GeneratedRegex(@"^/dev/\S+\s+/\S*(\s+\S+){0,4}$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Mount();

    [GeneratedRegex(
        @"^(/dev/)?([a-z]{2,6}[a-z0-9/_-]{0,24}|cciss[/!][a-z0-9]+|nvme\d+n\d+(p\d+)?)$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Disk();
}
