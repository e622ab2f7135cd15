namespace Proxima.Collect;

/// <summary>Says when it is time to read again what hardly changes.</summary>
internal sealed class SlowBeat(TimeProvider clock, TimeSpan every)
{
    private long? _last;

    /// <summary>True the first time and then once per period; asking starts the next period.</summary>
    public bool IsDue()
    {
        if (_last is { } last && clock.GetElapsedTime(last) < every) return false;
        _last = clock.GetTimestamp();
        return true;
    }

    /// <summary>Makes the next question due.</summary>
    public void Reset() => _last = null;
}
