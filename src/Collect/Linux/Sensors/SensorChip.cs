using System.Globalization;
using Proxima.Collect.Sources;

namespace Proxima.Collect.Linux.Sensors;

/// <summary>
/// A name for a chip that survives reboots (hwmon numbers do not), in the manner of libsensors:
/// <c>coretemp-isa-0000</c>, <c>k10temp-pci-00c3</c>, <c>nvme-pci-0100</c>.
/// </summary>
internal static class SensorChip
{
    /// <param name="chip">The file <c>name</c>.</param>
    /// <param name="device">Last element of the link <c>device</c>; null for a chip of no device.</param>
    /// <param name="bus">Last element of the link <c>device/subsystem</c>.</param>
    public static string Id(string chip, string? device, string? bus)
    {
        if (string.IsNullOrEmpty(device)) return $"{chip}-virtual-0";
        if (bus == "pci" && TryPciAddress(device, out var address))
            return string.Create(CultureInfo.InvariantCulture, $"{chip}-pci-{address:x4}");
        if (bus == "platform") return string.Create(CultureInfo.InvariantCulture, $"{chip}-isa-{PlatformNumber(device):x4}");
        return $"{chip}-{device}";
    }

    /// <summary>Folder of a chip to its id. An NVMe drive's number may change at boot, its slot does not.</summary>
    public static string IdOf(IHostSource host, string folder, string chip)
    {
        var device = Last(host.Link($"{folder}/device"));
        var bus = Last(host.Link($"{folder}/device/subsystem"));
        if (bus != "nvme") return Id(chip, device, bus);
        var slot = Last(host.Link($"{folder}/device/device"));
        return slot is null ? Id(chip, device, bus) : Id(chip, slot, Last(host.Link($"{folder}/device/device/subsystem")));
    }

    /// <summary><c>0000:01:00.0</c>: domain, bus, slot, function.</summary>
    private static bool TryPciAddress(ReadOnlySpan<char> text, out int address)
    {
        address = 0;
        if (text.Length < 12 || text[^8] != ':' || text[^5] != ':' || text[^2] != '.') return false;
        if (!TryHex(text[..^8], out var domain) || !TryHex(text[^7..^5], out var bus) || !TryHex(text[^4..^2], out var slot)
            || !TryHex(text[^1..], out var function))
        {
            return false;
        }

        address = (domain << 16) + (bus << 8) + (slot << 3) + function;
        return true;
    }

    private static bool TryHex(ReadOnlySpan<char> text, out int value)
        => int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    /// <summary><c>coretemp.0</c> and <c>it87.2608</c>; 0 where there is no number.</summary>
    private static int PlatformNumber(string device)
        => int.TryParse(device.AsSpan(device.LastIndexOf('.') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private static string? Last(string? link) => link is null ? null : link[(link.LastIndexOf('/') + 1)..];
}
