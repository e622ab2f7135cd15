using System.Globalization;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Load;

/// <summary>/proc/loadavg, proc_loadavg(5): <c>0.02 0.04 0.05 1/497 11947</c>.</summary>
internal static class LoadText
{
    public static Reading<LoadAverage> Parse(ReadOnlySpan<char> text)
    {
        var lines = new Lines(text);
        lines.Next(out var line);
        var fields = new Fields(line);
        if (NextLoad(ref fields, out var one) && NextLoad(ref fields, out var five) && NextLoad(ref fields, out var fifteen)
            && fields.Next(out var tasks) && TryTasks(tasks, out var runnable, out var all) && fields.NextCount(out _))
        {
            return Reading.Of(new LoadAverage(one, five, fifteen, runnable, all));
        }

        return Reading.Failed<LoadAverage>("/proc/loadavg: the line does not parse");
    }

    private static bool NextLoad(ref Fields fields, out double load)
    {
        load = 0;
        return fields.Next(out var field) && KernelNumber.TryFraction(field, out load) && load >= 0;
    }

    private static bool TryTasks(ReadOnlySpan<char> text, out int runnable, out int all)
    {
        var slash = text.IndexOf('/');
        runnable = all = 0;
        return slash > 0
            && int.TryParse(text[..slash], NumberStyles.None, CultureInfo.InvariantCulture, out runnable)
            && int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out all);
    }
}
