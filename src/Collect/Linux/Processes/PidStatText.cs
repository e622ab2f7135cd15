using System.Globalization;
using Proxima.Model;

namespace Proxima.Collect.Linux.Processes;

/// <summary>What we use of /proc/PID/stat. Times are clock ticks, 100 a second.</summary>
internal sealed record PidStat(
    int Pid,
    string Name,
    char State,
    int ParentPid,
    long UserTicks,
    long SystemTicks,
    int Nice,
    int Threads,
    long StartTicks,
    long VirtualBytes,
    long ResidentPages)
{
    /// <summary>USER_HZ, the same on every architecture we run on.</summary>
    public const double TicksPerSecond = 100;

    public long Ticks => UserTicks + SystemTicks;
}

/// <summary>/proc/PID/stat, proc_pid_stat(5). The name stands in brackets and may hold blanks, brackets and line ends.</summary>
internal static class PidStatText
{
    public static Reading<PidStat> Parse(ReadOnlySpan<char> text)
    {
        var open = text.IndexOf('(');
        var close = text.LastIndexOf(')');
        if (open <= 0 || close < open
            || !int.TryParse(text[..open].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            return Reading.Failed<PidStat>("/proc/PID/stat: no process name in brackets");
        }

        var fields = new Fields(text[(close + 1)..].Trim());
        return fields.Next(out var state) && state.Length == 1 && NextInt(ref fields, out var parent) && fields.Skip(9)
            && fields.NextCount(out var user) && fields.NextCount(out var system) && fields.Skip(3)
            && NextInt(ref fields, out var nice) && NextInt(ref fields, out var threads) && fields.Skip(1)
            && fields.NextCount(out var start) && fields.NextCount(out var size) && fields.Next(out var rss)
            && KernelNumber.TrySigned(rss, out var pages) && !fields.Rest.IsEmpty
            ? Reading.Of(new PidStat(
                pid, text[(open + 1)..close].ToString(), state[0], parent, user, system, nice, threads, start, size, Math.Max(0, pages)))
            : Reading.Failed<PidStat>($"/proc/{pid}/stat: a field does not parse");
    }

    private static bool NextInt(ref Fields fields, out int value)
    {
        value = 0;
        return fields.Next(out var field) && int.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }
}
