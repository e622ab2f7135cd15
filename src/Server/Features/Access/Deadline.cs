namespace Proxima.Server.Features.Access;

/// <summary>
/// A moment by two clocks: over when either says so. A wall clock that is set back gives nobody more time, and one that was wrong at
/// start and is put right shortens rather than lengthens.
/// </summary>
internal readonly struct Deadline
{
    private readonly DateTimeOffset _at;
    private readonly long _stamp;

    private Deadline(DateTimeOffset at, long stamp)
    {
        _at = at;
        _stamp = stamp;
    }

    /// <summary>Until <paramref name="at"/>, but no longer than <paramref name="longest"/> from now.</summary>
    public static Deadline At(DateTimeOffset at, TimeSpan longest, TimeProvider time)
    {
        var left = at - time.GetUtcNow();
        var capped = left > longest ? longest : left;
        return new Deadline(at, time.GetTimestamp() + (long)(capped.TotalSeconds * time.TimestampFrequency));
    }

    public bool IsOver(TimeProvider time) => time.GetUtcNow() >= _at || time.GetTimestamp() >= _stamp;
}
