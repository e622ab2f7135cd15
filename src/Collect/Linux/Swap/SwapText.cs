using Proxima.Collect.Linux.Memory;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Swap;

/// <summary>The swap lines of /proc/meminfo and /proc/vmstat.</summary>
internal static class SwapText
{
    public static Reading<SwapCounters> Parse(ReadOnlySpan<char> meminfo, VmStat? pages, int pageBytes)
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
            ({ } t, { } f) => Reading.Of(new SwapCounters(t, f, pages?.SwapPagesIn, pages?.SwapPagesOut, pageBytes)),
            _ => Reading.Failed<SwapCounters>($"/proc/meminfo: no line '{(total is null ? "SwapTotal" : "SwapFree")}'"),
        };
    }
}
