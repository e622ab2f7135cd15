using System.Globalization;
using System.Text.Json;
using Proxima.Collect.Linux;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.BlockDevices;

/// <summary>
/// <c>udevadm info</c>: the database form (<c>P: … N: … E: KEY=value</c>), the exported form (<c>KEY='value'</c>), and inventories in
/// JSON that hold such properties by device under <c>blockdev</c>.
/// </summary>
internal static class UdevText
{
    private const int MostDevices = 100_000;

    public static bool IsLine(string line)
        => line.StartsWith("E: ", StringComparison.Ordinal) || line.StartsWith("P: /", StringComparison.Ordinal)
            || line.StartsWith("N: ", StringComparison.Ordinal)
            || line.StartsWith("DEVPATH=", StringComparison.Ordinal) || line.StartsWith("DEVNAME=", StringComparison.Ordinal);

    public static Reading<UdevDeviceList> Parse(List<string> lines)
    {
        List<UdevDevice> found = [];
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var line in lines.Append(string.Empty))
        {
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith("P: ", StringComparison.Ordinal))
            {
                if (values.Count > 0 && Device(values) is { } device) found.Add(device);
                else if (values.Count > 0) return Reading.Failed<UdevDeviceList>("udev: a device without name and path");
                values = new(StringComparer.Ordinal);
                if (found.Count > MostDevices) return Reading.Failed<UdevDeviceList>("udev: more than 100000 devices");
                if (line.Length > 3) values["DEVPATH"] = line[3..].Trim();
                continue;
            }

            var plain = line.StartsWith("E: ", StringComparison.Ordinal) ? line[3..] : line;
            if (plain.Length > 2 && plain[1] == ':' && plain[2] == ' ')
            {
                if (plain[0] == 'N') values["DEVNAME"] = plain[3..].Trim();
                continue;
            }

            var equals = plain.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) return Reading.Failed<UdevDeviceList>($"udev: line {Quote.Of(line)} does not parse");
            values[plain[..equals]] = Bare(plain[(equals + 1)..].TrimEnd());
        }

        return found.Count == 0 ? Reading.Absent<UdevDeviceList>("no devices") : Reading.Of(new UdevDeviceList(found));
    }

    private static string Bare(string value) => value.Length > 1 && value[0] == '\'' && value[^1] == '\'' ? value[1..^1] : value;

    public static Reading<UdevDeviceList> Json(JsonElement devices)
    {
        List<UdevDevice> found = [];
        foreach (var item in Members(devices))
        {
            Dictionary<string, string> values = new(StringComparer.Ordinal);
            foreach (var member in Members(item.Value))
            {
                if (AsText(member.Value) is { } value) values[member.Name] = value;
            }

            values.TryAdd("DEVNAME", item.Name);
            var size = Number(Member(item.Value, "attrs"), "size") ?? Number(item.Value, "size");
            if (Device(values) is { } device) found.Add(device with { SizeBytes = size });
        }

        return found.Count == 0 ? Reading.Absent<UdevDeviceList>("no devices") : Reading.Of(new UdevDeviceList(found));
    }

    private static UdevDevice? Device(Dictionary<string, string> values)
    {
        if ((Text(values, "DEVNAME") ?? Text(values, "DEVPATH")) is not { } name) return null;
        return new UdevDevice
        {
            Name = name.StartsWith('/') ? name : $"/dev/{name}",
            Type = Text(values, "DEVTYPE"),
            Vendor = Text(values, "ID_VENDOR", "SCSI_VENDOR"),
            Model = Text(values, "ID_MODEL", "SCSI_MODEL"),
            Serial = Text(values, "ID_SERIAL_SHORT", "ID_SCSI_SERIAL", "ID_SERIAL"),
            Wwn = Text(values, "ID_WWN_WITH_EXTENSION", "ID_WWN"),
            Bus = Text(values, "ID_BUS"),
            Rpm = int.TryParse(Text(values, "ID_ATA_ROTATION_RATE_RPM"), NumberStyles.None, CultureInfo.InvariantCulture, out var rpm)
                ? rpm : null,
            Filesystem = Text(values, "ID_FS_TYPE"),
            TableType = Text(values, "ID_PART_TABLE_TYPE"),
            Values = values,
        };
    }

    private static string? Text(Dictionary<string, string> values, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (values.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } words) return words;
        }

        return null;
    }
}
