using System.Text.Json;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Collect.Storage.Smart;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Nvme;

/// <summary><c>nvme list</c>: flat (1.x and 2.x), by subsystem (2.11), or as a table.</summary>
internal static partial class NvmeListJson
{
    private const int Most = 1024;

    /// <summary>Null when the JSON is no list, or no JSON: then it is something else of nvme-cli.</summary>
    public static NvmeList? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.At("Devices").ValueKind != JsonValueKind.Array) return null;
            List<NvmeNamespace> spaces = [];
            foreach (var device in document.RootElement.At("Devices").Items())
            {
                Flat(device, spaces);
                foreach (var subsystem in device.At("Subsystems").Items()) Nested(subsystem, spaces);
            }

            return new NvmeList(spaces);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The table of <c>nvme list</c>; null when the text has no such rows.</summary>
    public static NvmeList? Table(string text)
    {
        List<NvmeNamespace> spaces = [];
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            if (line.Length is 0 or > 1000 || spaces.Count >= Most || Row().Match(line.ToString()) is not { Success: true } row) continue;
            spaces.Add(new NvmeNamespace
            {
                Device = row.Groups["device"].Value,
                Serial = SmartFigures.Words(row.Groups["serial"].Value),
                Model = SmartFigures.Words(row.Groups["model"].Value),
                UsedBytes = Decimal(row.Groups["used"].Value),
                SizeBytes = Decimal(row.Groups["size"].Value),
                Firmware = SmartFigures.Words(row.Groups["firmware"].Value),
                BlockBytes = SmartFigures.Small(row.Groups["block"].Value) * (row.Groups["kibi"].Success ? 1024 : 1),
            });
        }

        return spaces.Count == 0 ? null : new NvmeList(spaces);
    }

    private static void Flat(JsonElement device, List<NvmeNamespace> spaces)
    {
        if (device.At("DevicePath").Words() is not { } path || spaces.Count >= Most) return;
        spaces.Add(Space(path, device, device) with { Address = device.At("Address").Words() });
    }

    /// <summary>Namespaces stand below their controller, or below the subsystem where several controllers share them.</summary>
    private static void Nested(JsonElement subsystem, List<NvmeNamespace> spaces)
    {
        var first = subsystem.At("Controllers").Items().FirstOrDefault();
        foreach (var controller in subsystem.At("Controllers").Items())
        {
            foreach (var space in controller.At("Namespaces").Items()) Add(space, controller, spaces);
        }

        foreach (var space in subsystem.At("Namespaces").Items()) Add(space, first, spaces);
    }

    private static void Add(JsonElement space, JsonElement controller, List<NvmeNamespace> spaces)
    {
        if (space.At("NameSpace").Words() is { } name && spaces.Count < Most)
            spaces.Add(Space($"/dev/{name}", space, controller) with { Address = controller.At("Address").Words() });
    }

    private static NvmeNamespace Space(string device, JsonElement space, JsonElement controller) => new()
    {
        Device = device,
        Model = controller.At("ModelNumber").Words(),
        Serial = controller.At("SerialNumber").Words(),
        Firmware = controller.At("Firmware").Words(),
        SizeBytes = space.At("PhysicalSize").Number(),
        UsedBytes = space.At("UsedBytes").Number(),
        BlockBytes = space.At("SectorSize").Small(),
    };

    /// <summary>nvme-cli prints powers of ten.</summary>
    private static long? Decimal(string text)
        => SmartFigures.Fraction(text.AsSpan().TrimEnd(" KMGTPB")) is not { } number ? null
            : text.Contains("TB", StringComparison.Ordinal) ? (long)(number * 1e12)
            : text.Contains("GB", StringComparison.Ordinal) ? (long)(number * 1e9)
            : text.Contains("MB", StringComparison.Ordinal) ? (long)(number * 1e6)
            : null;

    [GeneratedRegex(
        @"\A(?<device>/dev/nvme\d+n\d+)\s+(?:/dev/ng\S+\s+)?(?<serial>\S+)\s+(?<model>\S.*?)\s{2,}(?:0x)?\w+\s+"
            + @"(?<used>[\d.]+ +[KMGTP]?B) +/ +(?<size>[\d.]+ +[KMGTP]?B)"
            + @"\s+(?<block>\d+) +(?:(?<kibi>[Kk])i?)?B \+ +\d+ +B\s+(?<firmware>\S+)\s*\z",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
