using Proxima.Model.Host;

namespace Proxima.Model.Figures;

/// <summary>Rates of network interfaces, matched by name: one that just appeared has none yet.</summary>
internal static class InterfaceFiguresOf
{
    public static InterfaceFiguresList Interfaces(InterfaceList? before, InterfaceList now, double seconds)
    {
        Dictionary<string, InterfaceCounters> known = new(StringComparer.Ordinal);
        foreach (var one in before?.Interfaces ?? []) known[one.Name] = one;
        List<InterfaceFigures> figures = new(now.Interfaces.Count);
        foreach (var one in now.Interfaces)
        {
            figures.Add(known.TryGetValue(one.Name, out var earlier)
                ? Rates(earlier, one, seconds)
                : new InterfaceFigures { Counters = one });
        }

        return new InterfaceFiguresList(figures);
    }

    private static InterfaceFigures Rates(InterfaceCounters before, InterfaceCounters now, double seconds) => new()
    {
        Counters = now,
        ReceivedBytesPerSecond = CounterRate.PerSecond(before.ReceivedBytes, now.ReceivedBytes, seconds),
        SentBytesPerSecond = CounterRate.PerSecond(before.SentBytes, now.SentBytes, seconds),
        ReceivedPacketsPerSecond = CounterRate.PerSecond(before.ReceivedPackets, now.ReceivedPackets, seconds),
        SentPacketsPerSecond = CounterRate.PerSecond(before.SentPackets, now.SentPackets, seconds),
        ErrorsPerSecond = CounterRate.PerSecond(before.ReceiveErrors, now.ReceiveErrors, seconds)
            + CounterRate.PerSecond(before.SendErrors, now.SendErrors, seconds),
        DropsPerSecond = CounterRate.PerSecond(before.ReceiveDrops, now.ReceiveDrops, seconds)
            + CounterRate.PerSecond(before.SendDrops, now.SendDrops, seconds),
    };
}
