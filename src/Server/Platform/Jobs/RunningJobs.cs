using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Proxima.Server.Platform.Jobs;

/// <summary>The jobs that run in this process, and the bell that says that one more waits.</summary>
internal sealed class RunningJobs
{
    private readonly ConcurrentDictionary<string, JobRun> _runs = [];

    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public int Count => _runs.Count;

    public void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Returns when the bell rings, or after <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rung = _bell.Reader.WaitToReadAsync(limit.Token).AsTask();
        await Task.WhenAny(rung, Task.Delay(longest, time, limit.Token));
        await limit.CancelAsync();
        _bell.Reader.TryRead(out _);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public JobRun? Find(string id) => _runs.GetValueOrDefault(id);

    public void Add(JobRun run) => _runs[run.Id] = run;

    public void Remove(JobRun run) => _runs.TryRemove(run.Id, out _);
}
