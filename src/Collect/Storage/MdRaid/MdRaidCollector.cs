using Proxima.Collect.Linux;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.MdRaid;

/// <summary>Software RAID from the kernel's own file: no program, no superblock read.</summary>
internal sealed class MdRaidCollector : ISlowCollector<MdArrayList>
{
    private const string Path = "/proc/mdstat";

    public string Name => "mdraid";

    public IReadOnlyList<string> Inputs { get; } = [Path];

    public IReadOnlyList<string> Commands { get; } = [];

    public TimeSpan Every { get; } = TimeSpan.FromSeconds(10);

    public Task<Reading<MdArrayList>> CollectAsync(IHostSource host, CancellationToken cancellationToken)
    {
        var file = host.Read(Path);
        return Task.FromResult(file.State == FileState.Text
            ? MdStatText.Parse(file.Text)
            : FileReadings.Optional<MdArrayList>(file, "the kernel has no software RAID loaded"));
    }
}
