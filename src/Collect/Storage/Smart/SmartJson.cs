using System.Globalization;
using System.Text.Json;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Smart;

/// <summary>The JSON of smartctl(8) since version 7.0 (<c>-j</c>, format 1.0), with any options.</summary>
internal static class SmartJson
{
    private const int MostMessages = 20;
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static Reading<SmartReport> Parse(string text)
    {
        var reading = Document(text, out var document);
        if (document is null) return reading;
        using (document)
        {
            var root = document.RootElement;
            var draft = Draft(root);
            return draft.HasFacts || root.At("smartctl").ValueKind == JsonValueKind.Object
                ? Reading.Of(SmartConclusion.Of(draft))
                : Reading.Absent<SmartReport>("JSON, no output of smartctl");
        }
    }

    /// <summary>Output of <c>--scan -j</c> or <c>--scan-open -j</c>; null when the JSON is no list of devices.</summary>
    public static SmartScan? Scan(string text)
    {
        _ = Document(text, out var document);
        if (document is null) return null;
        using (document)
        {
            var root = document.RootElement;
            if (root.At("smartctl").ValueKind != JsonValueKind.Object) return null;
            var isScan = root.At("smartctl", "argv").Items().Any(word
                => word.Raw()?.StartsWith("--scan", StringComparison.Ordinal) == true);
            if (root.At("devices").ValueKind != JsonValueKind.Array && !isScan) return null;
            List<SmartScanDevice> devices = [];
            foreach (var device in root.At("devices").Items())
            {
                if (device.At("name").Words() is { } name)
                    devices.Add(new(name, device.At("type").Words(), Protocol(device.At("protocol").Raw()),
                        device.At("open_error").Words()));
            }

            return new SmartScan(devices, Messages(root));
        }
    }

    /// <summary>Text before the first brace (an echoed command line) is stepped over.</summary>
    private static Reading<SmartReport> Document(string text, out JsonDocument? document)
    {
        document = null;
        var start = text.IndexOf('{', StringComparison.Ordinal);
        if (start < 0) return Reading.Absent<SmartReport>("no JSON");
        try
        {
            document = JsonDocument.Parse(text.AsMemory(start), Lenient);
            return Reading.Absent<SmartReport>("no report");
        }
        catch (JsonException e)
        {
            return Reading.Failed<SmartReport>(string.Create(
                CultureInfo.InvariantCulture, $"smartctl -j: line {(e.LineNumber ?? 0) + 1}, byte {e.BytePositionInLine ?? 0}: no JSON"));
        }
        catch (ArgumentException)
        {
            return Reading.Failed<SmartReport>("smartctl -j: no text: half a surrogate pair");
        }
    }

    private static SmartDraft Draft(JsonElement root)
    {
        var draft = new SmartDraft();
        Identity(root, draft);
        Health(root, draft);
        SmartJsonTables.Attributes(root, draft);
        SmartJsonTables.Statistics(root, draft);
        SmartJsonTables.Errors(root, draft);
        SmartJsonTables.Nvme(root.At("nvme_smart_health_information_log"), draft);
        SmartJsonTests.Take(root, draft);
        return draft;
    }

    private static void Identity(JsonElement root, SmartDraft draft)
    {
        List<string?> version = [.. root.At("smartctl", "version").Items().Select(part
            => part.Number()?.ToString(CultureInfo.InvariantCulture))];
        draft.Tool = version.Count == 2 ? $"{version[0]}.{version[1]}" : null;
        draft.ExitStatus = root.At("smartctl", "exit_status").Small(255);
        draft.Messages.AddRange(Messages(root));
        draft.Device = root.At("device", "name").Words();
        draft.DeviceType = root.At("device", "type").Words();
        draft.Protocol = Protocol(root.At("device", "protocol").Raw());
        draft.Vendor = root.At("scsi_vendor").Words() ?? root.At("vendor").Words();
        draft.Family = root.At("model_family").Words();
        draft.Model = root.At("scsi_product").Words() ?? root.At("product").Words() ?? root.At("model_name").Words()
            ?? root.At("scsi_model_name").Words();
        draft.Serial = root.At("serial_number").Words();
        draft.Firmware = root.At("firmware_version").Words() ?? root.At("scsi_revision").Words() ?? root.At("revision").Words();
        draft.Wwn = Wwn(root.At("wwn")) ?? SmartFigures.WorldWideName(root.At("logical_unit_id").Raw()) ?? Eui(root.At("nvme_namespaces"));
        draft.CapacityBytes = Positive(root.At("nvme_total_capacity").Number()) ?? root.At("user_capacity", "bytes").Number()
            ?? root.At("nvme_namespaces").Items().Select(space => space.At("size", "bytes").Number()).FirstOrDefault();
        draft.LogicalBlockBytes = root.At("logical_block_size").Small()
            ?? root.At("nvme_namespaces").Items().Select(space => space.At("formatted_lba_size").Small()).FirstOrDefault();
        draft.RotationRpm = root.At("rotation_rate").Small(100_000);
    }

    private static void Health(JsonElement root, SmartDraft draft)
    {
        draft.IsSmartAvailable = root.At("smart_support", "available").Flag();
        draft.IsSmartEnabled = root.At("smart_support", "enabled").Flag();
        draft.IsPassed = root.At("smart_status", "passed").Flag();
        draft.Temperature = root.At("temperature", "current").Small(1000);
        draft.TripTemperature = root.At("temperature", "drive_trip").Small(1000) ?? root.At("scsi_temperature", "drive_trip").Small(1000);
        draft.PowerOnHours = root.At("power_on_time", "hours").Number();
        draft.PowerCycles = root.At("power_cycle_count").Number();
        draft.EnduranceUsedPercent = root.At("scsi_percentage_used_endurance_indicator").Small(255)
            ?? (draft.Protocol == DiskProtocol.Scsi ? root.At("endurance_used", "current_percent").Small(255) : null);
        draft.GrownDefects = root.At("scsi_grown_defect_list").Number();
        draft.PendingDefects = root.At("scsi_pending_defects", "count").Number();
    }

    private static List<string> Messages(JsonElement root)
        => [.. root.At("smartctl", "messages").Items().Select(message => message.At("string").Words()).OfType<string>().Take(MostMessages)];

    private static DiskProtocol? Protocol(string? word) => word switch
    {
        "ATA" or "ATAPI" => DiskProtocol.Ata,
        "NVMe" => DiskProtocol.Nvme,
        "SCSI" => DiskProtocol.Scsi,
        _ => null,
    };

    /// <summary>NAA, OUI and id of an ATA disk as one name of 16 digits.</summary>
    private static string? Wwn(JsonElement wwn)
        => wwn.At("naa").Number() is { } naa and >= 0 and < 16 && wwn.At("oui").Number() is { } oui && wwn.At("id").Number() is { } id
            ? string.Create(CultureInfo.InvariantCulture, $"{naa:x}{oui:x6}{id:x9}")
            : null;

    private static string? Eui(JsonElement spaces)
    {
        var eui = spaces.Items().FirstOrDefault().At("eui64");
        return eui.At("oui").Number() is { } oui && eui.At("ext_id").Number() is { } id
            ? SmartFigures.WorldWideName(string.Create(CultureInfo.InvariantCulture, $"{oui:x6}{id:x10}"))
            : null;
    }

    private static long? Positive(long? value) => value > 0 ? value : null;
}
