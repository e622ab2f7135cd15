using System.Globalization;
using System.Text.Json;

namespace Proxima.Collect.Storage.Smart;

/// <summary>Self-tests in smartctl's JSON: three shapes for ATA, SCSI and NVMe.</summary>
internal static class SmartJsonTests
{
    private const int MostTests = 64;

    public static void Take(JsonElement root, SmartDraft draft)
    {
        Ata(root, draft);
        Nvme(root.At("nvme_self_test_log"), draft);
        Scsi(root, draft);
    }

    private static void Ata(JsonElement root, SmartDraft draft)
    {
        var test = root.At("ata_smart_data", "self_test");
        draft.ShortMinutes = test.At("polling_minutes", "short").Small();
        draft.ExtendedMinutes = test.At("polling_minutes", "extended").Small();
        if (test.At("status", "value").Small(255) is { } status) SmartKeys.SetExecution(draft, status);
        var log = root.At("ata_smart_self_test_log", "extended");
        if (log.ValueKind != JsonValueKind.Object) log = root.At("ata_smart_self_test_log", "standard");
        draft.HasSelfTestLog = log.ValueKind == JsonValueKind.Object;
        foreach (var row in log.At("table").Items().Take(MostTests))
        {
            if (row.At("status", "string").Words() is not { } words) continue;
            draft.Tests.Add(SmartRows.Test(
                row.At("type", "string").Words() ?? "Unknown", words, row.At("status", "remaining_percent").Small(100),
                row.At("lifetime_hours").Number(), row.At("lba").Number()));
        }
    }

    private static void Nvme(JsonElement log, SmartDraft draft)
    {
        if (log.ValueKind != JsonValueKind.Object) return;
        draft.HasSelfTestLog = true;
        if (log.At("current_self_test_operation", "value").Number() is > 0)
        {
            draft.IsTestRunning = true;
            draft.TestRemainingPercent = 100 - log.At("current_self_test_completion_percent").Small(100);
        }

        foreach (var row in log.At("table").Items().Take(MostTests))
        {
            if (row.At("self_test_result", "string").Words() is not { } words) continue;
            draft.Tests.Add(SmartRows.Test(
                row.At("self_test_code", "string").Words() ?? "Unknown", words, null, row.At("power_on_hours").Number(),
                row.At("lba").Number()));
        }
    }

    /// <summary><c>scsi_self_test_0</c> … <c>scsi_self_test_19</c>.</summary>
    private static void Scsi(JsonElement root, SmartDraft draft)
    {
        if (root.At("scsi_extended_self_test_seconds").Small(10_000_000) is { } seconds) draft.ExtendedMinutes ??= (seconds + 59) / 60;
        for (var i = 0; i < 20; i++)
        {
            var row = root.At(string.Create(CultureInfo.InvariantCulture, $"scsi_self_test_{i}"));
            if (row.At("result", "string").Words() is not { } words) continue;
            draft.Tests.Add(SmartRows.Test(
                row.At("code", "string").Words() ?? "Unknown", words, null, row.At("power_on_time", "hours").Number(),
                row.At("lba_first_failure", "value").Number()));
        }
    }
}
