using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Sources;

/// <summary>What a recorded host would have said by system call.</summary>
public sealed record RecordedKernel : IHostKernel
{
    public int PageBytes { get; init; } = 4096;

    public string Architecture { get; init; } = "unknown";

    public long BootTime { get; init; }

    /// <summary>Space by mount point; a mount that is not listed was not recorded.</summary>
    public IReadOnlyDictionary<string, FilesystemSpace> Spaces { get; init; }
        = new Dictionary<string, FilesystemSpace>(StringComparer.Ordinal);

    public IReadOnlyList<InterfaceAddress> RecordedAddresses { get; init; } = [];

    public long BootTimeMilliseconds() => BootTime;

    public Reading<FilesystemSpace> Space(string mountPoint)
        => Spaces.TryGetValue(mountPoint, out var space)
            ? Reading.Of(space)
            : Reading.Absent<FilesystemSpace>("not recorded");

    public IReadOnlyList<InterfaceAddress> Addresses() => RecordedAddresses;
}
