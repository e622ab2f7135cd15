using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Memory;

internal sealed class MemoryCollector : ICollector<MemoryGauges>
{
    private const string Path = "/proc/meminfo";
    private const string ArcPath = "/proc/spl/kstat/zfs/arcstats";

    public string Name => "memory";

    public IReadOnlyList<string> Inputs { get; } = [Path, ArcPath];

    public Reading<MemoryGauges> Collect(IHostSource host)
    {
        var file = host.Read(Path);
        if (file.State != FileState.Text) return FileReadings.Required<MemoryGauges>(file);
        var memory = MemoryText.Parse(file.Text);
        if (!memory.HasValue) return memory;
        var arcFile = host.Read(ArcPath);
        if (arcFile.State == FileState.Missing) return memory;

        // With ZFS loaded and its ARC unknown, "used" would count gigabytes of cache: no figure rather than a wrong one.
        if (arcFile.State != FileState.Text) return FileReadings.Required<MemoryGauges>(arcFile);
        var arc = ArcText.Parse(arcFile.Text);
        return arc.HasValue
            ? memory.Select(m => m with { ArcBytes = arc.Value.SizeBytes, ArcMinimumBytes = arc.Value.MinimumBytes })
            : Reading.Failed<MemoryGauges>(arc.Failed ?? "arcstats: unreadable");
    }
}
