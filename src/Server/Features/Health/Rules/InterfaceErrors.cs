using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>Errors of an interface in both directions. Drops are not counted: a full queue drops by design.</summary>
internal static class InterfaceErrors
{
    public static Rule Rule { get; } = new FiguresRule("interface-errors", HealthCategory.Network, "/proc/net/dev", Judge);

    private static IEnumerable<Verdict> Judge(HostFigures figures, HealthOptions options)
    {
        foreach (var item in figures.Interfaces.Value?.Interfaces ?? [])
        {
            if (item.ErrorsPerSecond is { } rate && rate > options.InterfaceErrorsPerSecond)
            {
                yield return Verdict.Of(
                    Severity.Info, item.Counters.Name, ("interface", item.Counters.Name), ("rate", Figure.Over(rate)));
            }
        }
    }
}
