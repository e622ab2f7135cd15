namespace Proxima.HistoryBench;

/// <summary>SplitMix64: the same numbers on every machine and every version.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public ulong Bits()
    {
        var z = _state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to 1, the end not included.</summary>
    public double Share() => (Bits() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double share) => Share() < share;

    public int Below(int end) => (int)(Share() * end);

    public double Between(double from, double to) => from + (Share() * (to - from));

    /// <summary>About normal: twelve uniform ones, no logarithm whose last bit differs between machines.</summary>
    public double Bell()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += Share();
        return sum;
    }
}
