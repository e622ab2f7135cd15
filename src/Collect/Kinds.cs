using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Proxima.Collect.KindsOf;
using Proxima.Model;

namespace Proxima.Collect;

/// <summary>What parsing one sample gave: exactly one of the three is set.</summary>
public sealed record KindResult
{
    /// <summary>The record as JSON.</summary>
    public string? Json { get; private init; }

    /// <summary>Why there is nothing to say of this sample.</summary>
    public string? Absent { get; private init; }

    /// <summary>What does not parse, and where.</summary>
    public string? Failed { get; private init; }

    public static KindResult Nothing(string reason) => new() { Absent = reason };

    public static KindResult Broken(string error) => new() { Failed = error };

    internal static KindResult Of<T>(Reading<T> reading, JsonTypeInfo<T> type)
        where T : class
        => reading.HasValue
            ? new KindResult { Json = JsonSerializer.Serialize(reading.Value, type) }
            : new KindResult { Absent = reading.Absent, Failed = reading.Failed };
}

/// <summary>
/// Turns one sample of a known kind into a record: <c>proxima parse KIND [FILE|-]</c>.
/// Kinds are listed in <see cref="Names"/>.
/// </summary>
public static class Kinds
{
    private delegate KindResult Parser(string text, string? attribute);

    private static readonly SortedDictionary<string, Parser> Parsers = new(StringComparer.Ordinal)
    {
        ["apt-upgradable"] = SoftwareKinds.Apt,
        ["btrfs"] = BtrfsKind.Parse,
        ["ceph"] = CephKind.Parse,
        ["cgroup"] = CgroupKind.Parse,
        ["cluster-status"] = ProxmoxKinds.Cluster,
        ["dmidecode"] = InventoryKinds.Dmidecode,
        ["fail2ban"] = SoftwareKinds.Fail2Ban,
        ["hwmon-sysfs"] = HwmonKind.Parse,
        ["journal-json"] = SoftwareKinds.Journal,
        ["kernel-log"] = KernelLogKind.Parse,
        ["lsblk"] = LsblkKind.Parse,
        ["lspci"] = InventoryKinds.Lspci,
        ["lvm"] = LvmKind.Parse,
        ["mdadm"] = MdKinds.Mdadm,
        ["mdstat"] = MdKinds.MdStat,
        ["net"] = NetKind.Parse,
        ["nvme-cli"] = NvmeCliKind.Parse,
        ["proc"] = ProcKind.Parse,
        ["pve-disks"] = PveDisksKind.Parse,
        ["pve-ha"] = ProxmoxKinds.Ha,
        ["pveversion"] = ProxmoxKinds.Version,
        ["raid-hw"] = RaidKind.Parse,
        ["sensors-json"] = DeviceKinds.SensorsOfJson,
        ["sensors-psutil-json"] = DeviceKinds.SensorsOfJson,
        ["sensors-text"] = DeviceKinds.SensorsOfText,
        ["smartctl-json"] = SmartKind.Parse,
        ["smartctl-text"] = SmartKind.Parse,
        ["sysfs"] = SysfsKind.Parse,
        ["task-json"] = ProxmoxKinds.Tasks,
        ["upsc"] = DeviceKinds.Upsc,
        ["vzdump-log"] = ProxmoxKinds.Vzdump,
        ["zfs-kstat"] = ZfsKinds.Kstat,
        ["zfs-list"] = ZfsKinds.DatasetList,
        ["zpool-list"] = ZfsKinds.PoolList,
        ["zpool-status"] = ZfsKinds.Status,
    };

    public static IReadOnlyCollection<string> Names => Parsers.Keys;

    /// <summary>
    /// Parses <paramref name="text"/>. Files that look alike are told apart by the last part of <paramref name="fileName"/>
    /// (behind <c>/</c> or <c>__</c>); without it, what cannot be recognised is absent.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such kind; the message lists those there are.</exception>
    public static KindResult Parse(string kind, string text, string? fileName)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Parsers.TryGetValue(kind, out var parser))
            throw new ArgumentException($"there is no kind '{kind}'; known are {string.Join(", ", Names)}", nameof(kind));
        var sample = Plain(text);
        if (string.IsNullOrWhiteSpace(sample)) return KindResult.Nothing("the sample is empty");
        return sample.AsSpan().ContainsAnyExcept("\0\uFFFD \n")
            ? parser(sample, Attribute(fileName))
            : KindResult.Nothing("no text in the sample");
    }

    /// <summary>A sample that went through an editor may have a byte order mark and, on every line, CR before LF.</summary>
    private static string Plain(string text)
    {
        var plain = text.StartsWith('\uFEFF') ? text[1..] : text;
        var ends = plain.AsSpan().Count('\n');
        return ends > 0 && plain.AsSpan().Count("\r\n") == ends ? plain.Replace("\r\n", "\n", StringComparison.Ordinal) : plain;
    }

    private static string? Attribute(string? fileName)
    {
        if (fileName is null) return null;
        var name = fileName[(fileName.LastIndexOf('/') + 1)..];
        var separator = name.LastIndexOf("__", StringComparison.Ordinal);
        return separator < 0 ? name : name[(separator + 2)..];
    }
}
