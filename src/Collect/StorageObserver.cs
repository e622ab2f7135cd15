using Proxima.Collect.Storage.Disks;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect;

/// <summary>Looks at the storage of this host on slow clocks. <see cref="Last"/> is what the fast loop sends along; reading it costs nothing.</summary>
public sealed class StorageObserver(DiskGate disks, TimeProvider clock)
{
    private volatile StorageSections? _last;

    /// <summary>Null before the first look.</summary>
    public StorageSections? Last => _last;

    /// <summary>A part that fails costs its own section and no other.</summary>
    public async Task<StorageSections> LookAsync(CancellationToken cancellationToken)
        => _last = new StorageSections { Disks = await DatedAsync(disks.LookAsync, cancellationToken).ConfigureAwait(false) };

    private async Task<Dated<T>> DatedAsync<T>(Func<CancellationToken, Task<T>> look, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var value = await look(cancellationToken).ConfigureAwait(false);
            return new(clock.GetUtcNow(), Reading.Of(value));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(clock.GetUtcNow(), Reading.Failed<T>($"{typeof(T).Name}: {e.GetType().Name}: {e.Message}"));
        }
    }
}
