using Proxima.Model.Figures;
using Proxima.Model.Health;
using Proxima.Model.Host;
using Proxima.Server.Features.Health;

namespace Proxima.Server.Features.Fleet;

/// <summary>
/// A node's state as the records of the HTTP API. Pure. The figures of a node that does not answer are left out of rows and sums:
/// what they were is in history, what they are is unknown.
/// </summary>
internal static class NodeViews
{
    public static NodeSummary Summary(NodeState node)
    {
        var figures = node.IsAnswering ? node.Figures : null;
        var fullest = Fullest(figures);
        var hottest = Hottest(figures);
        return new NodeSummary
        {
            Id = node.Id.ToString(),
            Name = node.Name,
            Version = node.Version,
            Severity = node.Severity,
            Cause = node.Findings is [{ Severity: not Severity.Ok } worst, ..] ? worst.Text : null,
            Problems = node.Findings.Count(IsProblem),
            SampledAt = node.SampledAt,
            Origins = [.. node.Origins.Keys],
            Os = node.Facts?.Os.Value?.Name,
            Kernel = node.Facts?.Os.Value?.Kernel,
            CpuModel = node.Facts?.Cpu.Value?.Model,
            Threads = Threads(node),
            CpuBusyPercent = figures?.Cpu.Value?.Total.Busy,
            IoWaitPercent = figures?.Cpu.Value?.Total.IoWait,
            Load1 = figures?.Load.Value?.OneMinute,
            MemoryTotalBytes = figures?.Memory.Value?.TotalBytes,
            MemoryUsedBytes = figures?.Memory.Value?.UsedBytes,
            MemoryUsedPercent = figures?.Memory.Value?.UsedPercent,
            FullestMount = fullest?.Mount,
            FullestPercent = fullest?.Percent,
            ReceivedBytesPerSecond = Traffic(figures, item => item.ReceivedBytesPerSecond),
            SentBytesPerSecond = Traffic(figures, item => item.SentBytesPerSecond),
            HottestCelsius = hottest?.Value.Value?.Value,
            HottestSensor = hottest is null ? null : $"{hottest.Chip} {hottest.Label}",
            UptimeSeconds = figures?.Uptime.Value?.UptimeSeconds,
        };
    }

    public static NodeDetail Detail(NodeState node) => new()
    {
        Summary = Summary(node),
        Facts = node.Facts is null ? null : NodeFacts.Shown(node.Facts),
        Figures = node.Figures,
        Findings = node.Findings,
        Collectors = node.Collectors,
        Cost = node.Cost,
    };

    /// <summary>Null while there is nothing to tell.</summary>
    public static NodeFiguresUpdate? Update(NodeState node)
        => node is { Figures: { } figures, SampledAt: { } at }
            ? new NodeFiguresUpdate(node.Id.ToString(), node.Version, at, figures, node.Findings)
            : null;

    public static bool IsProblem(Finding finding) => finding.Severity >= Severity.Warning;

    /// <summary>Hardware threads: what the kernel counts, or else what the facts say.</summary>
    public static int? Threads(NodeState node)
        => node.Figures?.Cpu.Value?.Cores.Count is > 0 and var cores ? cores : node.Facts?.Cpu.Value?.Threads;

    /// <summary>
    /// Sum over the interfaces that lead out: the physical ones, or, inside a container that has none, all but loopback.
    /// Null where none of them has a rate.
    /// </summary>
    public static double? Traffic(HostFigures? figures, Func<InterfaceFigures, double?> rate)
    {
        var all = figures?.Interfaces.Value?.Interfaces ?? [];
        var leading = all.Where(item => item.Counters.Role == InterfaceRole.Physical).ToList();
        if (leading.Count == 0)
        {
            leading = [.. all.Where(item => item.Counters.Role != InterfaceRole.Loopback)];
        }

        var rates = leading.Select(rate).OfType<double>().ToList();
        return rates.Count == 0 ? null : rates.Sum();
    }

    private static (string Mount, double Percent)? Fullest(HostFigures? figures)
    {
        if (figures is null)
        {
            return null;
        }

        (string Mount, double Percent)? fullest = null;
        foreach (var mount in Mounts.ThatFill(figures))
        {
            if (Mounts.UsedPercent(mount) is { } percent && (fullest is null || percent > fullest.Value.Percent))
            {
                fullest = (mount.MountPoint, percent);
            }
        }

        return fullest;
    }

    private static SensorGauge? Hottest(HostFigures? figures)
        => (figures?.Sensors.Value?.Sensors ?? [])
            .Where(sensor => sensor.Kind == SensorKind.Temperature && sensor.Value.HasValue)
            .MaxBy(sensor => sensor.Value.Value?.Value);
}
