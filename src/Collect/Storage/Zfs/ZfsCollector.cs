using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Zfs;

/// <summary>
/// ZFS. States of pools are read from the kernel first; without a pool no program is started at all. <c>zpool</c> asks the kernel and
/// reads no disk; <c>zfs list</c> may read metadata, so it only runs while every disk of every pool is awake, and seldom.
/// </summary>
internal sealed class ZfsCollector(IProgramRunner programs, IDiskRest rest, TimeProvider clock) : ISlowCollector<ZfsFacts>
{
    private const string Folder = "/proc/spl/kstat/zfs";
    private static readonly ProgramCommand Status = ProgramCommand.Of("zpool", "status", "-LP");
    private static readonly ProgramCommand Space = ProgramCommand.Of("zpool", "list", "-Hp");

    private static readonly ProgramCommand Datasets =
        ProgramCommand.Of("zfs", "list", "-Hp", "-t", "filesystem,volume,snapshot", "-o", ZfsListText.OurColumns) with
        {
            TimeLimit = TimeSpan.FromSeconds(60), LargestOutputBytes = 32 * 1024 * 1024,
        };

    private readonly SlowBeat _beat = new(clock, TimeSpan.FromHours(1));
    private Reading<ZfsDatasetList> _datasets = Reading.Absent<ZfsDatasetList>("not read yet");

    public string Name => "zfs";

    public IReadOnlyList<string> Inputs { get; } = [Folder, Folder + "/*/state", "/sys/class/block/*", "/sys/block/*/queue/rotational"];

    public IReadOnlyList<string> Commands { get; } = [Status.Line, Space.Line, Datasets.Line];

    public TimeSpan Every { get; } = TimeSpan.FromSeconds(60);

    public async Task<Reading<ZfsFacts>> CollectAsync(IHostSource host, CancellationToken cancellationToken)
    {
        var entries = host.List(Folder);
        if (entries.Count == 0) return Reading.Absent<ZfsFacts>("the ZFS kernel module is not loaded");
        List<ZfsPoolState> states = [];
        foreach (var pool in entries)
        {
            var file = host.Read($"{Folder}/{pool}/state");
            if (file.State == FileState.Text) states.Add(new ZfsPoolState(pool, file.Text.Trim()));
        }

        // Before OpenZFS 0.8 there is no state; a pool is a folder then.
        if (states.Count == 0 && !entries.Any(entry => host.List($"{Folder}/{entry}").Count > 0))
            return Reading.Absent<ZfsFacts>("no pools");
        var status = (await programs.RunAsync(Status, cancellationToken).ConfigureAwait(false)).ReadSuccess(ZpoolStatusText.Parse);
        var space = (await programs.RunAsync(Space, cancellationToken).ConfigureAwait(false)).ReadSuccess(ZpoolListText.Parse);
        if (status.HasValue && _beat.IsDue()) await DatasetsAsync(host, status.Value, cancellationToken).ConfigureAwait(false);
        return Reading.Of(new ZfsFacts { States = states, Status = status, Space = space, Datasets = _datasets });
    }

    private async Task DatasetsAsync(IHostSource host, ZfsPoolStatusList pools, CancellationToken cancellationToken)
    {
        var asleep = pools.Pools.SelectMany(pool => Leaves(pool.Root)).Select(leaf => leaf.Name)
            .Where(name => name.StartsWith("/dev/", StringComparison.Ordinal)).Select(name => name["/dev/".Length..])
            .FirstOrDefault(device => !rest.IsAwake(host, device));
        if (asleep is null)
        {
            _datasets = (await programs.RunAsync(Datasets, cancellationToken).ConfigureAwait(false)).ReadSuccess(ZfsListText.Parse);
            return;
        }

        _beat.Reset();
        if (!_datasets.HasValue) _datasets = Reading.Absent<ZfsDatasetList>($"not read: the disk of {asleep} may be asleep");
    }

    private static IEnumerable<ZfsVdev> Leaves(ZfsVdev? vdev)
        => vdev is null ? [] : vdev.Children.Count == 0 ? [vdev] : vdev.Children.SelectMany(Leaves);
}
