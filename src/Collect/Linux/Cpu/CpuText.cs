using System.Globalization;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Cpu;

/// <summary>/proc/stat, proc_stat(5). Of a recording that holds several looks one behind the other the last counts.</summary>
internal static class CpuText
{
    /// <summary>user, nice, system and idle are as old as the file; later kernels added columns.</summary>
    private const int FewestColumns = 4;
    private const int Columns = 10;

    public static Reading<CpuCounters> Parse(ReadOnlySpan<char> text)
    {
        CpuTimes? total = null;
        List<CoreTimes> cores = [];
        Scalars scalars = default;
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var fields = new Fields(line);
            if (!fields.Next(out var name)) continue;
            if (name.StartsWith("cpu"))
            {
                if (!TryTimes(ref fields, out var times)) return Bad(name);
                if (name.Length == 3)
                {
                    total = times;
                    cores = [];
                    scalars = default;
                }
                else if (int.TryParse(name[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var core))
                    cores.Add(new(core, times));
                else return Bad(name);
            }
            else if (!scalars.Take(name, ref fields, lines.IsCut))
            {
                return Bad(name);
            }
        }

        if (total is null) return Missing("cpu");
        if (scalars.ContextSwitches is not { } switches) return Missing("ctxt");
        if (scalars.Forks is not { } forks) return Missing("processes");
        return Reading.Of(new CpuCounters
        {
            Total = total,
            Cores = cores,
            ContextSwitches = switches,
            Forks = forks,
            Running = scalars.Running,
            Blocked = scalars.Blocked,
        });
    }

    private static Reading<CpuCounters> Bad(ReadOnlySpan<char> name)
        => Reading.Failed<CpuCounters>($"/proc/stat: line {Quote.Of(name)} does not parse");

    private static Reading<CpuCounters> Missing(string name) => Reading.Failed<CpuCounters>($"/proc/stat: no line '{name}'");

    private static bool TryTimes(ref Fields fields, out CpuTimes times)
    {
        Span<long> t = stackalloc long[Columns];
        var count = fields.Counts(t);
        times = new CpuTimes(t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8], t[9]);
        return count >= FewestColumns;
    }

    private struct Scalars
    {
        public long? ContextSwitches;
        public long? Forks;
        public int? Running;
        public int? Blocked;

        /// <summary>False when a line we want does not parse or was cut off.</summary>
        public bool Take(ReadOnlySpan<char> name, ref Fields fields, bool isCut)
        {
            var wanted = name is "ctxt" or "processes" or "procs_running" or "procs_blocked";
            if (!wanted) return true;
            if (isCut || !fields.NextCount(out var value)) return false;
            if (name is "ctxt") ContextSwitches = value;
            else if (name is "processes") Forks = value;
            else if (value > int.MaxValue) return false;
            else if (name is "procs_running") Running = (int)value;
            else Blocked = (int)value;
            return true;
        }
    }
}
