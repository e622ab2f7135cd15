namespace Proxima.HistoryBench;

internal sealed class Constant(string name, double value) : HostSeries(name)
{
    public override double Step(Load load, double seconds) => value;
}

/// <summary>
/// Counts up by what the load makes, in whole units of 1/<paramref name="scale"/> times <paramref name="unit"/>; uneven by
/// <paramref name="spread"/>.
/// </summary>
internal sealed class Counter(string name, Dice dice, double perSecond, double spread, double scale, double unit = 1) : HostSeries(name)
{
    // Some hosts have been up for long, some have not; many have a part that does next to nothing.
    private readonly double _rate = perSecond * (dice.Chance(0.5) ? 0.002 : dice.Between(0.3, 1.2));
    private double _whole = Math.Floor(perSecond * scale / unit * dice.Between(1e4, 8e6));
    private double _part;

    public override double Step(Load load, double seconds)
    {
        var made = _rate * (0.2 + (2 * load.Busy)) * seconds * Math.Max(0, 1 + (0.5 * spread * dice.Bell())) * scale / unit;
        _part += made;
        var steps = Math.Floor(_part);
        _part -= steps;
        _whole += steps;
        return _whole * unit / scale;
    }

    public override void Restart() => _whole = 0;
}

/// <summary>What the other modes leave, in 1/100 s.</summary>
internal sealed class IdleCounter(string name, Dice dice, int cores) : HostSeries(name)
{
    private double _ticks = Math.Floor(cores * 100 * dice.Between(1e4, 8e6));

    public override double Step(Load load, double seconds)
    {
        _ticks += Math.Round(cores * 100 * seconds * (1 - load.Busy) * (1 + (0.004 * dice.Bell())));
        return _ticks / 100;
    }

    public override void Restart() => _ticks = 0;
}

/// <summary>An exponential mean of how many want to run, two decimals.</summary>
internal sealed class LoadAverage(string name, Dice dice, int cores, double window) : HostSeries(name)
{
    private double _mean;

    public override double Step(Load load, double seconds)
    {
        var wanted = Math.Max(0, (cores * load.Busy) + dice.Bell());
        _mean += (wanted - _mean) * seconds / (seconds + window);
        return Math.Round(_mean * 100) / 100;
    }
}

/// <summary>A gauge that wanders about its middle in whole units, and at some steps not at all.</summary>
internal sealed class Walk(string name, Dice dice, double middle, double reach, double restless, double unit) : HostSeries(name)
{
    private readonly double _middle = middle * dice.Between(0.5, 1.5);
    private double _from = middle;

    public override double Step(Load load, double seconds)
    {
        if (dice.Chance(restless))
            _from = Math.Max(0, _from + (dice.Bell() * reach) + ((_middle - _from) * 0.01));
        return Math.Round(_from) * unit;
    }
}

/// <summary>A share or rate with a few significant digits, at some steps nothing.</summary>
internal sealed class Figure(string name, Dice dice, double scale, double spread, int digits, double nothing = 0) : HostSeries(name)
{
    public override double Step(Load load, double seconds)
        => dice.Chance(nothing) ? 0 : Blocks.SignificantDigits.Round(scale * load.Busy * Math.Max(0, 1 + (spread * dice.Bell())), digits);
}
