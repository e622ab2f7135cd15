using System.Text.Json;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Smart;

/// <summary>The tables of smartctl's JSON.</summary>
internal static class SmartJsonTables
{
    private const int MostAttributes = 256;

    public static void Attributes(JsonElement root, SmartDraft draft)
    {
        foreach (var row in root.At("ata_smart_attributes", "table").Items())
        {
            if (row.At("id").Small(255) is not ({ } id and > 0) || row.At("name").Words() is not { } name) continue;
            if (draft.Attributes.Count >= MostAttributes || draft.Attributes.Exists(known => known.Id == id)) continue;
            draft.Attributes.Add(new SmartAttribute
            {
                Id = id,
                Name = name,
                Value = row.At("value").Small(255),
                Worst = row.At("worst").Small(255),
                Threshold = row.At("thresh").Small(255),
                IsPrefail = row.At("flags", "prefailure").Flag() ?? false,
                Failed = row.At("when_failed").Raw() switch
                {
                    "now" => AttributeFailure.Now,
                    "past" => AttributeFailure.Past,
                    _ => AttributeFailure.Never,
                },
                Raw = row.At("raw", "string").Raw()?.Trim() ?? row.At("raw", "value").Number()?.ToString(
                    System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty,
            });
        }
    }

    public static void Statistics(JsonElement root, SmartDraft draft)
    {
        foreach (var page in root.At("ata_device_statistics", "pages").Items())
        {
            foreach (var row in page.At("table").Items())
            {
                if (row.At("flags", "valid").Flag() == true)
                    SmartRows.SetStatistic(draft, page.At("number").Number(), row.At("offset").Number(), row.At("value").Number());
            }
        }
    }

    public static void Errors(JsonElement root, SmartDraft draft)
    {
        draft.ErrorLogEntries = root.At("ata_smart_error_log", "extended", "count").Number()
            ?? root.At("ata_smart_error_log", "summary", "count").Number();
        foreach (var direction in (ReadOnlySpan<string>)["read", "write", "verify"])
        {
            var counter = root.At("scsi_error_counter_log", direction);
            if (counter.ValueKind != JsonValueKind.Object) continue;
            draft.ErrorCounters[direction] = new ScsiErrorCounter(
                counter.At("total_errors_corrected").Number(), counter.At("total_uncorrected_errors").Number(),
                counter.At("gigabytes_processed").Fraction());
        }
    }

    public static void Nvme(JsonElement log, SmartDraft draft)
    {
        if (log.ValueKind != JsonValueKind.Object) return;
        var nvme = draft.Nvme;
        nvme.CriticalWarning = log.At("critical_warning").Small(255);
        nvme.Spare = log.At("available_spare").Small(255);
        nvme.SpareThreshold = log.At("available_spare_threshold").Small(255);
        nvme.PercentUsed = log.At("percentage_used").Small(255);
        nvme.UnitsRead = log.At("data_units_read").Number();
        nvme.UnitsWritten = log.At("data_units_written").Number();
        nvme.HostReads = log.At("host_reads").Number();
        nvme.HostWrites = log.At("host_writes").Number();
        nvme.BusyMinutes = log.At("controller_busy_time").Number();
        nvme.UnsafeShutdowns = log.At("unsafe_shutdowns").Number();
        nvme.MediaErrors = log.At("media_errors").Number();
        nvme.ErrorLogEntries = log.At("num_err_log_entries").Number();
        nvme.WarningMinutes = log.At("warning_temp_time").Number();
        nvme.CriticalMinutes = log.At("critical_comp_time").Number();
        nvme.Sensors.AddRange(log.At("temperature_sensors").Items().Select(sensor => sensor.Small(1000)).OfType<int>().Take(16));
        draft.Temperature ??= log.At("temperature").Small(1000);
        draft.PowerOnHours ??= log.At("power_on_hours").Number();
        draft.PowerCycles ??= log.At("power_cycles").Number();
    }
}
