using System.Buffers;
using Proxima.Collect.KindsOf.Net;

namespace Proxima.Collect.KindsOf;

/// <summary>
/// What tells of interfaces, their addresses and routes: files of /proc/net, and the text and JSON of <c>ip</c>, <c>ifconfig</c> and
/// <c>route</c> as people send them. None of those programs is run by us.
/// </summary>
internal static class NetKind
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private static readonly string[] Headings = ["Inter-|", "VLAN Dev name", "Ethernet Channel Bonding Driver", "Iface\tDestination"];

    /// <summary>In the order asked: what could be taken for another comes last.</summary>
    private static readonly (Func<string, bool> Matches, Func<string, KindResult> Parse)[] Outputs =
    [
        (IpJson.Matches, IpJson.Parse),
        (RouteTableText.Matches, static text => KindResult.Of(RouteTableText.Parse(text), KindJson.Default.RouteTable)),
        (IpBriefText.Matches, static text => KindResult.Of(IpBriefText.Parse(text), KindJson.Default.InterfaceTable)),
        (IpText.Matches, static text => KindResult.Of(IpText.Parse(text), KindJson.Default.InterfaceTable)),
        (IfconfigText.Matches, static text => KindResult.Of(IfconfigText.Parse(text), KindJson.Default.InterfaceTable)),
        (RouteText.Matches, static text => KindResult.Of(RouteText.Parse(text), KindJson.Default.RouteTable)),
    ];

    /// <summary>Outputs that are known and not read, by how they begin, so that the answer says more than "unknown".</summary>
    private static readonly (string Start, string Reason)[] NotRead =
    [
        ("Settings for ", "output of ethtool: speed and duplex are read from /sys/class/net"),
        ("NIC statistics", "output of ethtool -S: counters are read from /proc/net/dev"),
        ("no stats available", "output of ethtool -S without figures"),
        ("Pause parameters", "output of ethtool -a: no figure is taken from it"),
        ("Ring parameters", "output of ethtool -g: no figure is taken from it"),
        ("Features for", "output of ethtool -k: no figure is taken from it"),
        ("Channel parameters", "output of ethtool -l: no figure is taken from it"),
        ("Cannot get ", "ethtool had nothing to say"),
        ("netlink error", "ethtool had nothing to say"),
        ("        Identifier", "output of ethtool -m: no figure is taken from it"),
        ("driver:", "output of ethtool -i: no figure is taken from it"),
        ("lldp.", "output of lldpctl: neighbours are not read yet"),
        ("port\tvlan", "output of bridge vlan: no figure is taken from it"),
        ("* 1: ", "output of networkctl: states are read from /sys/class/net"),
        ("1:\tlo", "output of ip maddress: no figure is taken from it"),
        ("+++", "a table of cloud-init: no figure is taken from it"),
    ];

    public static KindResult Parse(string text, string? attribute)
    {
        if (Array.Exists(Headings, heading => text.StartsWith(heading, StringComparison.Ordinal)) || LooksLikeAddress(text))
            return ProcKind.Parse(text, attribute);
        if (text.Length > 22 && text.AsSpan(17, 5) is " dev " && text.AsSpan(0, 17).Count(':') == 5)
            return KindResult.Nothing("output of bridge fdb: no figure is taken from it");
        foreach (var (matches, parse) in Outputs)
        {
            if (matches(text)) return parse(text);
        }

        foreach (var (start, reason) in NotRead)
        {
            if (text.StartsWith(start, StringComparison.Ordinal)) return KindResult.Nothing(reason);
        }

        if (RouteText.IsNeighbours(text)) return KindResult.Nothing("output of ip neighbour: no figure is taken from it");
        return KindResult.Nothing(text[0] is '{' or '['
            ? "JSON, but not of ip"
            : "neither a network file of the kernel nor output of ip, ifconfig or route");
    }

    private static bool LooksLikeAddress(string text)
        => text.Length > 32 && text[32] == ' ' && text.AsSpan(0, 32).IndexOfAnyExcept(HexDigits) < 0;
}
