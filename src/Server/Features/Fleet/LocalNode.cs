using Proxima.Collect;
using Proxima.Collect.Storage;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Server.Features.Fleet;

/// <summary>
/// The host this program runs on, as the pages ask for it: the loop owns the looks, the pages order a scan of processes here and
/// all who ask meanwhile share it.
/// </summary>
internal sealed class LocalNode
{
    /// <summary>How long a page waits for a scan.</summary>
    public static TimeSpan LongestScan { get; } = TimeSpan.FromSeconds(10);

    private readonly IHostObserver _observer;
    private readonly TimeProvider _clock;
    private readonly WatchLeases _leases;
    private readonly StorageWatch? _storage;
    private TaskCompletionSource<Reading<ProcessList>>? _scan;

    /// <summary>Without a watch of its storage the node says nothing of its storage.</summary>
    public LocalNode(IHostObserver observer, WatchLeases leases, TimeProvider clock, StorageWatch? storage = null)
    {
        _storage = storage;
        _observer = observer;
        _clock = clock;
        _leases = leases;
        Wake = new Wake(clock);
        leases.Listen(Wake);
    }

    /// <summary>Wakes the loop.</summary>
    public Wake Wake { get; }

    /// <summary>What the slow clocks found last.</summary>
    public StorageSections? Storage => _storage?.Last;

    /// <summary>Known after the first look.</summary>
    public NodeId? Id { get; set; }

    public bool IsWatched => Id is { } id && _leases.IsWatched(id);

    public bool IsScanWanted => Volatile.Read(ref _scan) is not null;

    public Task<HostLook> LookAsync(HostLookParts parts, CancellationToken cancellationToken)
        => _observer.LookAsync(parts, cancellationToken);

    /// <summary>One process, read now.</summary>
    public Reading<ProcessDetail> Process(int pid) => _observer.Process(pid);

    /// <summary>Processes as the next look finds them; failed when it takes too long.</summary>
    public async Task<Reading<ProcessList>> ScanAsync(CancellationToken cancellationToken)
    {
        var mine = new TaskCompletionSource<Reading<ProcessList>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var scan = Interlocked.CompareExchange(ref _scan, mine, null) ?? mine;
        Wake.Set();
        try
        {
            return await scan.Task.WaitAsync(LongestScan, _clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            return Reading.Failed<ProcessList>(
                FormattableString.Invariant($"/proc: the scan of processes did not end in {LongestScan.TotalSeconds} s"));
        }
    }

    /// <summary>The scan somebody waits for, taken by the look that will answer it.</summary>
    public TaskCompletionSource<Reading<ProcessList>>? TakeScan() => Interlocked.Exchange(ref _scan, null);
}
