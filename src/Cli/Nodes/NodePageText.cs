using Proxima.Cli.Printing;
using Proxima.Cli.Status;
using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Server.Features.Fleet;
using static Proxima.Cli.Printing.Amounts;

namespace Proxima.Cli.Nodes;

/// <summary>One node, section by section. A reading that is absent or failed says so where its figures would be.</summary>
internal static class NodePageText
{
    public static void Print(Screen screen, NodeDetail node, DateTimeOffset now)
    {
        var summary = node.Summary;
        var age = summary.SampledAt is null ? "never reported" : $"sample {Duration(Age(summary.SampledAt, now))} old";
        screen.Line(
            (summary.Severity.Word(), summary.Severity.AsTone()),
            ("  ", Tone.Plain),
            (summary.Name, Tone.Head),
            ($"  {summary.Id}  {age}", Tone.Quiet));
        if (node.Findings.Count > 0)
        {
            screen.Line();
            FindingTable.Print(screen, node.Findings, names: null, now);
        }

        screen.Line();
        Facts(screen, node);
        if (node.Figures is { } figures)
        {
            Figures(screen, figures);
            NodeTables.Print(screen, figures);
        }
    }

    /// <summary>Why there is no value.</summary>
    public static string Why<T>(Reading<T> reading)
        where T : class
        => reading.Failed ?? reading.Absent ?? "no reason given";

    /// <summary>What stands for a missing value: <c>?</c> is not known, <c>–</c> is not there.</summary>
    public static string Mark<T>(Reading<T> reading)
        where T : class
        => reading is { Failed: null, Absent: not null } ? "–" : NotKnown;

    private static void Facts(Screen screen, NodeDetail node)
    {
        if (node.Facts is not { } facts)
        {
            Pair(screen, "Facts", "? not reported yet");
            return;
        }

        Pair(screen, "System", facts.Os, os => $"{os.Name}, kernel {os.Kernel}, {os.Architecture}");
        Pair(screen, "Processor", facts.Cpu, cpu => $"{cpu.Model}, {Count(cpu.Threads, "thread", "threads")}"
            + (cpu.Cores is { } cores ? $", {Count(cores, "core", "cores")}" : string.Empty));
        Pair(screen, "Board", facts.Board, board => Joined(" ", board.SystemVendor, board.Product, board.BoardVendor, board.Board));
        if (facts.Container is not null || facts.Hypervisor is not null)
        {
            Pair(screen, "Inside", Joined(", ", facts.Container, facts.Hypervisor));
        }

        Pair(screen, "Known by", string.Join(", ", node.Summary.Origins.Select(o => o.ToString().ToLowerInvariant())));
    }

    private static void Figures(Screen screen, HostFigures figures)
    {
        Pair(screen, "Up", figures.Uptime, up => Duration(up.UptimeSeconds));
        Pair(screen, "CPU", figures.Cpu, cpu => $"{Percent(cpu.Total.Busy)} busy (user {Percent(cpu.Total.User)}, "
            + $"system {Percent(cpu.Total.System)}, iowait {Percent(cpu.Total.IoWait)}, steal {Percent(cpu.Total.Steal)})");
        Pair(screen, "Load", figures.Load, load
            => $"{Number(load.OneMinute)}  {Number(load.FiveMinutes)}  {Number(load.FifteenMinutes)}");
        Pair(screen, "Pressure", figures.Pressure, pressure
            => $"CPU {Percent(pressure.CpuSome)}, memory {Percent(pressure.MemorySome)}, I/O {Percent(pressure.IoSome)}");
        Pair(screen, "Memory", figures.Memory, memory
            => $"{Bytes(memory.UsedBytes)} of {Bytes(memory.TotalBytes)} ({Percent(memory.UsedPercent)}), "
                + $"{Bytes(memory.AvailableBytes)} available" + (memory.Gauges.ArcBytes is { } arc ? $", ARC {Bytes(arc)}" : string.Empty));
        Pair(screen, "Swap", figures.Swap, swap => $"{Bytes(swap.UsedBytes)} of {Bytes(swap.TotalBytes)} ({Percent(swap.UsedPercent)})");

        // Absent is the ordinary case, a host; a row about it would only be noise.
        if (figures.Cgroup.Absent is null)
        {
            Pair(screen, "Limits", figures.Cgroup, Limits);
        }
    }

    private static string Limits(CgroupFigures limits)
    {
        var cores = limits.CpuLimitCores is null ? "all" : Number(limits.CpuLimitCores);
        var memory = limits.MemoryLimitBytes is null ? "all" : Bytes(limits.MemoryLimitBytes);
        return $"{Number(limits.CpuUsedCores)} of {cores} cores, {Bytes(limits.MemoryUsedBytes)} of {memory} memory";
    }

    private static string Joined(string separator, params IEnumerable<string?> parts)
        => string.Join(separator, parts.OfType<string>()) is { Length: > 0 } text ? text : "–";

    private static void Pair<T>(Screen screen, string label, Reading<T> reading, Func<T, string> text)
        where T : class
        => Pair(screen, label, reading.Value is { } value ? text(value) : $"{Mark(reading)} {Why(reading)}");

    private static void Pair(Screen screen, string label, string text) => screen.Line((label.PadRight(11), Tone.Quiet), (text, Tone.Plain));
}
