using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Disks;

internal sealed class DisksCollector : ICollector<DiskList>
{
    private const string Path = "/proc/diskstats";
    private const string BlockFolder = "/sys/block";

    public string Name => "disks";

    public IReadOnlyList<string> Inputs { get; } = [Path, BlockFolder];

    public Reading<DiskList> Collect(IHostSource host)
    {
        var file = host.Read(Path);
        return file.State == FileState.Text
            ? DisksText.Parse(file.Text, host.List(BlockFolder))
            : FileReadings.Optional<DiskList>(file, "the kernel offers no disk statistics");
    }
}
