using System.Globalization;
using Proxima.Collect.Linux.Disks;
using Proxima.Collect.Sources;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Disks;

/// <summary>
/// Lists disks from /sys/block (Documentation/ABI/testing/sysfs-block, sysfs-class-block). These attributes are the kernel's own memory:
/// reading them sends no command, so a sleeping disk sleeps on.
/// </summary>
internal static class BlockDevices
{
    private const string Folder = "/sys/block";
    private const int SectorBytes = 512;

    /// <summary>Vendors and models of disks that a hypervisor makes.</summary>
    private static readonly string[] Hypervisors =
        ["QEMU", "VMware", "VBOX", "Msft", "Xen", "Virtual disk", "Virtual Disk", "KVM", "NUTANIX", "Amazon Elastic Block",
            "Google PersistentDisk"];

    /// <summary>What controllers call the volumes they show.</summary>
    private static readonly string[] Controllers =
        ["PERC", "MegaRAID", "MR9", "ServeRAID", "LOGICAL VOLUME", "RAID", "Smart Array", "AVAGO", "LSI", "Logical Volume", "ASR",
            "UCSC-MRAID", "ARC-", "9650SE", "DELLBOSS"];

    public static IReadOnlyList<BlockDevice> List(IHostSource host)
    {
        List<BlockDevice> devices = [];
        foreach (var name in host.List(Folder))
        {
            if (DiskName.IsLeftOut(name)) continue;
            devices.Add(Device(host, name));
        }

        return devices;
    }

    private static BlockDevice Device(IHostSource host, string name)
    {
        var folder = $"{Folder}/{name}";
        var link = host.Link(folder) ?? string.Empty;
        var vendor = Text(host, $"{folder}/device/vendor");
        var model = Text(host, $"{folder}/device/model");
        var kind = Kind(host, folder, name, link, vendor, model);
        var wwn = Wwn(Text(host, $"{folder}/wwid") ?? Text(host, $"{folder}/device/wwid"));
        var serial = Text(host, $"{folder}/device/serial") ?? VpdSerial(host, folder);
        return new BlockDevice
        {
            Name = name,
            Id = Id(kind, name, wwn, serial, model, link),
            Kind = kind,
            Model = model,
            Serial = serial,
            Wwn = wwn,
            Firmware = Text(host, $"{folder}/device/firmware_rev") ?? Text(host, $"{folder}/device/rev"),
            SizeBytes = Count(host, $"{folder}/size") is { } sectors and <= long.MaxValue / SectorBytes ? sectors * SectorBytes : null,
            IsUsb = link.Contains("/usb", StringComparison.Ordinal),
            IsRemovable = Count(host, $"{folder}/removable") == 1,
            RuntimeStatus = Runtime(host, folder),
            IsRuntimeManaged = Text(host, $"{folder}/device/power/control") == "auto",
        };
    }

    /// <summary>The disk's own state, or that of the controller of an NVMe disk; suspended if either is.</summary>
    private static string? Runtime(IHostSource host, string folder)
    {
        var own = Text(host, $"{folder}/device/power/runtime_status");
        var above = Text(host, $"{folder}/device/device/power/runtime_status");
        return above is "suspended" or "suspending" ? above : own;
    }

    private static DiskKind Kind(IHostSource host, string folder, string name, string link, string? vendor, string? model)
    {
        if (link.Contains("/virtual/", StringComparison.Ordinal) || link.Contains("/virtio", StringComparison.Ordinal)
            || DiskNames.IsVirtual(name) || Any(Hypervisors, vendor, model)) return name.StartsWith("nvme", StringComparison.Ordinal)
                && !Any(Hypervisors, vendor, model) ? DiskKind.Nvme : DiskKind.Virtual;
        if (name.StartsWith("nvme", StringComparison.Ordinal)) return DiskKind.Nvme;
        if (vendor is not "ATA" && Any(Controllers, vendor, model)) return DiskKind.RaidVolume;
        return Count(host, $"{folder}/queue/rotational") == 0 ? DiskKind.SolidState : DiskKind.HardDisk;
    }

    private static bool Any(string[] words, string? vendor, string? model)
        => Array.Exists(words, word => vendor?.Contains(word, StringComparison.Ordinal) == true
            || model?.Contains(word, StringComparison.Ordinal) == true);

    private static string Id(DiskKind kind, string name, string? wwn, string? serial, string? model, string link)
    {
        if (kind == DiskKind.Virtual) return $"virtual-{name}";
        if (wwn is not null) return $"wwn-{wwn}";
        if (serial is not null) return $"serial-{Plain($"{model}-{serial}")}";
        var place = link.LastIndexOf("/block/", StringComparison.Ordinal);
        return $"place-{Plain(place < 0 ? name : link[..place])}";
    }

    private static string Plain(string text)
    {
        var plain = new string([.. text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.').Take(100)]);
        return plain.Trim('-', '.').ToLowerInvariant();
    }

    /// <summary>"naa.5000c500b335fb73", "eui.0025385b01400a3e", "t10.ATA …".</summary>
    private static string? Wwn(string? wwid)
    {
        if (wwid is null) return null;
        var dot = wwid.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && (wwid[..dot] is "naa" or "eui" or "uuid") ? Smart.SmartFigures.WorldWideName(wwid.AsSpan(dot + 1)) : null;
    }

    /// <summary>vpd_pg80: four bytes of header, then the serial in ASCII. The header's length byte may be no text.</summary>
    private static string? VpdSerial(IHostSource host, string folder)
    {
        if (host.Read($"{folder}/device/vpd_pg80") is not { State: FileState.Text } file || file.Text.Length <= 4) return null;
        var serial = file.Text[4..].Trim().Trim('\0').Trim();
        return serial.Length is > 0 and < 64 && serial.All(c => c is > ' ' and < '\u007f') ? serial : null;
    }

    private static string? Text(IHostSource host, string path)
        => host.Read(path) is { State: FileState.Text } file ? Smart.SmartFigures.Words(file.Text.AsSpan().Trim('\0')) : null;

    private static long? Count(IHostSource host, string path)
        => Text(host, path) is { } text
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}

/// <summary>Kernel names whose devices have no hardware of their own.</summary>
internal static class DiskNames
{
    private static readonly string[] Virtual = ["dm-", "md", "zd", "loop", "zram", "ram", "nbd", "rbd", "drbd", "bcache", "vd", "xvd",
        "pmem"];

    public static bool IsVirtual(string name)
        => Array.Exists(Virtual, prefix => name.StartsWith(prefix, StringComparison.Ordinal)
            && name.Length > prefix.Length);
}
