using Proxima.Collect.Storage.Raid;
using Proxima.Collect.Storage.Smart;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.KindsOf;

/// <summary>
/// Outputs of smartctl, JSON and text under one roof: what stands in the sample decides, so the two kinds give the same record of the same
/// disk.
/// </summary>
internal static class SmartKind
{
    public static KindResult Parse(string text, string? attribute)
    {
        var plain = text.TrimStart();
        if (LooksLikeJson(plain)) return Json(text);
        if (SmartScanText.Parse(text) is { } scan) return KindResult.Of(Reading.Of(scan), KindJson.Default.SmartScan);
        var reports = SmartText.ParseAll(text);
        if (reports.Count > 1) return KindResult.Of(Reading.Of(new SmartReports(reports)), KindJson.Default.SmartReports);
        var report = SmartText.Parse(text);

        // Logs of tools that look at disks behind a RAID controller hold what the controller's program said in the same place.
        return !report.HasValue && RaidText.Parse(text) is { HasValue: true } raid
            ? KindResult.Of(raid, KindJson.Default.RaidReport)
            : KindResult.Of(report, KindJson.Default.SmartReport);
    }

    /// <summary>A brace at the start, or at the start of a line below an echoed command.</summary>
    private static bool LooksLikeJson(string text)
        => text.StartsWith('{')
            || (text.Contains("\n{", StringComparison.Ordinal) && text.Contains("json_format_version", StringComparison.Ordinal));

    private static KindResult Json(string text)
        => SmartJson.Scan(text) is { } scan
            ? KindResult.Of(Reading.Of(scan), KindJson.Default.SmartScan)
            : KindResult.Of(SmartJson.Parse(text), KindJson.Default.SmartReport);
}
