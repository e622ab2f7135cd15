using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>Time in which no task made progress because all of them waited for io ("full" in Documentation/accounting/psi.rst).</summary>
internal static class PressureIo
{
    public static Rule Rule { get; } = new FiguresRule("pressure-io", HealthCategory.Disks, "/proc/pressure/io", Judge);

    private static IEnumerable<Verdict> Judge(HostFigures figures, HealthOptions options)
    {
        if (figures.Pressure.Value?.IoFull is { } percent && percent > options.IoPressurePercent)
        {
            yield return Verdict.Of(
                Severity.Warning, null, ("percent", Figure.Over(percent)), ("limit", Figure.Plain(options.IoPressurePercent)));
        }
    }
}
