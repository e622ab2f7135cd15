using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>
/// Every Linux host has a CPU and memory. Where they are not told although a second sample is there, "fine" would rest on nothing.
/// </summary>
internal static class ReadingMissing
{
    public static Rule Rule { get; } = new FiguresRule("reading-missing", HealthCategory.Services, "/proc", Judge);

    private static IEnumerable<Verdict> Judge(HostFigures figures, HealthOptions options)
        => figures.WindowSeconds is null
            ? []
            : ReadingParts.Of(figures)
                .Where(part => part is { Absent: not null, Name: "cpu" or "memory" })
                .Select(part => Verdict.Of(
                    Severity.Unknown, part.Name, ("reading", part.Name), ("reason", part.Absent ?? part.Name), ("source", part.Source)));
}
