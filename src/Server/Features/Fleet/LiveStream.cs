using System.Buffers;

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
internal sealed record LiveRequest(IReadOnlySet<string> Watched, string? LastEventId);

/// <summary>
/// One live stream: a snapshot or the rest since the last one, then what changes, and a beat so that silence is never taken for
/// calm.
/// </summary>
internal sealed class LiveStream(IFleet fleet, LiveEvents events, LiveTimes times, TimeProvider clock)
{
    /// <summary>Writes until the token ends. Throws <see cref="TimeoutException"/> when the reader takes nothing for too long.</summary>
    public async Task RunAsync(Stream output, LiveRequest request, CancellationToken cancellationToken)
    {
        var memory = new LiveMemory();
        var buffer = new ArrayBufferWriter<byte>(4096);
        var version = Begin(buffer, request, memory);
        await SendAsync(output, buffer, cancellationToken);

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var changes = fleet.ChangesAsync(version, ends.Token).GetAsyncEnumerator(ends.Token);
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            var nextBeat = clock.GetTimestamp() + Arrival.Ticks(times.Beat, clock);
            while (true)
            {
                if (await ComesBeforeAsync(next, nextBeat, cancellationToken))
                {
                    await next;
                    var state = changes.Current;
                    events.Delta(buffer, state, version, request.Watched, memory);
                    version = state.Version;
                    await SendAsync(output, buffer, cancellationToken);
                    await Task.Delay(times.Spacing, clock, cancellationToken);
                    next = changes.MoveNextAsync().AsTask();
                }

                if (clock.GetElapsedTime(clock.GetTimestamp(), nextBeat) <= TimeSpan.Zero)
                {
                    events.Beat(buffer, clock.GetUtcNow(), version);
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

    private long Begin(ArrayBufferWriter<byte> buffer, LiveRequest request, LiveMemory memory)
    {
        var state = fleet.Current;
        if (request.LastEventId is { Length: > 0 } last)
        {
            if (events.Resume(last, state) is { } version)
            {
                events.Beat(buffer, clock.GetUtcNow(), version);
                events.Delta(buffer, state, version, request.Watched, memory);
                return state.Version;
            }

            LiveEvents.Reset(buffer, last.StartsWith(events.Instance, StringComparison.Ordinal) ? "too-old" : "unknown");
        }

        events.Snapshot(buffer, state);
        events.Figures(buffer, state, request.Watched);
        events.Remember(state, memory);
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
