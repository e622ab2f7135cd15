using System.Buffers;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Fleet;

/// <summary>The times of live streams; tests shorten them.</summary>
internal sealed record LiveTimes
{
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Changes within this time travel together.</summary>
    public TimeSpan Spacing { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A reader that takes nothing for so long is cut.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>What one reader asked for.</summary>
internal sealed record LiveRequest(IReadOnlySet<string> Watched, string? LastEventId)
{
    /// <summary>What is outside does not exist for the reader.</summary>
    public Bounds Bounds { get; init; } = Bounds.Everything;
}

/// <summary>
/// One live stream: a snapshot or the rest since the last one, then what changes, and a beat so that silence is never taken for
/// calm.
/// </summary>
internal sealed class LiveStream(IFleet fleet, FleetSight sight, LiveEvents events, LiveTimes times, TimeProvider clock)
{
    /// <summary>Writes until the token ends. Throws <see cref="TimeoutException"/> when the reader takes nothing for too long.</summary>
    public async Task RunAsync(Stream output, LiveRequest request, CancellationToken cancellationToken)
    {
        var memory = new LiveMemory();
        var buffer = new ArrayBufferWriter<byte>(4096);
        var whole = fleet.Current;
        var version = Begin(buffer, request, whole, memory);
        await SendAsync(output, buffer, cancellationToken);

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var changes = fleet.ChangesAsync(whole.Version, ends.Token).GetAsyncEnumerator(ends.Token);
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            var nextBeat = clock.GetTimestamp() + Arrival.Ticks(times.Beat, clock);
            while (true)
            {
                if (await ComesBeforeAsync(next, nextBeat, cancellationToken))
                {
                    await next;
                    version = Step(buffer, request, changes.Current, version, memory);
                    if (buffer.WrittenCount > 0)
                    {
                        await SendAsync(output, buffer, cancellationToken);
                    }

                    await Task.Delay(times.Spacing, clock, cancellationToken);
                    next = changes.MoveNextAsync().AsTask();
                }

                if (clock.GetElapsedTime(clock.GetTimestamp(), nextBeat) <= TimeSpan.Zero)
                {
                    events.Beat(buffer, clock.GetUtcNow(), version, memory.Mark);
                    await SendAsync(output, buffer, cancellationToken);
                    nextBeat = clock.GetTimestamp() + Arrival.Ticks(times.Beat, clock);
                }
            }
        }
        finally
        {
            // An enumerator must not be disposed while it is asked for the next state.
            await ends.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await changes.DisposeAsync();
        }
    }

    private long Begin(ArrayBufferWriter<byte> buffer, LiveRequest request, FleetState whole, LiveMemory memory)
    {
        var state = sight.Of(whole, request.Bounds);
        memory.Mark = sight.Mark(request.Bounds);
        memory.Seen = state;
        if (request.LastEventId is { Length: > 0 } last)
        {
            if (events.Resume(last, memory.Mark, state) is { } version)
            {
                events.Beat(buffer, clock.GetUtcNow(), version, memory.Mark);
                events.Delta(buffer, state, version, request.Watched, memory);
                return state.Version;
            }

            LiveEvents.Reset(buffer, last.StartsWith(events.Instance, StringComparison.Ordinal) ? "too-old" : "unknown");
        }

        events.Snapshot(buffer, state, memory.Mark);
        events.Figures(buffer, state, request.Watched);
        events.Remember(state, memory);
        return state.Version;
    }

    /// <summary>
    /// What changed for this reader; nothing at all where only others changed. Nodes may come into bounds and leave them without a
    /// change of their own: then the whole picture is told anew.
    /// </summary>
    private long Step(ArrayBufferWriter<byte> buffer, LiveRequest request, FleetState whole, long version, LiveMemory memory)
    {
        var state = sight.Of(whole, request.Bounds);
        if (ReferenceEquals(state, memory.Seen))
        {
            return version;
        }

        var mark = sight.Mark(request.Bounds);
        if (mark != memory.Mark)
        {
            memory.Mark = mark;
            events.Snapshot(buffer, state, mark);
            events.Figures(buffer, state, request.Watched);
            events.Remember(state, memory);
        }
        else if (state.Version > version)
        {
            events.Delta(buffer, state, version, request.Watched, memory);
        }

        memory.Seen = state;
        return state.Version;
    }

    /// <summary>Waits for a change, at most until the beat is due.</summary>
    private async Task<bool> ComesBeforeAsync(Task change, long due, CancellationToken cancellationToken)
    {
        if (change.IsCompleted)
        {
            return true;
        }

        var left = clock.GetElapsedTime(clock.GetTimestamp(), due);
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        using var slept = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(change, Task.Delay(left, clock, slept.Token));
        await slept.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return change.IsCompleted;
    }

    private async Task SendAsync(Stream output, ArrayBufferWriter<byte> buffer, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(times.Drain, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await output.WriteAsync(buffer.WrittenMemory, either.Token);
            await output.FlushAsync(either.Token);
            buffer.ResetWrittenCount();
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("the reader of a live stream took nothing", exception);
        }
    }
}
