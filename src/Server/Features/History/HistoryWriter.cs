using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History;

/// <summary>
/// The one writer. Points that arrive while a transaction is being written share the next one (group commit), so the price of
/// making things durable is paid once for all of them. Roll-ups and retention take their turn at the same gate.
/// </summary>
internal sealed class HistoryWriter(Databases databases, SubjectTable subjects, TimeProvider clock, IOptions<HistoryOptions> options)
    : IDisposable
{
    private const int MostWaiting = 20_000;
    private const int MostInOneTransaction = 500;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Lock _lock = new();
    private readonly List<WaitingPoint> _queue = [];

    /// <summary>Durable when it returns. Throws when it could not be written; then nothing of the point was.</summary>
    public async Task AppendAsync(CheckedPoint point, CancellationToken cancellationToken)
    {
        var waiting = new WaitingPoint(point);
        Enqueue(waiting);
        try
        {
            await _gate.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
                _queue.Remove(waiting);
            throw;
        }

        try
        {
            while (!waiting.IsDone)
                await WriteNextAsync();
        }
        finally
        {
            _gate.Release();
        }

        if (waiting.Error is { } error)
            ExceptionDispatchInfo.Throw(error);
    }

    /// <summary>One transaction while nobody else writes history.</summary>
    public Task<T> AloneAsync<T>(Func<SqlScope, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
        => AloneAsync(write, static () => { }, cancellationToken);

    /// <summary>The same for a write that removes names of subjects or series.</summary>
    public Task<T> RemoveNamesAsync<T>(Func<SqlScope, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
        // Before the gate opens: the next append must not use a number that names nothing.
        => AloneAsync(write, subjects.Forget, cancellationToken);

    public void Dispose() => _gate.Dispose();

    private async Task<T> AloneAsync<T>(
        Func<SqlScope, CancellationToken, Task<T>> write, Action afterwards, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await databases.History.WriteAsync((transaction, token) => write(SqlScope.Of(transaction), token), cancellationToken);
        }
        finally
        {
            afterwards();
            _gate.Release();
        }
    }

    private void Enqueue(WaitingPoint waiting)
    {
        lock (_lock)
        {
            if (_queue.Count >= MostWaiting)
                throw new IOException(
                    $"history: {MostWaiting} points wait for {databases.History.Description}, which is too slow or stuck");
            _queue.Add(waiting);
        }
    }

    /// <summary>
    /// Writes those who wait now, whoever's turn it is; a caller who gives up meanwhile does not take the others' points along,
    /// so only the time limit ends it.
    /// </summary>
    private async Task WriteNextAsync()
    {
        WaitingPoint[] batch;
        lock (_lock)
        {
            batch = _queue.Take(MostInOneTransaction).ToArray();
            _queue.RemoveRange(0, batch.Length);
        }

        Exception? error = null;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.WriteLimitSeconds), clock);
            await WriteAsync(batch, limit.Token);
        }
        catch (OperationCanceledException e)
        {
            error = new TimeoutException(
                $"history: {databases.History.Description} took no points within {options.Value.WriteLimitSeconds} s", e);
        }
        catch (Exception e)
        {
            // Handed to every caller whose point was in it.
            error = e;
        }

        foreach (var waiting in batch)
            waiting.Finish(error);
    }

    private async Task WriteAsync(WaitingPoint[] batch, CancellationToken cancellationToken)
    {
        var written = await databases.History.WriteAsync(
            async (transaction, token) =>
            {
                var sql = SqlScope.Of(transaction);
                var append = new AppendBatch(sql, subjects, await Floors.ReadAsync(sql, token));
                foreach (var waiting in batch)
                    await append.AddAsync(waiting.Point, token);
                return append.Learned;
            },
            cancellationToken);
        subjects.Learn(written);
    }

    /// <summary>Touched only by whoever holds the gate, and read by its owner once through the gate.</summary>
    private sealed class WaitingPoint(CheckedPoint point)
    {
        public CheckedPoint Point { get; } = point;

        public bool IsDone { get; private set; }

        public Exception? Error { get; private set; }

        public void Finish(Exception? error)
        {
            Error = error;
            IsDone = true;
        }
    }
}
