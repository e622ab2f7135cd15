namespace Proxima.PveFake.World;

/// <summary>
/// Figures that move, from a seed and a time alone: the same seed shows the same figure at the same second, whatever was asked before.
/// </summary>
internal static class Wave
{
    /// <summary>A level that wanders between two bounds: a slow day, a quicker hour, and a little unrest each minute.</summary>
    public static double Level(ulong seed, double second, double low, double high)
    {
        var day = Math.Sin((second / 86400 * 2 * Math.PI) + Phase(seed, 1));
        var hour = Math.Sin((second / Period(seed) * 2 * Math.PI) + Phase(seed, 2));
        var unrest = Between(Noise(seed, (long)(second / 10)), Noise(seed, (long)(second / 10) + 1), second / 10 % 1);
        var at = 0.5 + (0.25 * day) + (0.15 * hour) + (0.2 * (unrest - 0.5));
        return low + ((high - low) * Math.Clamp(at, 0, 1));
    }

    /// <summary>A counter that only grows, about <paramref name="rate"/> a second since its start, faster and slower in turns.</summary>
    public static long Counter(ulong seed, double since, double rate)
    {
        if (since <= 0)
        {
            return 0;
        }

        var period = Period(seed);
        var swing = 0.7 * period / (2 * Math.PI);
        var phase = Phase(seed, 3);
        return (long)(rate * (since + (swing * (Math.Cos(phase) - Math.Cos((since / period * 2 * Math.PI) + phase)))));
    }

    /// <summary>A number between 0 and 1 for this seed and this step.</summary>
    public static double Noise(ulong seed, long step) => (Mix(seed ^ Mix(unchecked((ulong)step))) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A seed of its own for a thing with a name.</summary>
    public static ulong SeedOf(ulong seed, string name)
    {
        var hash = 14695981039346656037UL ^ seed;
        foreach (var letter in name)
        {
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        }

        return Mix(hash);
    }

    /// <summary>One step of splitmix64.</summary>
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15UL;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }

    private static double Phase(ulong seed, long which) => Noise(seed, which) * 2 * Math.PI;

    private static double Period(ulong seed) => 1800 + (Noise(seed, 4) * 3600);

    private static double Between(double from, double to, double part) => from + ((to - from) * part);
}
