using System.Globalization;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Model;

namespace Proxima.Collect.KindsOf.Net;

/// <summary>
/// Text of ifconfig(8) of net-tools, in the form since 2.0 (<c>eth0: flags=…</c>) and the one before (<c>eth0  Link encap:…</c>).
/// </summary>
internal static partial class IfconfigText
{
    public static bool Matches(string text) => Head().IsMatch(text);

    public static Reading<InterfaceTable> Parse(string text)
    {
        List<InterfaceView> interfaces = [];
        foreach (var line in text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            var head = Head().Match(line);
            var view = head.Success ? Begin(head) : interfaces.Count > 0 ? Continued(interfaces[^1], line) : null;
            if (view is null)
                return Reading.Failed<InterfaceTable>($"ifconfig: line {Quote.Of(line.Trim())} does not parse");
            if (head.Success) interfaces.Add(view);
            else interfaces[^1] = view;
        }

        return Reading.Of(new InterfaceTable(interfaces));
    }

    private static InterfaceView? Begin(Match head)
    {
        var view = new InterfaceView { Name = head.Groups["name"].Value };
        if (!head.Groups["flags"].Success) return view with { HardwareAddress = AddressWords.Hardware(head.Groups["hardware"].ValueSpan) };
        if (!int.TryParse(head.Groups["mtu"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var mtu)) return null;
        return WithFlags(view, head.Groups["flags"].Value.Split(',')) with { Mtu = mtu };
    }

    /// <summary>One line below the first; null where an address is none.</summary>
    private static InterfaceView? Continued(InterfaceView view, string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words[0] switch
        {
            "inet" => words.Length > 1 ? WithAddress(view, V4(words)) : null,
            "inet6" => words.Length > 2 ? WithAddress(view, words[1] == "addr:" ? AddressWords.WithPrefix(words[2]) : V6(words)) : null,
            "ether" or "infiniband" => words.Length > 1 ? view with { HardwareAddress = AddressWords.Hardware(words[1]) } : null,
            _ => Array.Find(words, word => word.StartsWith("MTU:", StringComparison.Ordinal)) is { } mtu
                ? WithFlags(view, words) with { Mtu = Number(mtu[4..]) }
                : view,
        };
    }

    private static InterfaceView WithFlags(InterfaceView view, string[] flags)
        => view with { IsUp = flags.Contains("UP"), HasLink = flags.Contains("RUNNING") };

    private static InterfaceView? WithAddress(InterfaceView view, string? address)
        => address is null ? null : view with { Addresses = [.. view.Addresses, address] };

    /// <summary><c>inet 10.0.0.2  netmask 255.0.0.0</c> and <c>inet addr:10.0.0.2  Bcast:… Mask:255.0.0.0</c>.</summary>
    private static string? V4(string[] words)
    {
        if (!words[1].StartsWith("addr:", StringComparison.Ordinal))
            return Behind(words, "netmask") is { } netmask ? AddressWords.WithMask(words[1], netmask) : AddressWords.WithPrefix(words[1]);
        var mask = Array.Find(words, word => word.StartsWith("Mask:", StringComparison.Ordinal));
        return mask is null ? AddressWords.WithPrefix(words[1].AsSpan(5)) : AddressWords.WithMask(words[1].AsSpan(5), mask.AsSpan(5));
    }

    private static string? V6(string[] words)
        => Behind(words, "prefixlen") is { } prefix ? AddressWords.WithPrefix($"{words[1]}/{prefix}") : AddressWords.WithPrefix(words[1]);

    private static string? Behind(string[] words, string key)
    {
        var at = Array.IndexOf(words, key);
        return at >= 0 && at + 1 < words.Length ? words[at + 1] : null;
    }

    private static int? Number(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(
        @"^(?<name>\S+?)(?:: flags=\d+<(?<flags>[^>\n]*)>\s+mtu (?<mtu>\S+)|[ \t]+Link encap:[^\n]*?(?:HWaddr (?<hardware>\S+)[^\n]*)?$)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Head();
}
