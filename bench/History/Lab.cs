namespace Proxima.HistoryBench;

/// <summary>
/// A lab: 3 nodes and 50 guests, sampled every 10 s. Its figures are shares and rates with the digits people read, and the guests of a
/// node are sampled with it, at the same moments.
/// </summary>
internal static class Lab
{
    public const int StepSeconds = 10;
    private const int Nodes = 3;
    private const int Guests = 50;

    public static IReadOnlyList<Subject> Of(double hours)
    {
        List<Subject> all = [];
        for (var node = 0; node < Nodes; node++)
        {
            var host = Fleet.Host(1_000_000 + node, StepSeconds, hours);
            all.Add(host with { Name = $"node{node}" });
            for (var guest = node; guest < Guests; guest += Nodes)
                all.Add(Guest(guest, host.Times));
        }

        return all;
    }

    private static Subject Guest(int number, long[] times)
    {
        var dice = new Dice(0x6E57UL + ((ulong)number << 20));
        var load = new Load(dice);
        var idle = dice.Chance(0.6) ? 0.05 : 1;
        HostSeries[] series =
        [
            new Figure("cpu.busy", dice, 100 * idle, 0.3, 3), new Walk("memory.used", dice, 500_000, 150 * idle, 0.4, 4096),
            new Constant("memory.total", 4L << 30), new Figure("disk.read", dice, 20_000 * idle, 2, 3, 0.8),
            new Figure("disk.written", dice, 150_000 * idle, 0.8, 3, 0.3), new Figure("network.received", dice, 30_000 * idle, 0.5, 3),
            new Figure("network.sent", dice, 20_000 * idle, 0.5, 3), new Walk("disk.used", dice, 2_000_000, 20 * idle, 0.2, 4096),
            new Constant("disk.size", 32L << 30), new Figure("pressure.cpu", dice, 2 * idle, 1.5, 3, 0.6),
            new Figure("pressure.io", dice, 1 * idle, 2, 3, 0.8), new Constant("state", 0),
        ];
        var columns = series.Select(_ => new double[times.Length]).ToArray();
        for (var i = 0; i < times.Length; i++)
        {
            load.Step((times[i] - times[0]) / 1000.0);
            for (var one = 0; one < series.Length; one++)
                columns[one][i] = series[one].Step(load, StepSeconds);
        }

        return new Subject($"guest{number}", times, [.. series.Select((one, i) => (one.Name, columns[i]))]);
    }
}
