using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Proxima.Collect.Storage.Smart;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Raid;

/// <summary>JSON of storcli and perccli (<c>show all J</c>): tables and details under names that hold the drive's path.</summary>
internal static partial class RaidJson
{
    private const int PatternMilliseconds = 1000;

    public static Reading<RaidReport> Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text.AsMemory(text.IndexOf('{', StringComparison.Ordinal)));
            return Of(document.RootElement);
        }
        catch (JsonException e)
        {
            return Reading.Failed<RaidReport>(string.Create(
                CultureInfo.InvariantCulture, $"storcli: line {(e.LineNumber ?? 0) + 1}, byte {e.BytePositionInLine ?? 0}: no JSON"));
        }
        catch (ArgumentException)
        {
            return Reading.Failed<RaidReport>("storcli: no text: half a surrogate pair");
        }
    }

    private static Reading<RaidReport> Of(JsonElement root)
    {
        if (root.At("Controllers").ValueKind != JsonValueKind.Array)
            return Reading.Absent<RaidReport>("JSON, no output of a RAID controller's program");
        var draft = new RaidDraft();
        foreach (var part in root.At("Controllers").Items())
        {
            var status = part.At("Command Status");
            if (status.At("Status").Raw() == "Failure") draft.Message(status.At("Description").Raw());
            var id = status.At("Controller").Number()?.ToString(CultureInfo.InvariantCulture);
            var data = part.At("Response Data");
            if (id is not null) Controller(draft, id, data);
            Tables(draft, data, string.Empty, 0);
        }

        return Reading.Of(draft.Report());
    }

    private static void Controller(RaidDraft draft, string id, JsonElement data)
        => draft.Controller(id, controller => controller with
        {
            Model = data.At("Basics", "Model").Words() ?? data.At("Product Name").Words() ?? controller.Model,
            Serial = data.At("Basics", "Serial Number").Words() ?? data.At("Serial Number").Words() ?? controller.Serial,
            Firmware = data.At("Version", "Firmware Version").Words() ?? data.At("FW Version").Words() ?? controller.Firmware,
            State = data.At("Status", "Controller Status").Words() ?? controller.State,
            TemperatureCelsius = data.At("HwCfg", "ROC temperature(Degree Celsius)").Small(200) ?? controller.TemperatureCelsius,
        });

    /// <summary>Walks everything: rows are known by their columns, details by the path in the name they stand under.</summary>
    private static void Tables(RaidDraft draft, JsonElement element, string name, int depth)
    {
        if (depth > 8) return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var row in element.EnumerateArray()) Tables(draft, row, name, depth + 1);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            Row(draft, element);
            if (DrivePath().Match(name) is { Success: true } path)
                Details(draft, $"{path.Groups["enclosure"].Value}:{path.Groups["slot"].Value}", element);
            foreach (var member in element.EnumerateObject()) Tables(draft, member.Value, member.Name, depth + 1);
        }
    }

    private static void Row(RaidDraft draft, JsonElement row)
    {
        if (row.At("EID:Slt").Raw()?.Replace(" ", "", StringComparison.Ordinal) is { Length: > 0 } drive)
        {
            draft.Drive(drive, same => same with
            {
                State = row.At("State").Words() ?? same.State,
                Model = row.At("Model").Words() ?? same.Model,
                SizeBytes = RaidFigures.Size(row.At("Size").Raw()) ?? same.SizeBytes,
                IsSolidState = row.At("Med").Raw() is { } medium ? medium == "SSD" : same.IsSolidState,
            });
        }
        else if (row.At("DG/VD").Words() is { } volume)
        {
            draft.Volume(volume, same => same with
            {
                Level = row.At("TYPE").Words() ?? same.Level,
                State = row.At("State").Words() ?? same.State,
                Name = row.At("Name").Words() ?? same.Name,
                SizeBytes = RaidFigures.Size(row.At("Size").Raw()) ?? same.SizeBytes,
                WritePolicy = row.At("Cache").Words() ?? same.WritePolicy,
            });
        }
        else if (row.At("RetentionTime").Words() is not null && row.At("State").Words() is { } state)
        {
            draft.Battery("0", same => same with
            {
                Type = row.At("Model").Words() ?? same.Type,
                State = state,
                TemperatureCelsius = RaidFigures.Celsius(row.At("Temp").Raw()) ?? same.TemperatureCelsius,
            });
        }
    }

    private static void Details(RaidDraft draft, string id, JsonElement details)
        => draft.Drive(id, same => same with
        {
            Serial = details.At("SN").Words() ?? same.Serial,
            Model = details.At("Model Number").Words() ?? same.Model,
            Firmware = details.At("Firmware Revision").Words() ?? same.Firmware,
            Wwn = SmartFigures.WorldWideName(details.At("WWN").Raw()) ?? same.Wwn,
            TemperatureCelsius = RaidFigures.Celsius(details.At("Drive Temperature").Raw()) ?? same.TemperatureCelsius,
            MediaErrors = details.At("Media Error Count").Number() ?? same.MediaErrors,
            OtherErrors = details.At("Other Error Count").Number() ?? same.OtherErrors,
            PredictiveFailures = details.At("Predictive Failure Count").Number() ?? same.PredictiveFailures,
            IsSmartAlert = RaidFigures.Flag(details.At("S.M.A.R.T alert flagged by drive").Raw()) ?? same.IsSmartAlert,
        });

    [GeneratedRegex(@"\ADrive /c\d+(?:/e(?<enclosure>\d+))?/s(?<slot>\d+) ", RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex DrivePath();
}
