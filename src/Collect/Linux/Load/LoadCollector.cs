using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Load;

internal sealed class LoadCollector : ICollector<LoadAverage>
{
    private const string Path = "/proc/loadavg";

    public string Name => "load";

    public IReadOnlyList<string> Inputs { get; } = [Path];

    public Reading<LoadAverage> Collect(IHostSource host)
    {
        var file = host.Read(Path);
        return file.State == FileState.Text ? LoadText.Parse(file.Text) : FileReadings.Required<LoadAverage>(file);
    }
}
