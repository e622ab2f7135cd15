using System.Globalization;
using System.Text.Json;
using Proxima.Collect;
using Proxima.Collect.Sources;
using Proxima.Collect.Storage;
using Proxima.Collect.Storage.Disks;

namespace Proxima.Parse;

/// <summary>
/// A recorded host of twelve disks over one day: four hard disks in use, four asleep, two solid state, two NVMe. What a day of watching
/// starts, wakes and computes; the clock is turned by hand, so the day takes seconds.
/// </summary>
internal static class TwelveDisks
{
    private const int Minutes = 24 * 60;

    public static async Task MeasureAsync(string report, Utf8JsonWriter to, CancellationToken cancellationToken)
    {
        to.WriteStartObject();
        await DayAsync(report, isWhole: false, to, cancellationToken);
        to.WritePropertyName("whole");
        to.WriteStartObject();
        await DayAsync(report, isWhole: true, to, cancellationToken);
        to.WriteEndObject();
        to.WriteEndObject();
    }

    /// <summary>The gate alone, or all that looks at storage: gate, ZFS with two thousand snapshots, md, LVM, mounts, kernel log.</summary>
    private static async Task DayAsync(string report, bool isWhole, Utf8JsonWriter to, CancellationToken cancellationToken)
    {
        var clock = new Day();
        var host = new Host(report, isWhole);
        var meter = new CostMeter();
        using var gate = new DiskGate(host, host, clock, new DiskGateOptions(), new DiskMemory(null), meter);
        var watch = new StorageWatch(gate, host, new RecordedKernel(), host, clock, new HostObserverOptions());
        Func<Task> look = isWhole ? () => watch.LookAsync(cancellationToken) : () => gate.LookAsync(cancellationToken);
        await look();
        var before = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var minute = 0; minute < Minutes; minute++)
        {
            clock.Minute();
            host.Minute();
            await look();
        }

        to.WriteNumber("minutes", Minutes);
        to.WriteNumber("spawns", host.Spawns);
        to.WriteNumber("spawnsPerMinute", Math.Round(host.Spawns / (double)Minutes, 3));
        to.WriteNumber("cpuMillisecondsPerMinute", Math.Round((Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Minutes, 3));
        to.WriteNumber("allocatedPerMinute", (GC.GetAllocatedBytesForCurrentThread() - allocated) / Minutes);
        to.WriteNumber("sleepersTouched", host.Crimes);
        to.WriteNumber("wakes", gate.Last?.Wakes ?? -1);
    }

    private sealed class Day : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _now.UtcTicks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Minute() => _now += TimeSpan.FromMinutes(1);
    }

    /// <summary>sda to sdd in use, sde to sdh asleep, sdi and sdj solid state, two NVMe.</summary>
    private sealed class Host(string report, bool isWhole) : IHostSource, IProgramRunner
    {
        private static readonly string[] Names = ["nvme0n1", "nvme1n1", "sda", "sdb", "sdc", "sdd", "sde", "sdf", "sdg", "sdh", "sdi",
            "sdj"];
        private int _minute;

        public int Spawns { get; private set; }

        public int Crimes { get; private set; }

        public void Minute() => _minute++;

        public FileText Read(string path)
        {
            if (path == "/proc/diskstats") return FileText.Of(string.Concat(Names.Select(Line)));
            if (Recorded.File(path, isWhole) is { } file) return FileText.Of(file);
            if (path.Split('/') is not [_, _, _, var name, ..] || !Names.Contains(name)) return FileText.Missing(path);
            return path.EndsWith("/rotational", StringComparison.Ordinal) ? FileText.Of(name is "sdi" or "sdj"
                || name[0] == 'n' ? "0\n" : "1\n")
                : path.EndsWith("/wwid", StringComparison.Ordinal) ? FileText.Of($"naa.5000c500b335{Array.IndexOf(Names, name):x4}\n")
                : path.EndsWith("/size", StringComparison.Ordinal) ? FileText.Of("23437770752\n")
                : path.EndsWith("/vendor", StringComparison.Ordinal) ? FileText.Of("ATA\n")
                : path.EndsWith("/runtime_status", StringComparison.Ordinal) ? FileText.Of("active\n")
                : FileText.Missing(path);
        }

        public IReadOnlyList<string> List(string directory)
            => directory == "/sys/block" ? Names : isWhole ? Recorded.Folder(directory) : [];

        public string? Link(string path)
            => path.StartsWith("/sys/block/", StringComparison.Ordinal) ? $"../devices/pci0000:00/x/block/{path[11..]}" : null;

        public Task<ProgramRun> RunAsync(ProgramCommand command, CancellationToken cancellationToken)
        {
            Spawns++;
            if (command.Program != "smartctl")
                return Task.FromResult(Recorded.Answer(command.Line) is { } text
                    ? new ProgramRun { Command = command, End = ProgramEnd.Exited, Output = text }
                    : new ProgramRun { Command = command, End = ProgramEnd.Missing, Problem = "not recorded" });
            var isAsleep = command.Arguments[^1][5..] is "sde" or "sdf" or "sdg" or "sdh";
            if (isAsleep && !command.Line.Contains("-n standby", StringComparison.Ordinal)) Crimes++;
            return Task.FromResult(new ProgramRun
            {
                Command = command,
                End = ProgramEnd.Exited,
                ExitCode = isAsleep ? 2 : 0,
                Output = isAsleep
                    ? """{"smartctl":{"messages":[{"string":"Device is in STANDBY mode, exit(2)"}],"exit_status":2}}""" : report,
            });
        }

        private string Line(string name)
        {
            var requests = name is "sda" or "sdb" or "sdc" or "sdd" ? 1000 + (_minute * 10) : 1000;
            return string.Create(CultureInfo.InvariantCulture, $"   8       0 {name} {requests} 0 8 1 {requests} 0 8 1 0 1 2 0 0 0 0\n");
        }
    }
}
