using System.Globalization;
using static Proxima.Server.Features.Diagnostics.MetricFamily;

namespace Proxima.Server.Features.Diagnostics;

/// <summary>A family about this program, and how its samples are taken.</summary>
internal sealed record ProgramMetric(MetricFamily Family, Action<DateTimeOffset, MetricText> Take);

/// <summary>What is said of this program itself.</summary>
internal static class ProgramMetrics
{
    public static IReadOnlyList<ProgramMetric> All { get; } =
    [
        new(Info("proxima_build", "Version of this program and of its runtime.", "version", "runtime"), (_, text) =>
            text.Add(1, ProgramVersion.Text, Environment.Version.ToString())),
        new(Counter("proxima_process_cpu_seconds", "seconds", "CPU time of this program, user and system."), (_, text) =>
            text.Add(Environment.CpuUsage.TotalTime.TotalSeconds)),
        new(Measure("proxima_process_resident_memory_bytes", "bytes", "Memory of this program that is in RAM."), (_, text) =>
            text.Add(Environment.WorkingSet)),
        new(Measure("proxima_process_managed_memory_bytes", "bytes", "Memory of this program's managed objects."), (_, text) =>
            text.Add(GC.GetTotalMemory(forceFullCollection: false))),
        new(Measure("proxima_process_start_time_seconds", "seconds", "When this program was started, Unix time."), (now, text) =>
            text.Add(StartTime(now))),
        new(Counter("proxima_process_written_bytes", "bytes", "Written to disks by this program."), (_, text) =>
            text.Add(ProcSelf.WrittenBytes(ProcSelf.Read("/proc/self/io")))),
        new(Gauge("proxima_process_open_fds", "Open file descriptors of this program."), (_, text) => text.Add(ProcSelf.OpenFiles())),
        new(Gauge("proxima_process_worker_threads", "Threads of this program's pool."), (_, text) => text.Add(ThreadPool.ThreadCount)),
        new(Counter("proxima_process_collections", null, "Collections of unused managed memory.", "generation"), Collections),
    ];

    private static void Collections(DateTimeOffset now, MetricText text)
    {
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            text.Add(GC.CollectionCount(generation), generation.ToString(CultureInfo.InvariantCulture));
    }

    private static double? StartTime(DateTimeOffset now)
    {
        var started = ProcSelf.StartedAfterSeconds(ProcSelf.Read("/proc/self/stat"));
        var running = ProcSelf.UptimeSeconds(ProcSelf.Read("/proc/uptime")) - started;
        return running is { } seconds ? Math.Round((now.ToUnixTimeMilliseconds() / 1000.0) - seconds, 2) : null;
    }
}
