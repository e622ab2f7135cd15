using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Cpu;

internal sealed class CpuCollector : ICollector<CpuCounters>
{
    private const string Path = "/proc/stat";

    public string Name => "cpu";

    public IReadOnlyList<string> Inputs { get; } = [Path];

    public Reading<CpuCounters> Collect(IHostSource host)
    {
        var file = host.Read(Path);
        return file.State == FileState.Text ? CpuText.Parse(file.Text) : FileReadings.Required<CpuCounters>(file);
    }
}
