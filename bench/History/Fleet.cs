namespace Proxima.HistoryBench;

/// <summary>One subject's samples: a value of every series at every time, nothing where the series did not exist.</summary>
internal sealed record Subject(string Name, long[] Times, IReadOnlyList<(string Series, double[] Values)> Columns)
{
    public long Samples => (long)Times.Length * Columns.Count;
}

/// <summary>
/// The seeded data all stores are given. A fleet host has 60 series as an exporter gives them (counters, not rates), every 30 s with
/// jitter, missed scrapes and outages; one in ten restarts once. Ten series never change, the rest are as restless as a busy host's.
/// </summary>
internal static class Fleet
{
    /// <summary>When the data begins, Unix milliseconds: the same for all who are measured in one run, near its time.</summary>
    public static long Start { get; } = long.Parse(
        Environment.GetEnvironmentVariable("BENCH_START") ?? "1790000000", System.Globalization.CultureInfo.InvariantCulture) * 1000;

    public static Subject Host(int number, int stepSeconds, double hours)
    {
        var dice = new Dice(0xF1EE7UL + ((ulong)number << 20));
        var count = (int)(hours * 3600 / stepSeconds);
        var restart = dice.Chance(0.1) ? dice.Below(count) : -1;
        var (outage, back) = dice.Chance(0.15) ? Outage(dice, count) : (-1, -1);
        var load = new Load(dice);
        var series = HostSeries.Of(dice);
        var times = new List<long>(count);
        var columns = series.Select(_ => new List<double>(count)).ToArray();
        var offset = dice.Below(stepSeconds * 1000);
        for (var tick = 0; tick < count; tick++)
        {
            load.Step(tick * (double)stepSeconds);
            if (tick == restart)
            {
                foreach (var one in series)
                    one.Restart();
            }

            var isSeen = (tick < outage || tick >= back) && !dice.Chance(0.004);
            if (isSeen)
                times.Add(Start + offset + (tick * stepSeconds * 1000L) + Jitter(dice));
            for (var i = 0; i < series.Count; i++)
            {
                var value = series[i].Step(load, stepSeconds);
                if (isSeen)
                    columns[i].Add(value);
            }
        }

        return new Subject($"host{number:D4}", [.. times], [.. series.Select((one, i) => (one.Name, columns[i].ToArray()))]);
    }

    private static (int From, int To) Outage(Dice dice, int count)
    {
        var from = dice.Below(count);
        return (from, from + 10 + dice.Below(200));
    }

    // Mostly a few milliseconds around the tick, now and then a slow scrape.
    private static long Jitter(Dice dice) => (long)((dice.Bell() * 6) + (dice.Chance(0.01) ? dice.Below(900) : 0)) + 30;
}

/// <summary>How busy a host is: a day's curve, slow wandering, bursts.</summary>
internal sealed class Load(Dice dice)
{
    private readonly double _level = dice.Between(0.02, 0.5);
    private readonly double _phase = dice.Between(0, 86_400);
    private double _wander;
    private double _burst;

    /// <summary>0 to 1.</summary>
    public double Busy { get; private set; }

    public void Step(double seconds)
    {
        _wander = (_wander * 0.98) + (dice.Bell() * 0.01);
        _burst = dice.Chance(0.01) ? dice.Between(0.1, 0.5) : _burst * 0.8;
        var day = 1 + (0.5 * Wave((seconds + _phase) / 86_400));
        Busy = Math.Clamp((_level * day) + _wander + _burst, 0.005, 0.98);
    }

    // A triangle instead of a sine: additions only, the same bits everywhere.
    private static double Wave(double turns)
    {
        var part = turns - Math.Floor(turns);
        return part < 0.5 ? (4 * part) - 1 : 3 - (4 * part);
    }
}
