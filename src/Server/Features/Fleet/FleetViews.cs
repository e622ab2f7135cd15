using Proxima.Model.Figures;
using Proxima.Model.Health;
using Proxima.Model.Host;
using Proxima.Server.Features.Health;

namespace Proxima.Server.Features.Fleet;

/// <summary>The whole fleet in one answer. Pure.</summary>
internal static class FleetViews
{
    public const int MostFindings = 20;

    public static FleetOverview Overview(FleetState state)
    {
        var nodes = state.Nodes.Values.ToList();
        var answering = nodes.Where(node => node.IsAnswering).ToList();
        return new FleetOverview
        {
            Version = state.Version,
            At = state.At,
            Severity = nodes.Count == 0 ? Severity.Unknown : nodes.Max(node => node.Severity),
            Nodes = nodes.Count,
            NodesAnswering = answering.Count,
            Problems = nodes.Sum(node => node.Findings.Count(NodeViews.IsProblem)),
            Findings = [.. Worst(nodes)],
            Evidence = Evidence(answering),
            OldestSampleAt = answering.Min(node => node.SampledAt),
            Totals = Totals(answering),
            Cost = Cost(nodes),
        };
    }

    private static IEnumerable<Finding> Worst(List<NodeState> nodes)
        => nodes
            .SelectMany(node => node.Findings)
            .OrderByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.FirstSeen)
            .ThenBy(finding => finding.Key, StringComparer.Ordinal)
            .Take(MostFindings);

    /// <summary>Counts what was really read, so that "okay" says what it rests on.</summary>
    private static EvidenceCount Evidence(List<NodeState> answering)
    {
        int filesystems = 0, disks = 0, interfaces = 0, sensors = 0, failed = 0;
        foreach (var figures in answering.Select(node => node.Figures).OfType<HostFigures>())
        {
            var mounts = figures.Filesystems.Value?.Filesystems ?? [];
            var gauges = figures.Sensors.Value?.Sensors ?? [];
            filesystems += mounts.Count(mount => mount.Space.HasValue);
            disks += figures.Disks.Value?.Disks.Count ?? 0;
            interfaces += figures.Interfaces.Value?.Interfaces.Count ?? 0;
            sensors += gauges.Count(sensor => sensor.Value.HasValue);
            failed += ReadingParts.Of(figures).Count(part => part.Failed is not null)
                + mounts.Count(mount => mount.Space.Failed is not null)
                + gauges.Count(sensor => sensor.Value.Failed is not null);
        }

        return new EvidenceCount(filesystems, disks, interfaces, sensors, failed);
    }

    private static FleetTotals Totals(List<NodeState> answering)
    {
        double busy = 0;
        var weighed = 0;
        foreach (var node in answering)
        {
            if (node.Figures?.Cpu.Value is { Cores.Count: > 0 } cpu)
            {
                busy += cpu.Total.Busy * cpu.Cores.Count;
                weighed += cpu.Cores.Count;
            }
        }

        var storage = answering.Select(node => Storage(node.Figures)).OfType<(long Total, long Used)>().ToList();
        return new FleetTotals
        {
            Threads = answering.Sum(node => NodeViews.Threads(node) ?? 0),
            CpuBusyPercent = weighed == 0 ? null : busy / weighed,
            MemoryTotalBytes = Sum(answering.Select(node => node.Figures?.Memory.Value?.TotalBytes)),
            MemoryUsedBytes = Sum(answering.Select(node => node.Figures?.Memory.Value?.UsedBytes)),
            StorageTotalBytes = storage.Count == 0 ? null : storage.Sum(one => one.Total),
            StorageUsedBytes = storage.Count == 0 ? null : storage.Sum(one => one.Used),
            ReceivedBytesPerSecond = Sum(answering.Select(node => NodeViews.Traffic(node.Figures, item => item.ReceivedBytesPerSecond))),
            SentBytesPerSecond = Sum(answering.Select(node => NodeViews.Traffic(node.Figures, item => item.SentBytesPerSecond))),
        };
    }

    /// <summary>
    /// Local space that can fill, each device once. Data sets of a ZFS pool share its free space: their use adds up, the free
    /// space counts once.
    /// Network mounts belong to the host that exports them.
    /// </summary>
    private static (long Total, long Used)? Storage(HostFigures? figures)
    {
        if (figures is null)
        {
            return null;
        }

        var mounts = Mounts.ThatFill(figures).Where(mount => !mount.IsRemote && mount.Space.HasValue);
        var devices = mounts.GroupBy(Device, StringComparer.Ordinal).ToList();
        return devices.Count == 0 ? null : devices.Select(Space).Aggregate((a, b) => (a.Total + b.Total, a.Used + b.Used));
    }

    private static string Device(FilesystemGauges mount) => mount.Type == "zfs" ? $"zfs:{mount.Source.Split('/')[0]}" : mount.Source;

    private static (long Total, long Used) Space(IGrouping<string, FilesystemGauges> device)
    {
        var spaces = device.Select(mount => mount.Space.Value).OfType<FilesystemSpace>().ToList();
        if (!device.Key.StartsWith("zfs:", StringComparison.Ordinal))
        {
            var one = spaces.MaxBy(space => space.TotalBytes) ?? spaces[0];
            return (one.TotalBytes, one.UsedBytes);
        }

        var used = spaces.Sum(space => space.UsedBytes);
        return (used + spaces.Max(space => space.AvailableBytes), used);
    }

    private static CostFigures Cost(List<NodeState> nodes) => new()
    {
        CpuSecondsPerMinute = Sum(nodes.Select(node => node.CostRate?.CpuSecondsPerMinute)),
        ResidentBytes = Sum(nodes.Select(node => node.Cost?.ResidentBytes)),
        WrittenBytesPerDay = Sum(nodes.Select(node => node.CostRate?.WrittenBytesPerDay)),
        ProgramsStarted = nodes.Sum(node => node.Cost?.ProgramsStarted ?? 0),
        DisksWoken = nodes.Sum(node => node.Cost?.DisksWoken ?? 0),
    };

    private static double? Sum(IEnumerable<double?> values)
    {
        var known = values.OfType<double>().ToList();
        return known.Count == 0 ? null : known.Sum();
    }

    private static long? Sum(IEnumerable<long?> values)
    {
        var known = values.OfType<long>().ToList();
        return known.Count == 0 ? null : known.Sum();
    }
}
