using Proxima.Model.Figures;
using static Proxima.Server.Features.Diagnostics.MetricFamily;

namespace Proxima.Server.Features.Diagnostics;

/// <summary>Interfaces: the kernel's own counters, and rates as the page shows them.</summary>
internal static class NetworkMetrics
{
    public static IEnumerable<NodeMetric> All() =>
    [
        NodeMetric.Of(
            Info("proxima_network", "What an interface is.", "interface", "role", "state", "master", "address"),
            (view, samples) =>
            {
                foreach (var one in Interfaces(view))
                    samples.Add(
                        1,
                        one.Counters.Name,
                        Word(one.Counters.Role.ToString()),
                        one.Counters.State,
                        one.Counters.Master,
                        one.Counters.HardwareAddress);
            }),
        One(
            Gauge("proxima_network_up", "1 when an interface is up, 0 when it is down; absent where the driver does not say.", "interface"),
            Up),
        One(
            Gauge("proxima_network_speed_bytes_per_second", "Link speed; absent where there is no link or it is virtual.", "interface"),
            one => one.Counters.SpeedBitsPerSecond / 8.0),
        One(
            Gauge("proxima_network_received_bytes_per_second", "Received on an interface a second.", "interface"),
            one => one.ReceivedBytesPerSecond),
        One(Gauge("proxima_network_sent_bytes_per_second", "Sent on an interface a second.", "interface"), one => one.SentBytesPerSecond),
        One(
            Counter("proxima_network_received_bytes", "bytes", "Received on an interface.", "interface"),
            one => one.Counters.ReceivedBytes),
        One(Counter("proxima_network_sent_bytes", "bytes", "Sent on an interface.", "interface"), one => one.Counters.SentBytes),
        One(Counter("proxima_network_received_packets", null, "Packets received.", "interface"), one => one.Counters.ReceivedPackets),
        One(Counter("proxima_network_sent_packets", null, "Packets sent.", "interface"), one => one.Counters.SentPackets),
        One(
            Counter("proxima_network_receive_errors", null, "Packets received with an error.", "interface"),
            one => one.Counters.ReceiveErrors),
        One(Counter("proxima_network_send_errors", null, "Packets that could not be sent.", "interface"), one => one.Counters.SendErrors),
        One(Counter("proxima_network_receive_drops", null, "Packets received and dropped.", "interface"), one => one.Counters.ReceiveDrops),
        One(
            Counter("proxima_network_send_drops", null, "Packets dropped before they were sent.", "interface"),
            one => one.Counters.SendDrops),
    ];

    private static NodeMetric One(MetricFamily family, Func<InterfaceFigures, double?> value)
        => NodeMetric.Of(family, (view, samples) =>
        {
            foreach (var one in Interfaces(view))
                samples.Add(value(one), one.Counters.Name);
        });

    private static IReadOnlyList<InterfaceFigures> Interfaces(NodeView view) => view.Figures?.Interfaces.Value?.Interfaces ?? [];

    /// <summary>operstate "unknown" is what a driver without carrier detection says: no evidence either way.</summary>
    private static double? Up(InterfaceFigures one) => one.Counters.State switch
    {
        "up" => 1,
        "unknown" => null,
        _ => 0,
    };

    private static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
