using System.Globalization;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;

namespace Proxima.Collect.KindsOf.Net;

/// <summary>Text of <c>ip address</c> and <c>ip link</c>, plain or with -details, -statistics, -oneline (ip-address(8)).</summary>
internal static partial class IpText
{
    private const int PatternMilliseconds = 1000;

    /// <summary>Types of ip-link(8) whose line of details begins with their name.</summary>
    private static readonly string[] Types =
    [
        "bond", "bridge", "dummy", "geneve", "gre", "gretap", "ifb", "ip6gre", "ip6tnl", "ipip", "ipoib", "ipvlan", "macsec", "macvlan",
        "macvtap", "nlmon", "openvswitch", "sit", "team", "tun", "vcan", "veth", "vlan", "vrf", "vti", "vxlan", "wireguard", "xfrm",
    ];

    public static bool Matches(string text) => Head().IsMatch(text) || OneLine().IsMatch(text);

    public static Reading<InterfaceTable> Parse(string text)
    {
        List<InterfaceView> interfaces = [];
        foreach (var line in Split(text))
        {
            var head = Head().Match(line);
            if (head.Success)
            {
                if (Begin(head) is not { } begun) return Bad(line);
                interfaces.Add(begun);
                continue;
            }

            var one = OneLine().Match(line);
            if (one.Success && !HasBegun(interfaces, one))
                interfaces.Add(new InterfaceView { Name = one.Groups["name"].Value, Index = Number(one.Groups["index"].ValueSpan) });
            if (interfaces.Count == 0) continue;
            if (Continued(interfaces[^1], one.Success ? line[one.Groups["rest"].Index..] : line) is not { } more) return Bad(line);
            interfaces[^1] = more;
        }

        return Reading.Of(new InterfaceTable(interfaces));
    }

    /// <summary>With -oneline a backslash stands for each line end.</summary>
    private static IEnumerable<string> Split(string text)
        => text.Split('\n').SelectMany(line => line.Split('\\')).Where(line => !string.IsNullOrWhiteSpace(line));

    private static bool HasBegun(List<InterfaceView> interfaces, Match one)
        => interfaces.Count > 0 && interfaces[^1].Name == one.Groups["name"].Value;

    private static InterfaceView? Begin(Match head)
    {
        var flags = head.Groups["flags"].Value.Split(',');
        var view = new InterfaceView
        {
            Name = head.Groups["name"].Value,
            Index = Number(head.Groups["index"].ValueSpan),
            IsUp = flags.Contains("UP"),
            HasLink = flags.Contains("LOWER_UP"),
            Parent = head.Groups["parent"].Value is { Length: > 0 } parent and not "NONE" ? parent : null,
        };
        var fields = new Fields(head.Groups["rest"].ValueSpan);
        while (fields.Next(out var key))
        {
            if (key is not ("mtu" or "master" or "state")) continue;
            if (!fields.Next(out var value)) return null;
            if (key is "master") view = view with { Master = value.ToString() };
            else if (key is "state") view = view with { State = value.ToString().ToLowerInvariant() };
            else if (Number(value) is { } mtu) view = view with { Mtu = mtu };
            else return null;
        }

        return view;
    }

    /// <summary>One line below the first; null where an address is none.</summary>
    private static InterfaceView? Continued(InterfaceView view, ReadOnlySpan<char> line)
    {
        var fields = new Fields(line);
        if (!fields.Next(out var key)) return view;
        if (key is "inet" or "inet6")
            return Address(ref fields) is { } address ? view with { Addresses = Growing.With(view.Addresses, address) } : null;
        if (key.StartsWith("link/"))
            return fields.Next(out var hardware) ? view with { HardwareAddress = AddressWords.Hardware(hardware) } : view;
        if (!Types.Contains(key.ToString())) return view;
        view = view with { Kind = key.ToString() };
        while (fields.Next(out var word))
        {
            if (view.Kind == "vlan" && word is "id" && fields.Next(out var id)) view = view with { VlanId = Number(id) };
            else if (view.Kind == "bond" && word is "mode" && fields.Next(out var mode)) view = view with { BondMode = mode.ToString() };
        }

        return view;
    }

    /// <summary><c>10.0.0.2/24</c>, or <c>10.0.0.2 peer 10.0.0.1/32</c>.</summary>
    private static string? Address(ref Fields fields)
    {
        if (!fields.Next(out var own)) return null;
        var rest = fields;
        if (own.Contains('/') || !rest.Next(out var peer) || peer is not "peer" || !rest.Next(out var other))
            return AddressWords.WithPrefix(own);
        var slash = other.IndexOf('/');
        return AddressWords.WithPrefix(slash < 0 ? own : $"{own}{other[slash..]}");
    }

    private static int? Number(ReadOnlySpan<char> text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Reading<InterfaceTable> Bad(string line)
        => Reading.Failed<InterfaceTable>($"ip: line {Quote.Of(line.AsSpan().Trim())} does not parse");

    [GeneratedRegex(
        @"^(?<index>\d+): (?<name>[^\s:@]+)(?:@(?<parent>[^\s:]+))?: <(?<flags>[^>\n]*)>(?<rest>[^\n]*)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, PatternMilliseconds)]
    private static partial Regex Head();

    [GeneratedRegex(
        @"^(?<index>\d+): (?<name>[^\s:@]+)\s+(?<rest>inet6? [^\n]*)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, PatternMilliseconds)]
    private static partial Regex OneLine();
}

/// <summary>Text of <c>ip -brief address</c> and <c>ip -brief link</c>: name, state, addresses, up to the first empty line.</summary>
internal static partial class IpBriefText
{
    public static bool Matches(string text) => Line().Match(text) is { Success: true, Index: 0 };

    public static Reading<InterfaceTable> Parse(string text)
    {
        List<InterfaceView> interfaces = [];
        foreach (var line in text.Split('\n').TakeWhile(line => !string.IsNullOrWhiteSpace(line)))
        {
            var match = Line().Match(line);
            if (!match.Success)
                return Reading.Failed<InterfaceTable>($"ip -brief: line {Quote.Of(line)} does not parse");
            interfaces.Add(One(match));
        }

        return Reading.Of(new InterfaceTable(interfaces));
    }

    private static InterfaceView One(Match match)
    {
        List<string> addresses = [];
        string? hardware = null;
        string[]? flags = null;
        foreach (var word in match.Groups["rest"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (word.StartsWith('<')) flags = word.Trim('<', '>').Split(',');
            else if (AddressWords.Hardware(word) is { } card) hardware = card;
            else if (word.Contains('/', StringComparison.Ordinal) && AddressWords.WithPrefix(word) is { } address) addresses.Add(address);
        }

        return new InterfaceView
        {
            Name = match.Groups["name"].Value,
            Parent = match.Groups["parent"].Value is { Length: > 0 } parent ? parent : null,
            State = match.Groups["state"].Value.ToLowerInvariant(),
            IsUp = flags?.Contains("UP"),
            HasLink = flags?.Contains("LOWER_UP"),
            HardwareAddress = hardware,
            Addresses = addresses,
        };
    }

    [GeneratedRegex(
        @"^(?<name>[^\s@:]+)(?:@(?<parent>\S+))?[ \t]+(?<state>UP|DOWN|UNKNOWN|DORMANT|LOWERLAYERDOWN|NOTPRESENT|TESTING)"
            + @"(?:[ \t]+(?<rest>[^\n]*))?$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Line();
}
