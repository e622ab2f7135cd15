using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health.Rules;

/// <summary>Something on the host should be readable and is not: its state is unknown, with the source's own error.</summary>
internal static class ReadingFailed
{
    public static Rule Rule { get; } = new FiguresRule("reading-failed", HealthCategory.Services, "/proc and /sys", Judge);

    private static IEnumerable<Verdict> Judge(HostFigures figures, HealthOptions options)
    {
        foreach (var part in Parts.Of(figures))
        {
            if (part.Failed is { } error)
            {
                yield return Make(part.Name, error, part.Source);
            }
        }

        foreach (var sensor in figures.Sensors.Value?.Sensors ?? [])
        {
            if (sensor.Value.Failed is { } error)
            {
                yield return Make($"sensors/{sensor.Id}", error, Parts.SensorSource);
            }
        }
    }

    private static Verdict Make(string reading, string error, string source)
        => Verdict.Of(Severity.Unknown, reading, ("reading", reading), ("error", error), ("source", source)) with { Source = source };
}

/// <summary>One part of a sample: whether it is there, why not, and where it comes from.</summary>
internal readonly record struct Part(string Name, string Source, string? Absent, string? Failed, bool HasValue);

/// <summary>The parts of a sample by name.</summary>
internal static class Parts
{
    public const string SensorSource = "/sys/class/hwmon";

    public static IEnumerable<Part> Of(HostFigures figures) =>
    [
        Make("cpu", "/proc/stat", figures.Cpu),
        Make("load", "/proc/loadavg", figures.Load),
        Make("pressure", "/proc/pressure", figures.Pressure),
        Make("memory", "/proc/meminfo", figures.Memory),
        Make("swap", "/proc/meminfo", figures.Swap),
        Make("disks", "/proc/diskstats", figures.Disks),
        Make("filesystems", "/proc/self/mountinfo", figures.Filesystems),
        Make("interfaces", "/proc/net/dev", figures.Interfaces),
        Make("sensors", SensorSource, figures.Sensors),
        Make("cgroup", "/sys/fs/cgroup", figures.Cgroup),
        Make("uptime", "/proc/uptime", figures.Uptime),
    ];

    private static Part Make<T>(string name, string source, Reading<T> reading)
        where T : class
        => new(name, source, reading.Absent, reading.Failed, reading.HasValue);
}
