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
        var swap = SwapText.Parse(file.Text, null, kernel.PageBytes);

        // /proc/vmstat sums counters over all cores: it is only asked where there is swap to move pages to.
        if (!swap.HasValue || host.Read(PagesPath) is not { State: FileState.Text } vmstat) return swap;
        return SwapText.Parse(file.Text, VmStatText.Parse(vmstat.Text).Value, kernel.PageBytes);
    }
}
