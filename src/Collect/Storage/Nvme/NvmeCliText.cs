using System.Globalization;
using System.Text.Json;
using Proxima.Collect.Linux;
using Proxima.Collect.Storage.Smart;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Nvme;

/// <summary>
/// nvme-cli 1.x and 2.x: <c>smart-log</c>, <c>id-ctrl</c> and <c>self-test-log</c> as JSON or text give the report smartctl gives;
/// temperatures are kelvin in the JSON.
/// </summary>
internal static class NvmeCliText
{
    private const int KelvinAtZero = 273;

    /// <summary>The JSON of any of the sub-commands; null when it is a list of namespaces (see <see cref="NvmeListJson"/>).</summary>
    public static Reading<SmartReport> Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var draft = new SmartDraft { Protocol = DiskProtocol.Nvme };
            Health(root, draft);
            Identity(root, draft);
            return draft.HasFacts ? Reading.Of(SmartConclusion.Of(draft)) : Reading.Absent<SmartReport>("JSON, no output of nvme-cli");
        }
        catch (JsonException e)
        {
            return Reading.Failed<SmartReport>(string.Create(
                CultureInfo.InvariantCulture, $"nvme: line {(e.LineNumber ?? 0) + 1}, byte {e.BytePositionInLine ?? 0}: no JSON"));
        }
        catch (ArgumentException)
        {
            return Reading.Failed<SmartReport>("nvme: no text: half a surrogate pair");
        }
    }

    /// <summary>"key : value" a line, keys with underscores or blanks, by version.</summary>
    public static Reading<SmartReport> Text(string text)
    {
        var draft = new SmartDraft { Protocol = DiskProtocol.Nvme };
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var colon = line.IndexOf(':');
            if (colon <= 0 || colon > 60 || (lines.IsCut && line.Length > 0 && char.IsAsciiDigit(line[^1]))) continue;
            var key = line[..colon].Trim().ToString().Replace(' ', '_').ToLowerInvariant();
            Take(draft, key, line[(colon + 1)..].Trim());
        }

        return draft.HasFacts ? Reading.Of(SmartConclusion.Of(draft)) : Reading.Absent<SmartReport>("no output of nvme-cli");
    }

    private static void Health(JsonElement root, SmartDraft draft)
    {
        var nvme = draft.Nvme;
        nvme.CriticalWarning = root.At("critical_warning", "value").Small(255) ?? root.At("critical_warning").Small(255);
        nvme.Spare = root.At("avail_spare").Small(255);
        nvme.SpareThreshold = root.At("spare_thresh").Small(255);
        nvme.PercentUsed = root.At("percent_used").Small(255) ?? root.At("percentage_used").Small(255);
        nvme.UnitsRead = root.At("data_units_read").Number();
        nvme.UnitsWritten = root.At("data_units_written").Number();
        nvme.HostReads = root.At("host_read_commands").Number();
        nvme.HostWrites = root.At("host_write_commands").Number();
        nvme.BusyMinutes = root.At("controller_busy_time").Number();
        nvme.UnsafeShutdowns = root.At("unsafe_shutdowns").Number();
        nvme.MediaErrors = root.At("media_errors").Number();
        nvme.ErrorLogEntries = root.At("num_err_log_entries").Number();
        nvme.WarningMinutes = root.At("warning_temp_time").Number();
        nvme.CriticalMinutes = root.At("critical_comp_time").Number();
        draft.PowerCycles = root.At("power_cycles").Number();
        draft.PowerOnHours = root.At("power_on_hours").Number();
        draft.Temperature = Celsius(root.At("temperature").Small(1000));
        for (var i = 1; i <= 8; i++)
        {
            if (Celsius(root.At(string.Create(CultureInfo.InvariantCulture, $"temperature_sensor_{i}")).Small(1000)) is { } sensor)
                nvme.Sensors.Add(sensor);
        }
    }

    private static void Identity(JsonElement root, SmartDraft draft)
    {
        draft.Serial = root.At("sn").Words();
        draft.Model = root.At("mn").Words();
        draft.Firmware = root.At("fr").Words();
        draft.CapacityBytes = root.At("tnvmcap").Number() is { } bytes and > 0 ? bytes : null;
    }

    private static void Take(SmartDraft draft, string key, ReadOnlySpan<char> value)
    {
        var nvme = draft.Nvme;
        var number = SmartFigures.Number(value);
        var small = SmartFigures.Small(value, 255);
        _ = key switch
        {
            "critical_warning" => nvme.CriticalWarning = small,
            "temperature" => draft.Temperature = SmartFigures.Signed(value),
            "available_spare" => nvme.Spare = small,
            "available_spare_threshold" => nvme.SpareThreshold = small,
            "percentage_used" => nvme.PercentUsed = small,
            _ => null,
        };
        _ = key switch
        {
            "data_units_read" => nvme.UnitsRead = number,
            "data_units_written" => nvme.UnitsWritten = number,
            "host_read_commands" => nvme.HostReads = number,
            "host_write_commands" => nvme.HostWrites = number,
            "controller_busy_time" => nvme.BusyMinutes = number,
            "power_cycles" => draft.PowerCycles = number,
            "power_on_hours" => draft.PowerOnHours = number,
            "unsafe_shutdowns" => nvme.UnsafeShutdowns = number,
            "media_errors" => nvme.MediaErrors = number,
            "num_err_log_entries" => nvme.ErrorLogEntries = number,
            "warning_temperature_time" => nvme.WarningMinutes = number,
            "critical_composite_temperature_time" => nvme.CriticalMinutes = number,
            "tnvmcap" => draft.CapacityBytes = number > 0 ? number : null,
            _ => null,
        };
        if (key == "sn") draft.Serial = SmartFigures.Words(value);
        else if (key == "mn") draft.Model = SmartFigures.Words(value);
        else if (key == "fr") draft.Firmware = SmartFigures.Words(value);
        else if (key.StartsWith("temperature_sensor_", StringComparison.Ordinal)
            && SmartFigures.Signed(value) is { } sensor) nvme.Sensors.Add(sensor);
    }

    private static int? Celsius(int? kelvin) => kelvin is > 200 and < 500 ? kelvin - KelvinAtZero : null;
}
