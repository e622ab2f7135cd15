using Proxima.Model;

namespace Proxima.Collect.Linux.Interfaces;

/// <summary>One line of /proc/net/dev.</summary>
internal sealed record NetDevLine(
    string Name,
    long ReceivedBytes,
    long ReceivedPackets,
    long ReceiveErrors,
    long ReceiveDrops,
    long SentBytes,
    long SentPackets,
    long SendErrors,
    long SendDrops);

internal sealed record NetDevTable(IReadOnlyList<NetDevLine> Interfaces);

/// <summary>/proc/net/dev, proc_pid_net(5): two lines of heading, then eight receive and eight send counters.</summary>
internal static class NetDevText
{
    private const int Columns = 16;
    private const int Sent = 8;

    public static Reading<NetDevTable> Parse(ReadOnlySpan<char> text)
    {
        List<NetDevLine> interfaces = [];
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var colon = line.IndexOf(':');
            if (line.Trim().IsEmpty || (colon < 0 && line.Contains('|'))) continue;
            if (colon < 0) return Bad(line);
            var name = line[..colon].Trim();
            if (name.IsEmpty || !TryLine(name, line[(colon + 1)..], out var parsed)) return Bad(name);
            interfaces.Add(parsed);
        }

        return interfaces.Count == 0
            ? Reading.Failed<NetDevTable>("/proc/net/dev: no interfaces")
            : Reading.Of(new NetDevTable(interfaces));
    }

    private static bool TryLine(ReadOnlySpan<char> name, ReadOnlySpan<char> counters, out NetDevLine line)
    {
        Span<long> c = stackalloc long[Columns];
        var count = new Fields(counters).Counts(c);
        line = new NetDevLine(name.ToString(), c[0], c[1], c[2], c[3], c[Sent], c[Sent + 1], c[Sent + 2], c[Sent + 3]);
        return count == Columns;
    }

    private static Reading<NetDevTable> Bad(ReadOnlySpan<char> line)
        => Reading.Failed<NetDevTable>($"/proc/net/dev: line {Quote.Of(line)} does not parse");
}
