using Proxima.Collect.Linux.Memory;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Swap;

/// <summary>Pages moved since boot.</summary>
internal readonly record struct SwapPages(long? In, long? Out);

/// <summary>The swap lines of /proc/meminfo and /proc/vmstat.</summary>
internal static class SwapText
{
    public static Reading<SwapCounters> Parse(ReadOnlySpan<char> meminfo, SwapPages pages, int pageBytes)
    {
        long? total = null;
        long? free = null;
        var lines = new Lines(meminfo);
        while (lines.Next(out var line))
        {
            var isTotal = line.StartsWith("SwapTotal:");
            if (!isTotal && !line.StartsWith("SwapFree:")) continue;
            var colon = line.IndexOf(':');
            if (!MemoryLine.TryBytes(line[(colon + 1)..], out var bytes))
                return Reading.Failed<SwapCounters>($"/proc/meminfo: line '{line[..colon]}' does not parse");
            if (isTotal) total = bytes;
            else free = bytes;
        }

        return (total, free) switch
        {
            (0, _) => Reading.Absent<SwapCounters>("no swap configured"),
            ({ } t, { } f) => Reading.Of(new SwapCounters(t, f, pages.In, pages.Out, pageBytes)),
            _ => Reading.Failed<SwapCounters>($"/proc/meminfo: no line '{(total is null ? "SwapTotal" : "SwapFree")}'"),
        };
    }

    /// <summary>pswpin and pswpout of /proc/vmstat. A line that does not parse leaves its counter unknown.</summary>
    public static SwapPages ParsePages(ReadOnlySpan<char> vmstat)
    {
        long? pagesIn = null;
        long? pagesOut = null;
        var lines = new Lines(vmstat);
        while (lines.Next(out var line))
        {
            if (!line.StartsWith("pswp")) continue;
            var fields = new Fields(line);
            if (!fields.Next(out var name) || !fields.NextCount(out var count)) continue;
            if (name is "pswpin") pagesIn = count;
            else if (name is "pswpout") pagesOut = count;
        }

        return new SwapPages(pagesIn, pagesOut);
    }
}
