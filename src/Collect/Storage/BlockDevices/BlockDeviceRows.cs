using System.Globalization;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.BlockDevices;

/// <summary>Rows of lsblk's fields and the devices of them; depth in the tree gives the parents.</summary>
internal sealed class BlockDeviceRows
{
    /// <summary>What draws the tree, in ASCII and in line-drawing characters.</summary>
    public static readonly char[] Branches = [' ', '|', '`', '-', '│', '├', '└', '─', '┌', '┬', '┴', '┤', '┐', '┘', '┼', '\u00a0', '╴',
        '╶'];

    private static readonly string[] Types =
        ["disk", "part", "lvm", "crypt", "rom", "loop", "mpath", "dm", "md", "linear", "dmraid", "tape", "zram", "ram", "thin",
            "thin-pool"];

    private readonly List<string> _order = [];
    private readonly Dictionary<string, BlockDevice> _devices = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];
    private string? _last;

    public static bool IsType(string word) => Array.IndexOf(Types, word) >= 0 || word.StartsWith("raid", StringComparison.Ordinal)
        || word == "part/dm";

    /// <summary>MAJ:MIN, MAJ_MIN and maj:min are one field.</summary>
    public static string FieldOf(string heading)
    {
        var name = string.Concat(heading.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return name is "MOUNTPOINTS" or "TARGET" or "TARGETS" ? "MOUNTPOINT" : name;
    }

    public static int DepthOf(string line) => (line.Length - line.TrimStart(Branches).Length) / 2;

    /// <summary>Adds a device at a depth of the tree; false where it has no name.</summary>
    public bool Add(Dictionary<string, string> fields, int depth)
    {
        if (!fields.TryGetValue("NAME", out var written) && !fields.TryGetValue("KNAME", out written)
            && !fields.TryGetValue("PATH", out written)) return false;
        var name = NameOf(written.AsSpan().TrimStart(Branches).ToString());
        if (name.Length == 0) return false;
        if (_path.Count > depth) _path.RemoveRange(depth, _path.Count - depth);
        var parent = _path.Count > 0 ? _path[^1] : fields.GetValueOrDefault("PKNAME") is { } kernel ? NameOf(kernel) : null;
        while (_path.Count < depth) _path.Add(parent ?? name);
        _path.Add(name);
        _last = name;
        if (_devices.TryGetValue(name, out var known))
        {
            if (parent is not null && !known.Parents.Contains(parent)) _devices[name] = known with { Parents = [.. known.Parents, parent] };
            return true;
        }

        _order.Add(name);
        _devices[name] = Device(name, fields, parent);
        return true;
    }

    public bool AddMountpoints(string mountpoint)
    {
        if (_last is null) return false;
        if (mountpoint.Length > 0) _devices[_last] = _devices[_last] with { Mountpoints = [.. _devices[_last].Mountpoints, mountpoint] };
        return true;
    }

    public Reading<BlockDeviceList> ToReading() => Reading.Of(new BlockDeviceList([.. _order.Select(name => WithParent(_devices[name]))]));

    /// <summary>A flat list does not say whose a partition is, but its name does: sda1 of sda, nvme0n1p2 of nvme0n1.</summary>
    private BlockDevice WithParent(BlockDevice device)
    {
        if (device.Type is not "part" || device.Parents.Count > 0) return device;
        var disk = device.Name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        if (disk.Length > 1 && disk[^1] == 'p' && char.IsAsciiDigit(disk[^2])) disk = disk[..^1];
        return disk != device.Name && _devices.ContainsKey(disk) ? device with { Parents = [disk] } : device;
    }

    /// <summary>Old lsblk writes <c>vg-root (dm-0)</c>.</summary>
    private static string NameOf(string written)
    {
        var name = written.StartsWith("/dev/mapper/", StringComparison.Ordinal) ? written["/dev/mapper/".Length..]
            : written.StartsWith("/dev/", StringComparison.Ordinal) ? written["/dev/".Length..] : written;
        var bracket = name.IndexOf(" (dm-", StringComparison.Ordinal);
        return (bracket > 0 ? name[..bracket] : name).Trim();
    }

    private static BlockDevice Device(string name, Dictionary<string, string> fields, string? parent) => new()
    {
        Name = name,
        KernelName = Text(fields, "KNAME"),
        Number = Text(fields, "MAJMIN")?.Replace(" ", string.Empty, StringComparison.Ordinal),
        Type = Text(fields, "TYPE"),
        SizeBytes = ByteSize.OrNull(Text(fields, "SIZE")),
        Filesystem = Text(fields, "FSTYPE"),
        Label = Text(fields, "LABEL"),
        Uuid = Text(fields, "UUID"),
        PartitionUuid = Text(fields, "PARTUUID"),
        Mountpoints = Text(fields, "MOUNTPOINT")?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [],
        Vendor = Text(fields, "VENDOR"),
        Model = Text(fields, "MODEL"),
        Serial = Text(fields, "SERIAL"),
        Wwn = Text(fields, "WWN") ?? Text(fields, "MULTIPATH"),
        Transport = Text(fields, "TRAN"),
        State = Text(fields, "STATE"),
        Scheduler = Text(fields, "SCHED"),
        IsRotating = Flag(fields, "ROTA"),
        IsReadOnly = Flag(fields, "RO"),
        IsRemovable = Flag(fields, "RM"),
        LogicalSectorBytes = Number(fields, "LOGSEC"),
        PhysicalSectorBytes = Number(fields, "PHYSEC"),
        Parents = parent is null ? [] : [parent],
    };

    private static string? Text(Dictionary<string, string> fields, string name) => fields.GetValueOrDefault(name);

    private static bool? Flag(Dictionary<string, string> fields, string name) => fields.GetValueOrDefault(name) switch
    {
        "1" or "true" => true,
        "0" or "false" => false,
        _ => null,
    };

    private static int? Number(Dictionary<string, string> fields, string name)
        => int.TryParse(fields.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
