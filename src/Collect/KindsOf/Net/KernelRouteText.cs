using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Model;

namespace Proxima.Collect.KindsOf.Net;

/// <summary>/proc/net/route: a heading, then a line a route; addresses are hexadecimal as a little-endian machine prints them.</summary>
internal static class KernelRouteText
{
    private const int FewestColumns = 8;

    public static Reading<RouteTable> Parse(string text)
    {
        List<RouteLine> routes = [];
        foreach (var line in text.Split('\n').Skip(1).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            var words = line.Split('\t', StringSplitOptions.TrimEntries);
            if (words.Length < FewestColumns || !TryAddress(words[1], out var destination) || !TryAddress(words[2], out var gateway)
                || !KernelNumber.TryCount(words[6], out var metric) || !TryAddress(words[7], out var mask))
            {
                return Reading.Failed<RouteTable>($"/proc/net/route: line {Quote.Of(line)} does not parse");
            }

            var prefix = BitOperations.PopCount(mask);
            routes.Add(new RouteLine
            {
                Destination = prefix == 0 ? "default" : AddressWords.Joined(Address(destination), prefix),
                Gateway = gateway == 0 ? null : Address(gateway).ToString(),
                Interface = words[0],
                Metric = metric,
            });
        }

        return routes.Count == 0 ? Reading.Absent<RouteTable>("no routes") : Reading.Of(new RouteTable(routes));
    }

    private static bool TryAddress(string text, out uint value)
    {
        value = 0;
        return text.Length == 8 && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    private static IPAddress Address(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return new IPAddress(bytes);
    }
}

/// <summary>
/// /proc/net/ipv6_route: destination, prefix, source, prefix, next hop, metric, two counts, flags (all hexadecimal), interface.
/// </summary>
internal static partial class KernelRouteV6Text
{
    public static bool Matches(string text) => Line().IsMatch(text);

    public static Reading<RouteTable> Parse(string text)
    {
        List<RouteLine> routes = [];
        foreach (var line in text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (!Line().IsMatch(line) || !TryHex(words[1], out var prefix) || prefix > 128 || !TryHex(words[5], out var metric))
                return Reading.Failed<RouteTable>($"/proc/net/ipv6_route: line {Quote.Of(line)} does not parse");
            var gateway = Address(words[4]);
            routes.Add(new RouteLine
            {
                Destination = prefix == 0 ? "default" : AddressWords.Joined(Address(words[0]), (int)prefix),
                Gateway = gateway.Equals(IPAddress.IPv6Any) ? null : gateway.ToString(),
                Interface = words[9],
                Metric = metric,
            });
        }

        return Reading.Of(new RouteTable(routes));
    }

    private static IPAddress Address(string digits) => new(Convert.FromHexString(digits));

    private static bool TryHex(string text, out uint value)
        => uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    [GeneratedRegex(
        @"\A[0-9a-f]{32} [0-9a-f]{2} [0-9a-f]{32} [0-9a-f]{2} [0-9a-f]{32} [0-9a-f]{8} [0-9a-f]{8} [0-9a-f]{8} [0-9a-f]{8} +\S+",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
