using Proxima.Model.Figures;
using Proxima.Model.Health;
using Proxima.Model.Host;
using Proxima.Model.Wire;
using static Proxima.Server.Features.Diagnostics.MetricFamily;

namespace Proxima.Server.Features.Diagnostics;

/// <summary>What is said of each node. A share is a ratio from 0 to 1; Prometheus asks for base units.</summary>
internal static class NodeMetrics
{
    private static readonly Severity[] Concerns = [Severity.Info, Severity.Unknown, Severity.Warning, Severity.Critical];

    public static IReadOnlyList<NodeMetric> All { get; } =
    [
        .. State(), .. Cpu(), .. Memory(), .. StorageMetrics.Disks(), .. StorageMetrics.Filesystems(),
        .. NetworkMetrics.All(), .. Sensors(), .. Container(), .. Watching(),
    ];

    private static IEnumerable<NodeMetric> State() =>
    [
        NodeMetric.Of(
            Info("proxima_node", "What a node is.", "os", "kernel", "architecture", "cpu_model"),
            (view, samples) =>
            {
                var (os, cpu) = (view.Node.Facts?.Os.Value, view.Node.Facts?.Cpu.Value);
                samples.Add(1, os?.Name, os?.Kernel, os?.Architecture, cpu?.Model);
            }),
        NodeMetric.Of(
            Gauge(
                "proxima_node_answering",
                "1 while the last sample of a node is fresh, else 0; figures of a node that does not answer are left out."),
            view => view.Node.IsAnswering ? 1 : 0),
        NodeMetric.Of(
            Gauge("proxima_node_severity", "Worst finding of a node: 0 ok, 1 info, 2 unknown, 3 warning, 4 critical."),
            view => (int)view.Node.Severity),
        NodeMetric.Of(
            Measure("proxima_node_sample_age_seconds", "seconds", "Age of the last sample of a node; absent before the first one."),
            view => view.Node.SampledAt is { } at ? Math.Max(0, (view.Now - at).TotalSeconds) : null),
        NodeMetric.Of(
            Gauge("proxima_findings", "Open findings of a node by severity.", "severity"),
            (view, samples) =>
            {
                foreach (var severity in Concerns)
                    samples.Add(view.Node.Findings.Count(one => one.Severity == severity), Word(severity));
            }),
        NodeMetric.Of(
            Measure("proxima_node_uptime_seconds", "seconds", "Time since a node was started."),
            view => view.Figures?.Uptime.Value?.UptimeSeconds),
    ];

