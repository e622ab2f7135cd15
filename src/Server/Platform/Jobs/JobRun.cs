using System.Diagnostics.CodeAnalysis;

namespace Proxima.Server.Platform.Jobs;

/// <summary>
/// One run in memory. Stage and progress are seen at once; they and the results reach the database at most once a second, and
/// always before a saved state and at the end.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A request may still reach a run that has just ended; neither field holds a handle.")]
internal sealed class JobRun(JobStart start, JobStore store, int mostItems, TimeProvider time) : IJobRun
{
    private const int MostBuffered = 500;
    private const int MostCharacters = 2000;
    private static readonly TimeSpan Throttle = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _cancel = new();
    private readonly List<(long Number, JobItem Item)> _buffer = [];
    private string? _stage;
    private double? _progress;
    private int _done = start.ItemsDone;
    private int _failed = start.ItemsFailed;
    private long _writtenAt = time.GetTimestamp();

    public string Id => start.Id;

    public string Kind => start.Kind;

    public string Arguments => start.Arguments;

    public string? Saved => start.Saved;

    /// <summary>Cancelled when a person asked for it.</summary>
    public CancellationToken CancelToken => _cancel.Token;

    public Task CancelAsync() => _cancel.CancelAsync();

    public Task StageAsync(string stage, double? progress, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _stage = Cut(stage);
            _progress = progress is { } share && double.IsFinite(share) ? Math.Clamp(share, 0, 1) : null;
        }

        return WriteIfDueAsync(cancellationToken);
    }

    public Task ItemAsync(string name, bool isDone, string? message, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _ = isDone ? _done++ : _failed++;
            var number = _done + _failed;
            if (number <= mostItems)
            {
                _buffer.Add((number, new JobItem(Cut(name), isDone, message is null ? null : Cut(message), time.GetUtcNow())));
            }
        }

        return WriteIfDueAsync(cancellationToken);
    }

    public Task SaveAsync(string state, CancellationToken cancellationToken)
        => WriteAsync((progress, token) => store.SaveAsync(progress with { Saved = state }, token), cancellationToken);

    public Task FlushAsync(CancellationToken cancellationToken) => WriteAsync(store.SaveAsync, cancellationToken);

    public Task EndAsync(JobState state, string? error, CancellationToken cancellationToken)
        => WriteAsync((progress, token) => store.EndAsync(progress, state, error is null ? null : Cut(error), token), cancellationToken);

    /// <summary>The row of the database with what is newer here.</summary>
    public JobInfo Over(JobInfo row)
    {
        lock (_gate)
        {
            return row.State == JobState.Running
                ? row with { Stage = _stage, Progress = _progress, ItemsDone = _done, ItemsFailed = _failed }
                : row;
        }
    }

    private static string Cut(string text) => text.Length <= MostCharacters ? text : string.Concat(text.AsSpan(0, MostCharacters), "…");

    private Task WriteIfDueAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_buffer.Count < MostBuffered && time.GetElapsedTime(_writtenAt) < Throttle)
            {
                return Task.CompletedTask;
            }
        }

        return FlushAsync(cancellationToken);
    }

    private async Task WriteAsync(Func<JobProgress, CancellationToken, Task<int>> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            JobProgress progress;
            lock (_gate)
            {
                progress = new JobProgress(Id, _stage, _progress, _done, _failed) { Items = [.. _buffer] };
            }

            await write(progress, cancellationToken);
            lock (_gate)
            {
                // Only what was written goes; on a failure all of it stays for the next time.
                _buffer.RemoveRange(0, progress.Items.Count);
                _writtenAt = time.GetTimestamp();
            }
        }
        finally
        {
            _writing.Release();
        }
    }
}
