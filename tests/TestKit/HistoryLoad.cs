using System.Globalization;
using Proxima.Model;
using Proxima.Server.Features.History;

namespace Proxima.TestKit;

/// <summary>Figures about as restless as those of a lab: a sixth never changes, a third seldom, the rest with every sample.</summary>
public static class HistoryLoad
{
    public const int StepSeconds = 10;
    private const int SeriesOfNode = 60;
    private const int SeriesOfGuest = 12;

    public static DateTimeOffset Noon { get; } = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>All nodes and guests at one tick of ten seconds.</summary>
    public static HistoryPoint[] Points(int nodes, int guests, int tick, Random dice)
        => Enumerable.Range(0, nodes).Select(i => Point(SubjectKind.Node, i, SeriesOfNode, tick, dice))
            .Concat(Enumerable.Range(0, guests).Select(i => Point(SubjectKind.Guest, i, SeriesOfGuest, tick, dice))).ToArray();

    public static HistoryPoint Point(SubjectKind kind, int number, int series, int tick, Random dice)
        => new(
            new SubjectId(kind, number.ToString(CultureInfo.InvariantCulture)),
            Noon.AddSeconds(tick * StepSeconds).AddMilliseconds(number * 7),
            Enumerable.Range(0, series).Select(i => new SeriesValue(Name(i), Value(i, tick, dice))).ToArray());

    private static string Name(int series) => (series % 3) switch
    {
        0 => $"disk.busy:d{series}",
        1 => $"network.received:n{series}",
        _ => $"filesystem.used:/f{series}",
    };

    /// <summary>Percent with two decimals, bytes a second, and figures that seldom change.</summary>
    private static double Value(int series, int tick, Random dice) => series % 6 == 0
        ? 0
        : (series % 3) switch
        {
            0 => Math.Round(20 + (10 * Math.Sin(tick / 100.0)) + dice.NextDouble(), 2),
            1 => Math.Round(1e6 + (dice.NextDouble() * 2e5)),
            _ => 5e9 + (tick / 30 * 4096),
        };
}
