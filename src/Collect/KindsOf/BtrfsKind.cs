using System.Text.Json;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Collect.Storage.Btrfs;
using Proxima.Model;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.KindsOf;

/// <summary>Output of btrfs-progs: filesystem show, usage and df, device stats, scrub status.</summary>
internal static class BtrfsKind
{
    public static KindResult Parse(string text, string? attribute)
    {
        if (JsonText.Matches(text)) return Json(text);
        if (BtrfsText.IsShow(text)) return KindResult.Of(BtrfsText.Show(text), StorageJson.Default.BtrfsList);
        if (BtrfsText.IsStats(text)) return KindResult.Of(BtrfsText.Stats(text), StorageJson.Default.BtrfsList);
        if (BtrfsUsageText.IsUsage(text)) return KindResult.Of(BtrfsUsageText.Usage(text), StorageJson.Default.BtrfsUsage);
        if (BtrfsUsageText.IsScrub(text)) return KindResult.Of(BtrfsUsageText.Scrub(text), StorageJson.Default.BtrfsScrub);
        return BtrfsText.Absence(text) is { } reason ? KindResult.Nothing(reason)
            : KindResult.Broken($"btrfs: {Quote.Of(text.AsSpan().Trim())} is no output that is read");
    }

    private static KindResult Json(string text)
    {
        KindResult? result = null;
        var reading = Read<string>(text, "btrfs", root =>
        {
            result = Of(root);
            return Reading.Of(string.Empty);
        });
        return reading.Failed is { } error ? KindResult.Broken(error) : result ?? KindResult.Nothing("JSON, but not of btrfs");
    }

    private static KindResult? Of(JsonElement root)
    {
        if (BtrfsText.StatsJson(root) is { } list) return KindResult.Of(Reading.Of(list), StorageJson.Default.BtrfsList);
        return BtrfsUsageText.DfJson(root) is { } usage ? KindResult.Of(Reading.Of(usage), StorageJson.Default.BtrfsUsage) : null;
    }
}
