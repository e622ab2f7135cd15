using System.Globalization;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Devices.Firmware;

/// <summary>
/// <c>dmidecode</c>: structures that begin with <c>Handle</c>, a name, keys indented by a tab, and lists indented by two. Sections headed
/// <c>=== System ===</c>, as reports cut them, are read too.
/// </summary>
internal static class DmiText
{
    private const int MostStructures = 20_000;

    private static readonly string[] Nothing =
        ["Not Specified", "Not Present", "Unknown", "None", "No Module Installed", "To Be Filled By O.E.M.", "Default string", "N/A",
            "<OUT OF SPEC>"];

    public static Reading<DmiReport> Parse(string text)
    {
        List<(string Name, Dictionary<string, string> Values)> structures = [];
        string? version = null;
        var isHead = false;
        foreach (var line in text.Split('\n'))
        {
            var plain = line.TrimEnd();
            if (plain.StartsWith("SMBIOS ", StringComparison.Ordinal)
                && plain.EndsWith(" present.", StringComparison.Ordinal)) version ??= plain.Split(' ')[1];
            if (structures.Count > MostStructures) return Reading.Failed<DmiReport>("dmidecode: more than 20000 structures");
            if (plain.StartsWith("Handle 0x", StringComparison.Ordinal)) isHead = true;
            else if (isHead && plain.Length > 0)
            {
                structures.Add((plain.Trim(), new(StringComparer.Ordinal)));
                isHead = false;
            }
            else if (plain.StartsWith("=== ", StringComparison.Ordinal)) structures.Add(($"{plain.Trim('=', ' ')} Information",
                new(StringComparer.Ordinal)));
            else if (structures.Count > 0 && plain.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
                && char.IsWhiteSpace(plain[0]))
                structures[^1].Values.TryAdd(plain[..colon].Trim(), plain[(colon + 1)..].Trim());
        }

        if (structures.Count > 0 || version is not null) return Reading.Of(Report(structures, version));
        if (text.Contains("No SMBIOS nor DMI entry point found", StringComparison.Ordinal))
            return Reading.Absent<DmiReport>("the machine has no SMBIOS");
        if (text.Length < 1024 && text.Contains("Permission denied", StringComparison.Ordinal))
            return Reading.Absent<DmiReport>("dmidecode answers root alone");
        return text.Contains("command not found", StringComparison.Ordinal) ? Reading.Absent<DmiReport>("dmidecode is not installed")
            : Reading.Failed<DmiReport>($"dmidecode: no structure in {Quote.Of(text.AsSpan().Trim())}");
    }

    private static DmiReport Report(List<(string Name, Dictionary<string, string> Values)> structures, string? version)
    {
        var bios = First(structures, "BIOS Information");
        return new DmiReport
        {
            SmbiosVersion = version,
            System = Identity(First(structures, "System Information")),
            Board = Identity(First(structures, "Base Board Information")),
            Chassis = Identity(First(structures, "Chassis Information")),
            Bios = bios is null ? null : new DmiBios(Text(bios, "Vendor"), Text(bios, "Version"), Text(bios, "Release Date")),
            Processors = [.. structures.Where(item => item.Name is "Processor Information" or "Processor").Select(item => item.Values)
                .Where(IsPopulated).Select(Processor)],
            Memory = [.. structures.Where(item => item.Name is "Memory Device" or "Memory Device Information")
                .Select(item => Memory(item.Values))],
            Structures = structures.Count,
        };
    }

    private static Dictionary<string, string>? First(List<(string Name, Dictionary<string, string> Values)> structures, string name)
        => structures.Find(item => item.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Values;

    private static DmiIdentity? Identity(Dictionary<string, string>? values) => values is null ? null : new()
    {
        Manufacturer = Text(values, "Manufacturer"), Product = Text(values, "Product Name", "Product"), Version = Text(values, "Version"),
        Serial = Text(values, "Serial Number"), Uuid = Text(values, "UUID"), Kind = Text(values, "Type"),
    };

    private static bool IsPopulated(Dictionary<string, string> values) => !values.TryGetValue("Status", out var status)
        || !status.Contains("Unpopulated", StringComparison.Ordinal);

    private static DmiCpu Processor(Dictionary<string, string> values)
        => new(Text(values, "Socket Designation"), Text(values, "Version", "Family"), Int(values, "Core Count"),
            Int(values, "Thread Count"), Int(values, "Max Speed"));

    private static DmiMemory Memory(Dictionary<string, string> values) => new()
    {
        Slot = Text(values, "Locator", "Bank Locator"),
        SizeBytes = Text(values, "Size") is { } size && ByteSize.TryParse(size, out var bytes) && bytes > 0 ? bytes : null,
        Type = Text(values, "Type"),
        MegatransfersPerSecond = Int(values, "Speed"),
        ConfiguredMegatransfersPerSecond = Int(values, "Configured Memory Speed") ?? Int(values, "Configured Clock Speed"),
        Manufacturer = Text(values, "Manufacturer"),
        Part = Text(values, "Part Number"),
        Serial = Text(values, "Serial Number"),
    };

    private static string? Text(Dictionary<string, string> values, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (values.TryGetValue(name, out var value) && value.Length > 0
                && !Nothing.Contains(value, StringComparer.OrdinalIgnoreCase)) return value;
        }

        return null;
    }

    private static int? Int(Dictionary<string, string> values, string name)
        => Text(values, name) is { } value
            && int.TryParse(value.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number > 0 ? number : null;
}
