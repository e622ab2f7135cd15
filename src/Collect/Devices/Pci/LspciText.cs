using System.Text.Json;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Devices.Pci;

/// <summary><c>lspci</c>: a line a device with or without details and bytes below, keys (<c>-vmm</c>), the tree (<c>-t</c>), and
/// converters' JSON.</summary>
internal static partial class LspciText
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
    private const int MostDevices = 50_000;

    public static Reading<PciDeviceList> Parse(string text)
    {
        if (Matches(text)) return Read(text, "lspci", Json);
        List<PciDevice> devices = [];
        foreach (var line in text.Split('\n'))
        {
            var plain = line.TrimEnd();
            if (devices.Count > MostDevices) return Reading.Failed<PciDeviceList>("lspci: more than 50000 devices");
            if (Device().Match(plain) is { Success: true } device) devices.Add(Of(device));
            else if (Machine().Match(plain) is { Success: true } machine) devices.Add(OfMachine(machine));
            else if (plain.StartsWith("Slot:", StringComparison.Ordinal) || SlotKey().IsMatch(plain))
                devices.Add(new PciDevice { Slot = plain[(plain.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() });
            else if (devices.Count > 0) devices[^1] = With(devices[^1], plain);
        }

        if (devices.Count == 0)
        {
            foreach (Match branch in Branch()
                .Matches(text)) devices.Add(new PciDevice { Slot = branch.Groups["slot"].Value,
                    Name = branch.Groups["name"].Value.Trim() is { Length: > 0 } name ? name : null });
        }

        return devices.Count > 0 ? Reading.Of(new PciDeviceList(devices))
            : text.Contains("Cannot find any working access method", StringComparison.Ordinal)
                ? Reading.Absent<PciDeviceList>("the machine has no PCI bus")
            : Reading.Failed<PciDeviceList>($"lspci: no device in {Quote.Of(text.AsSpan().Trim())}");
    }

    private static PciDevice Of(Match match)
    {
        var name = match.Groups["name"].Value;
        return new PciDevice
        {
            Slot = match.Groups["slot"].Value,
            Class = match.Groups["class"].Value,
            Name = Ids().Replace(name, string.Empty).Trim(),
            Ids = Numbers().Match(name) is { Success: true } ids ? ids.Groups["ids"].Value : null,
            Revision = match.Groups["rev"].Success ? match.Groups["rev"].Value : null,
        };
    }

    /// <summary><c>lspci -m</c>: words in quotes, options (revision, programming interface) between.</summary>
    private static PciDevice OfMachine(Match match)
    {
        var device = match.Groups["device"].Value;
        return new PciDevice
        {
            Slot = match.Groups["slot"].Value,
            Class = match.Groups["class"].Value,
            Name = $"{match.Groups["vendor"].Value} {device}".Trim(),
            Revision = match.Groups["rev"].Success ? match.Groups["rev"].Value : null,
            Subsystem = match.Groups["sub"].Success
                && $"{match.Groups["sub"].Value} {match.Groups["subdevice"].Value}".Trim() is { Length: > 0 } sub
                ? sub : null,
        };
    }

    private static PciDevice With(PciDevice device, string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1) return device;
        var value = line[(colon + 1)..].Trim();
        return line[..colon].Trim() switch
        {
            "Subsystem" or "DeviceName" when device.Subsystem is null
                && line.Contains("Subsystem", StringComparison.Ordinal) => device with { Subsystem = value },
            "Kernel driver in use" or "Driver" => device with { Driver = value },
            "Kernel modules" => device with { Modules = value.Split(',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) },
            "Module" => device with { Modules = Growing.With(device.Modules, value) },
            "Class" => device with { Class = value },
            "Vendor" => device with { Name = value },
            "Device" when device.Name is not null && !char.IsWhiteSpace(line[0]) => device with { Name = $"{device.Name} {value}" },
            "Rev" => device with { Revision = value },
            _ => device,
        };
    }

    private static Reading<PciDeviceList> Json(JsonElement root)
    {
        List<PciDevice> devices = [];
        foreach (var item in List(root))
        {
            if (Words(item, "slot") is not { } slot) return Reading.Absent<PciDeviceList>("JSON, but not of lspci");
            devices.Add(new PciDevice
            {
                Slot = slot, Class = Name(item, "class"),
                    Name = $"{Name(item, "vendor")} {Name(item, "device")}".Trim() is { Length: > 0 } name ? name : null,
                Revision = Words(item, "rev"), Driver = Words(item, "driver"),
                Modules = Member(item, "module") is { ValueKind: JsonValueKind.Array } modules
                    ? [.. List(modules).Select(AsText).OfType<string>()]
                    : Words(item, "module") is { } one ? [one] : [],
            });
        }

        return devices.Count == 0 ? Reading.Absent<PciDeviceList>("no devices") : Reading.Of(new PciDeviceList(devices));
    }

    /// <summary>Converters part the number in brackets from the name.</summary>
    private static string? Name(JsonElement item, string name)
    {
        var words = Words(item, name);
        var id = Words(item, $"{name}_id");
        return words is null ? id : id is null || words == id ? words : $"{words} [{id}]";
    }

    [GeneratedRegex(
        @"^(?<slot>([0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]) (?<class>[^:""]+?)(: )(?<name>.*?)( \(rev (?<rev>[0-9a-f]{2})\).*)?$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Device();

    [GeneratedRegex(
        @"^(?<slot>([0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]) ""(?<class>[^""]*)"" ""(?<vendor>[^""]*)"" ""(?<device>[^""]*)"""
            + @"( -r(?<rev>[0-9a-f]{2}))?( -p[0-9a-f]{2})?( ""(?<sub>[^""]*)"" ""(?<subdevice>[^""]*)"")?", Options)]
    private static partial Regex Machine();

    /// <summary>The old form of <c>-vm</c> names the slot as device.</summary>
    [GeneratedRegex(@"^Device:\s+([0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$", Options)]
    private static partial Regex SlotKey();

    [GeneratedRegex(@"[-+\\] ?-?(?<slot>[0-9a-f]{2}\.[0-7])(-\[[^\]]*\]-*)?( +(?<name>[^\n]+))?", Options)]
    private static partial Regex Branch();

    [GeneratedRegex(@"\[[0-9a-f]{4}:[0-9a-f]{4}\]", Options)]
    private static partial Regex Ids();

    [GeneratedRegex(@"(\[|^|Device )(?<ids>[0-9a-f]{4}:[0-9a-f]{4})(\]|$| )", Options)]
    private static partial Regex Numbers();
}
