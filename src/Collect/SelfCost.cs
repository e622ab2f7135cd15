using System.Globalization;
using Proxima.Collect.Linux;
using Proxima.Collect.Sources;
using Proxima.Model.Wire;

namespace Proxima.Collect;

/// <summary>What the collecting process itself costs the host. No collector starts a program or opens a disk, so both counts are 0.</summary>
internal sealed class SelfCost(TimeProvider clock)
{
    private readonly LocalHost _self = new();
    private readonly long _started = clock.GetTimestamp();

    public HostCost Read() => new()
    {
        CpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds,
        ResidentBytes = Environment.WorkingSet,
        WrittenBytes = Written(_self.Read("/proc/self/io")),
        ProgramsStarted = 0,
        DisksWoken = 0,
        RunningSeconds = clock.GetElapsedTime(_started).TotalSeconds,
    };

    /// <summary>write_bytes of proc_pid_io(5): what reached the block layer.</summary>
    internal static long? Written(in FileText io)
    {
        if (io.State != FileState.Text) return null;
        var lines = new Lines(io.Text);
        while (lines.Next(out var line))
        {
            const string name = "write_bytes:";
            if (line.StartsWith(name, StringComparison.Ordinal)
                && long.TryParse(line[name.Length..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var bytes))
            {
                return bytes;
            }
        }

        return null;
    }
}
