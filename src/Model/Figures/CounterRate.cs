namespace Proxima.Model.Figures;

/// <summary>
/// The one place where a rate comes from two counter values.
/// A counter that fell was reset (reboot, driver reload): no rate, never a negative or a spike.
/// </summary>
public static class CounterRate
{
    /// <summary>Increase a second, or null when it cannot be known: no time passed, or the counter was reset.</summary>
    public static double? PerSecond(long previous, long current, double elapsedSeconds)
        => elapsedSeconds > 0 && current >= previous ? (current - previous) / elapsedSeconds : null;

    /// <summary>As above for counters the kernel may not offer.</summary>
    public static double? PerSecond(long? previous, long? current, double elapsedSeconds)
        => previous is { } p && current is { } c ? PerSecond(p, c, elapsedSeconds) : null;

    /// <summary>Increase, or null after a reset.</summary>
    public static long? Increase(long previous, long current) => current >= previous ? current - previous : null;
}
