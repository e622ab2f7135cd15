using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Uptime;

/// <summary>/proc/uptime, proc_uptime(5): seconds since boot, idle seconds of all cores.</summary>
internal static class UptimeText
{
    public static Reading<UptimeGauges> Parse(ReadOnlySpan<char> text)
    {
        var lines = new Lines(text);
        lines.Next(out var line);
        var fields = new Fields(line);
        return fields.Next(out var up) && KernelNumber.TryFraction(up, out var seconds) && seconds >= 0
            && fields.Next(out var idle) && KernelNumber.TryFraction(idle, out _)
            ? Reading.Of(new UptimeGauges(seconds))
            : Reading.Failed<UptimeGauges>("/proc/uptime: the line does not parse");
    }
}