    private static IEnumerable<NodeMetric> Cpu() =>
    [
        Cpu(
            "proxima_cpu_busy_ratio",
            "Share of the time of all cores that was neither idle nor waiting for I/O.",
            cpu => cpu.Total.Busy / 100),
        NodeMetric.Of(
            Measure("proxima_cpu_mode_ratio", "ratio", "Share of the time of all cores by what it went to; user holds guest.", "mode"),
            (view, samples) =>
            {
                var total = view.Figures?.Cpu.Value?.Total;
                samples.Add(total?.User / 100, "user");
                samples.Add(total?.System / 100, "system");
                samples.Add(total?.IoWait / 100, "iowait");
                samples.Add(total?.Steal / 100, "steal");
                samples.Add(total?.Guest / 100, "guest");
            }),
        NodeMetric.Of(
            Measure("proxima_cpu_core_busy_ratio", "ratio", "Busy share of one core.", "core"),
            (view, samples) =>
            {
                foreach (var core in view.Figures?.Cpu.Value?.Cores ?? [])
                    samples.Add(core.Busy / 100, core.Core.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }),
        NodeMetric.Of(
            Gauge("proxima_cpu_context_switches_per_second", "Context switches a second."),
            view => view.Figures?.Cpu.Value?.ContextSwitchesPerSecond),
        NodeMetric.Of(
            Gauge("proxima_cpu_forks_per_second", "Processes and threads made a second."), view => view.Figures?.Cpu.Value?.ForksPerSecond),
        NodeMetric.Of(
            Gauge("proxima_load_average", "Mean number of tasks that ran or waited.", "window"),
            (view, samples) =>
            {
                var load = view.Figures?.Load.Value;
                samples.Add(load?.OneMinute, "1m");
                samples.Add(load?.FiveMinutes, "5m");
                samples.Add(load?.FifteenMinutes, "15m");
            }),
        NodeMetric.Of(
            Measure(
                "proxima_pressure_ratio",
                "ratio",
                "Share of wall time in which some or all tasks waited for a resource (PSI).",
                "resource",
                "tasks"),
            (view, samples) =>
            {
                var pressure = view.Figures?.Pressure.Value;
                samples.Add(pressure?.CpuSome / 100, "cpu", "some");
                samples.Add(pressure?.CpuFull / 100, "cpu", "full");
                samples.Add(pressure?.MemorySome / 100, "memory", "some");
                samples.Add(pressure?.MemoryFull / 100, "memory", "full");
                samples.Add(pressure?.IoSome / 100, "io", "some");
                samples.Add(pressure?.IoFull / 100, "io", "full");
            }),
    ];

    private static NodeMetric Cpu(string name, string help, Func<CpuFigures, double?> value)
        => NodeMetric.Of(Measure(name, "ratio", help), view => view.Figures?.Cpu.Value is { } cpu ? value(cpu) : null);

    private static IEnumerable<NodeMetric> Memory() =>
    [
        Memory("proxima_memory_size_bytes", "Memory of the node.", memory => memory.TotalBytes),
        Memory("proxima_memory_used_bytes", "Memory that cannot be given back.", memory => memory.UsedBytes),
        Memory("proxima_memory_available_bytes", "Memory new work can get without swapping.", memory => memory.AvailableBytes),
        Memory("proxima_memory_free_bytes", "Memory used for nothing.", memory => memory.Gauges.FreeBytes),
        Memory("proxima_memory_cached_bytes", "Page cache.", memory => memory.Gauges.CachedBytes),
        Memory("proxima_memory_buffers_bytes", "Buffers of block devices.", memory => memory.Gauges.BuffersBytes),
        Memory("proxima_memory_slab_bytes", "Memory of the kernel's own structures.", memory => memory.Gauges.SlabBytes),
        Memory("proxima_memory_shared_bytes", "Shared memory and tmpfs.", memory => memory.Gauges.SharedBytes),
        Memory("proxima_memory_dirty_bytes", "Memory waiting to be written to a disk.", memory => memory.Gauges.DirtyBytes),
        Memory("proxima_memory_arc_bytes", "ZFS ARC.", memory => memory.Gauges.ArcBytes),
        Swap("proxima_swap_size_bytes", "bytes", "Swap space.", swap => swap.TotalBytes),
        Swap("proxima_swap_used_bytes", "bytes", "Swap in use.", swap => swap.UsedBytes),
        Swap("proxima_swap_in_bytes_per_second", null, "Read from swap a second.", swap => swap.InBytesPerSecond),
        Swap("proxima_swap_out_bytes_per_second", null, "Written to swap a second.", swap => swap.OutBytesPerSecond),
    ];

    private static NodeMetric Memory(string name, string help, Func<MemoryFigures, double?> value)
        => NodeMetric.Of(Measure(name, "bytes", help), view => view.Figures?.Memory.Value is { } memory ? value(memory) : null);

    private static NodeMetric Swap(string name, string? unit, string help, Func<SwapFigures, double?> value)
        => NodeMetric.Of(
            new MetricFamily(name, MetricType.Gauge, unit, [], help), view => view.Figures?.Swap.Value is { } swap ? value(swap) : null);

    private static IEnumerable<NodeMetric> Sensors() =>
    [
        Sensor("proxima_temperature_celsius", "celsius", "A temperature.", SensorKind.Temperature, sensor => sensor.Value),
        Sensor(
            "proxima_temperature_high_celsius",
            "celsius",
            "Where the chip calls its temperature high.",
            SensorKind.Temperature,
            sensor => sensor.High),
        Sensor(
            "proxima_temperature_critical_celsius",
            "celsius",
            "Where the chip calls its temperature critical.",
            SensorKind.Temperature,
            sensor => sensor.Critical),
        Sensor("proxima_fan_speed_rpm", "rpm", "Turns of a fan a minute.", SensorKind.Fan, sensor => sensor.Value),
        Sensor("proxima_voltage_volts", "volts", "A voltage.", SensorKind.Voltage, sensor => sensor.Value),
        Sensor("proxima_power_watts", "watts", "A power draw.", SensorKind.Power, sensor => sensor.Value),
    ];

    private static NodeMetric Sensor(string name, string unit, string help, SensorKind kind, Func<SensorValue, double?> value)
        => NodeMetric.Of(Measure(name, unit, help, "sensor", "chip", "label"), (view, samples) =>
        {
            foreach (var sensor in view.Figures?.Sensors.Value?.Sensors ?? [])
            {
                if (sensor.Kind == kind && sensor.Value.Value is { } reading)
                    samples.Add(value(reading), sensor.Id, sensor.Chip, sensor.Label);
            }
        });

    private static IEnumerable<NodeMetric> Container() =>
    [
        Container(
            "proxima_container_cpu_limit_cores",
            null,
            "Cores the container of the node may use; absent without a limit.",
            one => one.CpuLimitCores),
        Container("proxima_container_cpu_used_cores", null, "Cores the container of the node uses.", one => one.CpuUsedCores),
        Container(
            "proxima_container_memory_limit_bytes",
            "bytes",
            "Memory the container of the node may use; absent without a limit.",
            one => one.MemoryLimitBytes),
        Container("proxima_container_memory_used_bytes", "bytes", "Memory the container of the node uses.", one => one.MemoryUsedBytes),
    ];

    private static NodeMetric Container(string name, string? unit, string help, Func<CgroupFigures, double?> value)
        => NodeMetric.Of(
            new MetricFamily(name, MetricType.Gauge, unit, [], help),
            view => view.Figures?.Cgroup.Value is { } figures ? value(figures) : null);

    private static IEnumerable<NodeMetric> Watching() =>
    [
        NodeMetric.Of(
            Measure("proxima_collector_duration_seconds", "seconds", "How long a collector's last run took.", "collector"),
            (view, samples) =>
            {
                foreach (var report in Reports(view))
                    samples.Add(report.Microseconds / 1e6, report.Name);
            }),
        NodeMetric.Of(
            Gauge(
                "proxima_collector_success",
                "1 when a collector's last run gave a value or the reason why there is none, 0 when it failed.",
                "collector"),
            (view, samples) =>
            {
                foreach (var report in Reports(view))
                    samples.Add(report.Outcome == CollectorOutcome.Failed ? 0 : 1, report.Name);
            }),
        Cost(Counter("proxima_cost_cpu_seconds", "seconds", "CPU time of the process that watches the node."), cost => cost.CpuSeconds),
        Cost(
            Measure("proxima_cost_resident_memory_bytes", "bytes", "Memory of the process that watches the node."),
            cost => cost.ResidentBytes),
        Cost(
            Counter("proxima_cost_written_bytes", "bytes", "Written to disks by the process that watches the node."),
            cost => cost.WrittenBytes),
        Cost(Counter("proxima_cost_programs_started", null, "Programs started to watch the node."), cost => cost.ProgramsStarted),
        Cost(Counter("proxima_cost_disks_woken", null, "Sleeping disks woken to watch the node; stays 0."), cost => cost.DisksWoken),
    ];

    private static NodeMetric Cost(MetricFamily family, Func<HostCost, double?> value)
        => NodeMetric.Of(family, view => view.Node is { IsAnswering: true, Cost: { } cost } ? value(cost) : null);

    private static IReadOnlyList<CollectorReport> Reports(NodeView view) => view.Node.IsAnswering ? view.Node.Collectors : [];

    private static string Word(Severity severity) => severity switch
    {
        Severity.Ok => "ok",
        Severity.Info => "info",
        Severity.Unknown => "unknown",
        Severity.Warning => "warning",
        Severity.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "no such severity"),
    };
}
