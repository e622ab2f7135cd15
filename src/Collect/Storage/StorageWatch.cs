using Proxima.Collect.Sources;
using Proxima.Collect.Storage.Disks;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage;

/// <summary>
/// Looks at the storage of this host: the disks through their gate, then what they make up, with the gate's word on which disk may be
/// touched. <see cref="Last"/> is what the fast loop sends along; reading it costs nothing.
/// </summary>
public sealed class StorageWatch
{
    private readonly DiskGate _disks;
    private readonly StorageObserver _pools;
    private readonly TimeProvider _clock;
    private volatile StorageSections? _last;

    public StorageWatch(
        DiskGate disks, IHostSource host, IHostKernel kernel, IProgramRunner programs, TimeProvider clock, HostObserverOptions options)
    {
        _disks = disks;
        _clock = clock;
        _pools = new StorageObserver(host, kernel, programs, clock, options, disks);
    }

    /// <summary>Null before the first look.</summary>
    public StorageSections? Last => _last;

    /// <summary>A part that fails costs its own section and no other. Call it from one loop.</summary>
    public async Task<StorageSections> LookAsync(CancellationToken cancellationToken)
    {
        var disks = await DisksAsync(cancellationToken).ConfigureAwait(false);
        return _last = new StorageSections { Disks = disks, Pools = await _pools.LookAsync(cancellationToken).ConfigureAwait(false) };
    }

    private async Task<Dated<DiskHealthList>> DisksAsync(CancellationToken cancellationToken)
    {
        try
        {
            var list = await _disks.LookAsync(cancellationToken).ConfigureAwait(false);
            return new(Reading.Of(list), _clock.GetUtcNow());
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(Reading.Failed<DiskHealthList>($"disks: {e.GetType().Name}: {e.Message}"), _clock.GetUtcNow());
        }
    }
}
