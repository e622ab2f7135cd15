using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>
/// A busy CPU is what it is for. It is worth a note when the five-minute load shows that work queues up, a warning when far more
/// queues than there are threads, and never critical: one sample cannot tell an overload from a job that ends.
/// </summary>
internal static class CpuBusy
{
    public static Rule Rule { get; } = new FiguresRule("cpu-busy", HealthCategory.Cpu, "/proc/stat, /proc/loadavg", Judge);

    private static IEnumerable<Verdict> Judge(HostFigures figures, HealthOptions options)
    {
        if (figures.Cpu.Value is not { Cores.Count: > 0 } cpu || figures.Load.Value is not { } load)
        {
            yield break;
        }

        var threads = cpu.Cores.Count;
        var busy = cpu.Total.Busy;
        if (busy > options.CpuWarningPercent && load.FiveMinutes > options.LoadPerThread * threads)
        {
            yield return Make(Severity.Warning, busy, load.FiveMinutes, threads, options.CpuWarningPercent);
        }
        else if (busy > options.CpuNotePercent && load.FiveMinutes > threads)
        {
            yield return Make(Severity.Info, busy, load.FiveMinutes, threads, options.CpuNotePercent);
        }
    }

    private static Verdict Make(Severity severity, double busy, double load, int threads, double limit)
        => Verdict.Of(
            severity, null, ("percent", Figure.Over(busy)), ("load", Figure.Plain(load)), ("threads", Figure.Plain(threads)),
            ("limit", Figure.Plain(limit)));
}
