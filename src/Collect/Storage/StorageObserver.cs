using Proxima.Collect.Linux.Filesystems;
using Proxima.Collect.Sources;
using Proxima.Collect.Storage.Btrfs;
using Proxima.Collect.Storage.Ceph;
using Proxima.Collect.Storage.KernelLog;
using Proxima.Collect.Storage.Lvm;
using Proxima.Collect.Storage.MdRaid;
using Proxima.Collect.Storage.Mounts;
using Proxima.Collect.Storage.Zfs;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage;

/// <summary>
/// Looks at what the disks of a host make up. Files first; programs on clocks of their own, one after the other, each with a time limit;
/// nothing that reads a disk which may be asleep. Call it from one loop.
/// </summary>
public sealed class StorageObserver
{
    private readonly IHostSource _host;
    private readonly IDiskRest _rest;
    private readonly Part<MdArrayList> _mdRaid;
    private readonly Part<BtrfsList> _btrfs;
    private readonly Part<ZfsFacts> _zfs;
    private readonly Part<LvmReport> _lvm;
    private readonly Part<CephFacts> _ceph;
    private readonly Part<RemoteMountList> _mounts;
    private readonly Part<KernelLogReport> _kernelLog;

    public StorageObserver(IHostSource host, IHostKernel kernel, IProgramRunner programs, TimeProvider clock, HostObserverOptions options)
        : this(host, kernel, programs, clock, options, new DiskActivity())
    {
    }

    internal StorageObserver(
        IHostSource host, IHostKernel kernel, IProgramRunner programs, TimeProvider clock, HostObserverOptions options, IDiskRest rest)
    {
        _host = host;
        _rest = rest;
        _mdRaid = new Part<MdArrayList>(new MdRaidCollector(), clock);
        _btrfs = new Part<BtrfsList>(new BtrfsCollector(), clock);
        _zfs = new Part<ZfsFacts>(new ZfsCollector(programs, _rest, clock), clock);
        _lvm = new Part<LvmReport>(new LvmCollector(programs, _rest, clock), clock);
        _ceph = new Part<CephFacts>(new CephCollector(programs), clock);
        _mounts = new Part<RemoteMountList>(new RemoteMountCollector(new MountProbe(kernel, clock, options)), clock);
        _kernelLog = new Part<KernelLogReport>(new KernelLogCollector(programs), clock);
    }

    /// <summary>Reads what is due; the rest is what was read last.</summary>
    public async Task<StorageLook> LookAsync(CancellationToken cancellationToken)
    {
        if (_zfs.IsDue || _lvm.IsDue) _rest.Look(_host);
        return new StorageLook
        {
            MdRaid = await _mdRaid.ReadAsync(_host, cancellationToken).ConfigureAwait(false),
            Btrfs = await _btrfs.ReadAsync(_host, cancellationToken).ConfigureAwait(false),
            Zfs = await _zfs.ReadAsync(_host, cancellationToken).ConfigureAwait(false),
            Lvm = await _lvm.ReadAsync(_host, cancellationToken).ConfigureAwait(false),
            Ceph = await _ceph.ReadAsync(_host, cancellationToken).ConfigureAwait(false),
            RemoteMounts = await _mounts.ReadAsync(_host, cancellationToken).ConfigureAwait(false),
            KernelLog = await _kernelLog.ReadAsync(_host, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>One collector, its clock and what it said last.</summary>
    private sealed class Part<T>(ISlowCollector<T> collector, TimeProvider clock)
        where T : class
    {
        private Dated<T> _last = new(Reading.Absent<T>("not read yet"), null);
        private long? _askedAt;

        public bool IsDue => _askedAt is not { } asked || clock.GetElapsedTime(asked) >= collector.Every;

        public async Task<Dated<T>> ReadAsync(IHostSource host, CancellationToken cancellationToken)
        {
            if (!IsDue) return _last;
            _askedAt = clock.GetTimestamp();
            var at = clock.GetUtcNow();
            try
            {
                return _last = new Dated<T>(await collector.CollectAsync(host, cancellationToken).ConfigureAwait(false), at);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A collector that throws has a fault; it costs its own reading and never the look.
                return _last = new Dated<T>(Reading.Failed<T>($"{collector.Name}: {e.GetType().Name}: {e.Message}"), at);
            }
        }
    }
}
