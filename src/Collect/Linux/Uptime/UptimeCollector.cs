using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Uptime;

internal sealed class UptimeCollector : ICollector<UptimeGauges>
{
    private const string Path = "/proc/uptime";

    public string Name => "uptime";

    public IReadOnlyList<string> Inputs { get; } = [Path];

    public Reading<UptimeGauges> Collect(IHostSource host)
    {
        var file = host.Read(Path);
        return file.State == FileState.Text ? UptimeText.Parse(file.Text) : FileReadings.Required<UptimeGauges>(file);
    }
}
