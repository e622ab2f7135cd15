using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Swap;

internal sealed class SwapCollector(IHostKernel kernel) : ICollector<SwapCounters>
{
    private const string Path = "/proc/meminfo";
    private const string PagesPath = "/proc/vmstat";

    public string Name => "swap";

    public IReadOnlyList<string> Inputs { get; } = [Path, PagesPath];

    public Reading<SwapCounters> Collect(IHostSource host)
    {
        var file = host.Read(Path);
        if (file.State != FileState.Text) return FileReadings.Required<SwapCounters>(file);
        var pages = host.Read(PagesPath) is { State: FileState.Text } vmstat ? VmStatText.Parse(vmstat.Text).Value : null;
        return SwapText.Parse(file.Text, pages, kernel.PageBytes);
    }
}
