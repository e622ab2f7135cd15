using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Features.History.Reading;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.History;

/// <summary>The time a chart is asked for, as aligned buckets; or the problem with what was asked.</summary>
internal static class ChartWindow
{
    /// <summary>Ranges counted back from now.</summary>
    public static IReadOnlyDictionary<string, TimeSpan> Ranges { get; } = new Dictionary<string, TimeSpan>(StringComparer.Ordinal)
    {
        ["1h"] = TimeSpan.FromHours(1),
        ["6h"] = TimeSpan.FromHours(6),
        ["24h"] = TimeSpan.FromHours(24),
        ["7d"] = TimeSpan.FromDays(7),
        ["30d"] = TimeSpan.FromDays(30),
        ["1y"] = TimeSpan.FromDays(365),
    };

    private static string RangeWords { get; } = string.Join(", ", Ranges.Keys);

    /// <summary>A range that ends now.</summary>
    public static ProblemHttpResult? Sliding(string range, int points, DateTimeOffset now, HistoryOptions options, out BucketGrid grid)
    {
        grid = default;
        if (!Ranges.TryGetValue(range, out var length))
            return Problems.BadRequest("history-range", $"There is no range '{PointCheck.Shown(range)}'", $"Ranges are {RangeWords}.");
        grid = BucketGrid.Sliding((long)length.TotalMilliseconds, now.ToUnixTimeMilliseconds(), points, Narrowest(options));
        return null;
    }

    /// <summary>From one moment to another; to now when the end is left out.</summary>
    public static ProblemHttpResult? Between(
        DateTimeOffset? from, DateTimeOffset? to, int points, DateTimeOffset now, HistoryOptions options, out BucketGrid grid)
    {
        grid = default;
        if (from is null)
            return Problems.BadRequest("history-range", "It is not said which time to show", $"Give range ({RangeWords}), or from and to.");
        var start = from.Value.ToUnixTimeMilliseconds();
        var end = (to ?? now).ToUnixTimeMilliseconds();
        if (start < 0 || end > Resolution.EndOfTime)
            return Problems.BadRequest("history-time", "From and to lie between the years 1970 and 2248");
        if (start >= end)
            return Problems.BadRequest("history-time", "From is not before to", $"From is {from:O}, to is {to ?? now:O}.");
        grid = BucketGrid.Over(start, end, points, Narrowest(options));
        return null;
    }

    /// <summary>The same time in buckets of a resolution; as it is for none.</summary>
    public static ProblemHttpResult? Exactly(string? resolution, HistoryOptions options, ref BucketGrid grid)
    {
        if (resolution is null)
            return null;
        var width = resolution switch
        {
            "samples" => Narrowest(options),
            "5m" => Resolution.SpanMilliseconds(1),
            "1h" => Resolution.SpanMilliseconds(2),
            "1d" => Resolution.SpanMilliseconds(3),
            _ => 0,
        };
        if (width == 0)
            return Problems.BadRequest("history-resolution", "resolution is samples, 5m, 1h or 1d");
        grid = new BucketGrid(Resolution.AlignDown(grid.From, width), Resolution.AlignUp(grid.To, width), width);
        return grid.Count <= SeriesReading.MostPoints
            ? null
            : Problems.BadRequest(
                "history-resolution",
                $"{grid.Count} buckets of {width / 1000} s are too many; at most {SeriesReading.MostPoints} are answered",
                "Ask for a shorter time or a coarser resolution, or export.");
    }

    private static long Narrowest(HistoryOptions options) => options.NarrowestBucketSeconds * 1000L;
}
