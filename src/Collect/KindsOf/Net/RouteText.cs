using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Model;

namespace Proxima.Collect.KindsOf.Net;

/// <summary>Text of <c>ip route</c>, ip-route(8).</summary>
internal static partial class RouteText
{
    private static readonly string[] Types =
        ["unicast", "local", "broadcast", "multicast", "throw", "unreachable", "prohibit", "blackhole", "nat", "anycast"];

    /// <summary>Neighbours look alike but for their <c>lladdr</c> and state.</summary>
    public static bool Matches(string text) => Line().IsMatch(text) && !Neighbour().IsMatch(text);

    /// <summary>Output of <c>ip neighbour</c>.</summary>
    public static bool IsNeighbours(string text) => Line().IsMatch(text) && Neighbour().IsMatch(text);

    public static Reading<RouteTable> Parse(string text)
    {
        List<RouteLine> routes = [];
        foreach (var line in text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            var isHop = char.IsWhiteSpace(line[0]);
            if (isHop && routes.Count > 0)
            {
                routes[^1] = WithHop(routes[^1], line);
                continue;
            }

            if (One(line) is not { } route)
                return Reading.Failed<RouteTable>($"ip route: line {Quote.Of(line.Trim())} does not parse");
            routes.Add(route);
        }

        return Reading.Of(new RouteTable(routes));
    }

    private static RouteLine? One(string line)
    {
        var fields = new Fields(line);
        if (!fields.Next(out var word)) return null;
        string? type = null;
        if (Types.Contains(word.ToString()))
        {
            type = word is "unicast" ? null : word.ToString();
            if (!fields.Next(out word)) return null;
        }

        var destination = word is "default" ? "default" : AddressWords.WithPrefix(word);
        return destination is null ? null : WithOptions(new RouteLine { Destination = destination, Type = type }, ref fields);
    }

    /// <summary>Null where an option that needs a value has none that parses.</summary>
    private static RouteLine? WithOptions(RouteLine route, ref Fields fields)
    {
        while (fields.Next(out var key))
        {
            if (key is not ("via" or "dev" or "src" or "metric" or "table")) continue;
            if (!fields.Next(out var value)) return null;
            if (key is "via" && value is "inet" or "inet6" && !fields.Next(out value)) return null;
            if (key is "metric" && !KernelNumber.TryCount(value, out _)) return null;
            if (key is "via" or "src" && AddressWords.Bare(value) is null) return null;
            route = key switch
            {
                "via" => route with { Gateway = value.ToString() },
                "dev" => route with { Interface = value.ToString() },
                "src" => route with { Source = value.ToString() },
                "table" => route with { Table = value.ToString() },
                _ => route with { Metric = KernelNumber.TryCount(value, out var metric) ? metric : null },
            };
        }

        return route;
    }

    /// <summary><c>nexthop via 10.0.0.1 dev eth0 weight 1</c>: of several the first is shown.</summary>
    private static RouteLine WithHop(RouteLine route, string line)
    {
        var fields = new Fields(line);
        return route.Gateway is null && route.Interface is null ? WithOptions(route, ref fields) ?? route : route;
    }

    [GeneratedRegex(
        @"\A(?:(?:unicast|local|broadcast|multicast|throw|unreachable|prohibit|blackhole|nat|anycast) )?(?:default|[0-9a-fA-F.:]+(?:/\d+)?)"
            + @"(?: (?:via|dev|proto|scope|metric|src|table|nhid|encap) |\s*\n\s+nexthop )",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@" lladdr |\b(?:REACHABLE|STALE|DELAY|PROBE|FAILED|INCOMPLETE|PERMANENT|NOARP)\s*$", RegexOptions.Multiline, 1000)]
    private static partial Regex Neighbour();
}

/// <summary>Tables of route(8) and netstat(8): a title, a heading, one line a route.</summary>
internal static class RouteTableText
{
    private const string Title = "Kernel IP";

    public static bool Matches(string text) => text.StartsWith(Title, StringComparison.Ordinal);

    public static Reading<RouteTable> Parse(string text)
    {
        List<RouteLine> routes = [];
        string[] heading = [];
        foreach (var line in text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            if (line.StartsWith(Title, StringComparison.Ordinal)) continue;
            if (line.StartsWith("Destination", StringComparison.Ordinal))
            {
                heading = Words(line.Replace("Next Hop", "NextHop", StringComparison.Ordinal));
                continue;
            }

            if (One(heading, Words(line)) is not { } route)
                return Reading.Failed<RouteTable>($"route: line {Quote.Of(line)} does not parse");
            routes.Add(route);
        }

        return routes.Count == 0 ? Reading.Absent<RouteTable>("no routes") : Reading.Of(new RouteTable(routes));
    }

    private static RouteLine? One(string[] heading, string[] words)
    {
        const int fewest = 6;
        if (words.Length < fewest) return null;
        var isV4 = heading.Contains("Genmask");
        if (isV4 && words.Length != heading.Length) return null;
        var destination = isV4 ? AddressWords.WithMask(words[0], Column(heading, words, "Genmask")) : AddressWords.WithPrefix(words[0]);
        if (destination is null && words[0] is not "default") return null;

        // Of IPv6 the counts behind the metric run into each other when they are long.
        var metric = isV4 ? Column(heading, words, "Metric") : Column(heading, words, "Met");
        var gateway = words[1].Trim('[', ']');
        return new RouteLine
        {
            Destination = destination is null or "0.0.0.0/0" or "::/0" ? "default" : destination,
            Gateway = gateway is "0.0.0.0" or "::" or "*" ? null : gateway,
            Interface = words[^1],
            Metric = KernelNumber.TryCount(metric, out var number) ? number : null,
        };
    }

    private static string? Column(string[] heading, string[] words, string name)
    {
        var at = Array.IndexOf(heading, name);
        return at < 0 ? null : words[at];
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
