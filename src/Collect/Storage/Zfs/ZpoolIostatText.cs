using System.Text.Json;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.Zfs;

/// <summary><c>zpool iostat</c>, with devices or without, and the flat list text converters make of it.</summary>
internal static class ZpoolIostatText
{
    public static bool Matches(string text)
        => text.Contains("operations", StringComparison.Ordinal) && text.Contains("bandwidth", StringComparison.Ordinal)
            && text.Contains("alloc", StringComparison.Ordinal);

    public static bool MatchesJson(string text) => text.Contains("\"cap_alloc\"", StringComparison.Ordinal);

    public static Reading<ZfsPoolWorkList> Parse(string text)
    {
        Dictionary<(string?, string), ZfsPoolWork> rows = [];
        var lines = new Lines(text);
        string? pool = null;
        var isHeading = true;
        while (lines.Next(out var line))
        {
            var fields = new Fields(line);
            if (!fields.Next(out var first)) continue;
            if (first.StartsWith("--"))
            {
                pool = null;
                isHeading = false;
                continue;
            }

            if (isHeading || first is "pool" or "capacity") continue;
            if (Row(first.ToString(), line[0] is ' ' or '\t' ? pool : null, fields) is not { } row)
            {
                if (fields.Rest.IsEmpty) continue;
                return Reading.Failed<ZfsPoolWorkList>($"zpool iostat: line {Quote.Of(line)} does not parse");
            }

            if (row.Pool is null) pool = row.Name;

            // Of several intervals the last counts.
            rows[(row.Pool, row.Name)] = row;
        }

        return rows.Count == 0 ? Reading.Absent<ZfsPoolWorkList>("no pools") : Reading.Of(new ZfsPoolWorkList([.. rows.Values]));
    }

    private static ZfsPoolWork? Row(string name, string? pool, Fields fields)
    {
        Span<long> values = stackalloc long[6];
        Span<bool> known = stackalloc bool[6];
        for (var i = 0; i < values.Length; i++)
        {
            if (!fields.Next(out var field)) return null;
            known[i] = ByteSize.TryParse(field, out values[i]);
            if (!known[i] && field is not "-") return null;
        }

        return new ZfsPoolWork
        {
            Name = name,
            Pool = pool,
            AllocatedBytes = known[0] ? values[0] : null,
            FreeBytes = known[1] ? values[1] : null,
            ReadsPerSecond = known[2] ? values[2] : null,
            WritesPerSecond = known[3] ? values[3] : null,
            ReadBytesPerSecond = known[4] ? values[4] : null,
            WrittenBytesPerSecond = known[5] ? values[5] : null,
        };
    }

    public static Reading<ZfsPoolWorkList> ParseJson(string text) => Read(text, "zpool iostat", static root =>
    {
        List<ZfsPoolWork> rows = [];
        foreach (var item in List(root))
        {
            if (Words(item, "pool") is not { } name) return Reading.Failed<ZfsPoolWorkList>("zpool iostat: a row without a name");
            rows.Add(new ZfsPoolWork
            {
                Name = name,
                Pool = Words(item, "parent"),
                AllocatedBytes = Sized(item, "cap_alloc"),
                FreeBytes = Sized(item, "cap_free"),
                ReadsPerSecond = Sized(item, "ops_read"),
                WritesPerSecond = Sized(item, "ops_write"),
                ReadBytesPerSecond = Sized(item, "bw_read"),
                WrittenBytesPerSecond = Sized(item, "bw_write"),
            });
        }

        return rows.Count == 0 ? Reading.Absent<ZfsPoolWorkList>("no pools") : Reading.Of(new ZfsPoolWorkList(rows));
    });

    private static long? Sized(JsonElement item, string name) => ByteSize.OrNull(Text(item, name) + Text(item, name + "_unit"));
}
