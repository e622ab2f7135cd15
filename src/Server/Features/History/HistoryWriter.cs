using System.Buffers;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Options;
using Proxima.Model;
using Proxima.Server.Features.History.Heads;
using Proxima.Server.Features.History.Tail;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History;

/// <summary>
/// The one writer of the tail. Points that arrive while a group is being written share the next one (group commit), so the price of
/// making things durable is paid once for all of them. A lone point goes at once; after a group the next one waits until
/// <c>History:GatherMilliseconds</c> have gone by, so that many hosts do not wear the disk with a page each.
/// </summary>
internal sealed class HistoryWriter(
    Databases databases, SubjectTable subjects, ITail tail, HeadTable heads, TimeProvider clock, IOptions<HistoryOptions> options)
    : IDisposable
{
    private const int MostWaiting = 20_000;
    private const int MostInOneGroup = 2000;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Lock _lock = new();
    private readonly Queue<WaitingPoints> _queue = new();
    private readonly ArrayBufferWriter<byte> _record = new();
    private long? _lastGroup;

    /// <summary>Durable when it returns. Throws when it could not be written; then nothing of the points was.</summary>
    public async Task AppendAsync(IReadOnlyList<HistoryPoint> points, CancellationToken cancellationToken)
    {
        var waiting = new WaitingPoints(points);
        Enqueue(waiting);
        try
        {
            await _gate.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
                waiting.IsWithdrawn = true;
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

    /// <summary>While nobody appends.</summary>
    public async Task<T> AloneAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await work(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Appends points that have their numbers, inside of <see cref="AloneAsync"/>.</summary>
    public async Task AppendNumberedAsync(IReadOnlyCollection<NumberedPoint> points, CancellationToken cancellationToken)
    {
        _record.ResetWrittenCount();
        TailRecord.Write(_record, points);
        await tail.AppendAsync(_record.WrittenMemory, cancellationToken);
    }

    public void Dispose() => _gate.Dispose();

    private void Enqueue(WaitingPoints waiting)
    {
        lock (_lock)
        {
            if (_queue.Count >= MostWaiting)
                throw new IOException(
                    $"history: {MostWaiting} points wait for {databases.History.Description}, which is too slow or stuck");
            _queue.Enqueue(waiting);
        }
    }

    /// <summary>
    /// Writes those who wait now, whoever's turn it is; a caller who gives up meanwhile does not take the others' points along,
    /// so only the time limit ends it.
    /// </summary>
    private async Task WriteNextAsync()
    {
        List<WaitingPoints>? group = null;
        Exception? error = null;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.WriteLimitSeconds), clock);
            await GatherAsync(limit.Token);
            group = TakeGroup();
            await WriteAsync(group, limit.Token);
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

        _lastGroup = clock.GetTimestamp();
        foreach (var waiting in group ?? TakeGroup())
            waiting.Finish(error);
    }

    private async Task GatherAsync(CancellationToken cancellationToken)
    {
        var rest = _lastGroup is { } last
            ? TimeSpan.FromMilliseconds(options.Value.GatherMilliseconds) - clock.GetElapsedTime(last)
            : TimeSpan.Zero;
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, clock, cancellationToken);
    }

    private List<WaitingPoints> TakeGroup()
    {
        var group = new List<WaitingPoints>();
        var points = 0;
        lock (_lock)
        {
            while (points < MostInOneGroup && _queue.TryDequeue(out var waiting))
            {
                if (waiting.IsWithdrawn)
                    continue;
                group.Add(waiting);
                points += waiting.Points.Count;
            }
        }

        return group;
    }

    private async Task WriteAsync(List<WaitingPoints> group, CancellationToken cancellationToken)
    {
        var points = group.SelectMany(static waiting => waiting.Points).ToArray();
        if (points.Length == 0)
            return;
        await NameAsync(points, cancellationToken);
        var numbered = Array.ConvertAll(points, point => PointCheck.Numbered(point, subjects.Known(point.Subject))
            ?? throw new InvalidOperationException($"history: a series of {point.Subject} has no number"));
        await AppendNumberedAsync(numbered, cancellationToken);
        foreach (var point in numbered)
            heads.Put(point);
    }

    /// <summary>New subjects and series get their numbers first, durably: the tail holds nothing but numbers.</summary>
    private async Task NameAsync(HistoryPoint[] points, CancellationToken cancellationToken)
    {
        var unknown = points.Where(point => subjects.Known(point.Subject)?.LayoutOf(point.Values) is null).ToLookup(point => point.Subject);
        if (unknown.Count == 0)
            return;
        var learned = await databases.History.WriteAsync(
            async (transaction, token) =>
            {
                var sql = SqlScope.Of(transaction);
                var entries = new Dictionary<SubjectId, SubjectEntry>();
                foreach (var subject in unknown)
                {
                    var names = subject.SelectMany(static point => point.Values.Select(static value => value.Series));
                    var at = subject.Max(static point => point.At.ToUnixTimeMilliseconds());
                    entries[subject.Key] = await subjects.NumberAsync(sql, subject.Key, names, at, token);
                }

                return entries;
            },
            cancellationToken);
        subjects.Learn(learned);
    }

    /// <summary>Touched only by whoever holds the gate, and read by its owner once through the gate.</summary>
    private sealed class WaitingPoints(IReadOnlyList<HistoryPoint> points)
    {
        public IReadOnlyList<HistoryPoint> Points { get; } = points;

        public bool IsWithdrawn { get; set; }

        public bool IsDone { get; private set; }

        public Exception? Error { get; private set; }

        public void Finish(Exception? error)
        {
            Error = error;
            IsDone = true;
        }
    }
}
