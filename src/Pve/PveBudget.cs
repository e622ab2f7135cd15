namespace Proxima.Pve;

/// <summary>
/// How much one server is asked: so many calls a second, some more in a burst, and only a few at once. Whoever plans calls
/// looks at <see cref="Wait"/>; whoever makes one waits its turn.
/// </summary>
public sealed class PveBudget : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _atOnce;
    private readonly Lock _lock = new();
    private readonly TimeSpan _interval;
    private readonly TimeSpan _burst;
    private long _calls;
    private TimeSpan _due;
    private readonly long _start;

    /// <param name="perSecond">Calls a second, over time.</param>
    /// <param name="burst">Calls that may follow each other without waiting, after a pause.</param>
    /// <param name="atOnce">Calls under way at the same time.</param>
    /// <param name="clock">The clock.</param>
    public PveBudget(double perSecond = 20, int burst = 40, int atOnce = 8, TimeProvider? clock = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(burst);
        _clock = clock ?? TimeProvider.System;
        _interval = TimeSpan.FromSeconds(1 / perSecond);
        _burst = _interval * burst;
        _atOnce = new SemaphoreSlim(atOnce, atOnce);
        _start = _clock.GetTimestamp();
    }

    /// <summary>Calls made so far.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>How long a call made now would wait for its turn.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (_lock)
            {
                var wait = _due + _interval - _burst - _clock.GetElapsedTime(_start);
                return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Waits for the turn of one call; dispose what it returns when the call is over.</summary>
    public async ValueTask<Turn> EnterAsync(CancellationToken cancellation)
    {
        await _atOnce.WaitAsync(cancellation);
        try
        {
            var wait = Reserve();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _clock, cancellation);
            }

            Interlocked.Increment(ref _calls);
            return new Turn(_atOnce);
        }
        catch
        {
            _atOnce.Release();
            throw;
        }
    }

    public void Dispose() => _atOnce.Dispose();

    private TimeSpan Reserve()
    {
        lock (_lock)
        {
            var now = _clock.GetElapsedTime(_start);
            _due = _due > now ? _due + _interval : now + _interval;
            var wait = _due - _burst - now;
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }

    /// <summary>One call under way.</summary>
    public readonly struct Turn(SemaphoreSlim atOnce) : IDisposable
    {
        public void Dispose() => atOnce?.Release();
    }
}
