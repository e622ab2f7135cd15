using Proxima.Model.Wire;

namespace Proxima.Server.Features.Fleet;

/// <summary>
/// When an observation counts as taken. A wall clock that cannot be right is replaced by the time of arrival and the difference
/// kept (<see cref="ClockAhead"/>); an observation that waited in a spool keeps its time and its age.
/// </summary>
/// <param name="At">When it counts as taken, by our clock.</param>
/// <param name="Stamp">Monotonic time of arrival.</param>
/// <param name="TakenStamp">Monotonic time at which it counts as taken.</param>
/// <param name="Age">How long it was on its way.</param>
/// <param name="ClockAhead">How far the host's clock is ahead, where its time was not believed.</param>
internal readonly record struct Arrival(DateTimeOffset At, long Stamp, long TakenStamp, TimeSpan Age, TimeSpan? ClockAhead)
{
    /// <summary>Clocks may differ by this much without a word.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromSeconds(60);

    /// <summary>A spool holds 72 h; what claims to be older has a wrong clock.</summary>
    public static TimeSpan LongestSpool { get; } = TimeSpan.FromHours(73);

    public static Arrival Of(HostObservation observation, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var stamp = clock.GetTimestamp();
        var ahead = observation.TakenAt - now;
        if (ahead.Duration() <= Tolerance)
        {
            return new Arrival(observation.TakenAt.ToUniversalTime(), stamp, stamp, TimeSpan.Zero, null);
        }

        var maySpool = !observation.IsLive && observation.Origin != Origin.Local;
        return ahead < TimeSpan.Zero && -ahead <= LongestSpool && maySpool
            ? new Arrival(observation.TakenAt.ToUniversalTime(), stamp, stamp - Ticks(-ahead, clock), -ahead, null)
            : new Arrival(now, stamp, stamp, TimeSpan.Zero, ahead);
    }

    /// <summary>A span in the units of <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public static long Ticks(TimeSpan span, TimeProvider clock) => (long)(span.TotalSeconds * clock.TimestampFrequency);
}
