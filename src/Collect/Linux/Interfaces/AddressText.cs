using System.Globalization;
using System.Net;
using Proxima.Collect.Sources;
using Proxima.Model;

namespace Proxima.Collect.Linux.Interfaces;

internal sealed record AddressTable(IReadOnlyList<InterfaceAddress> Addresses);

/// <summary>A VLAN interface, its number and the interface below.</summary>
internal sealed record VlanLine(string Name, int VlanId, string Parent);

internal sealed record VlanTable(IReadOnlyList<VlanLine> Vlans);

/// <summary>/proc/net/if_inet6: address, index, prefix length, scope, flags (all hexadecimal), name.</summary>
internal static class AddressText
{
    private const int Digits = 32;

    public static Reading<AddressTable> Parse(ReadOnlySpan<char> text)
    {
        List<InterfaceAddress> addresses = [];
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var fields = new Fields(line);
            if (!fields.Next(out var address)) continue;
            if (!TryAddress(address, out var parsed) || !fields.Skip(1) || !fields.Next(out var prefixText)
                || !int.TryParse(prefixText, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var prefix)
                || prefix is < 0 or > 128 || !fields.Skip(2) || !fields.Next(out var name))
            {
                return Reading.Failed<AddressTable>($"/proc/net/if_inet6: line {Quote.Of(line)} does not parse");
            }

            addresses.Add(new(name.ToString(), string.Create(CultureInfo.InvariantCulture, $"{parsed}/{prefix}")));
        }

        return Reading.Of(new AddressTable(addresses));
    }

    private static bool TryAddress(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.IPv6None;
        if (text.Length != Digits) return false;
        Span<byte> bytes = stackalloc byte[Digits / 2];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!byte.TryParse(text.Slice(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i]))
                return false;
        }

        address = new IPAddress(bytes);
        return true;
    }
}

/// <summary>/proc/net/vlan/config: two lines of heading, then <c>name | id | parent</c>.</summary>
internal static class VlanText
{
    private const int Headings = 2;

    public static Reading<VlanTable> Parse(ReadOnlySpan<char> text)
    {
        List<VlanLine> vlans = [];
        var lines = new Lines(text);
        for (var number = 0; lines.Next(out var line); number++)
        {
            if (number < Headings || line.Trim().IsEmpty) continue;
            var first = line.IndexOf('|');
            var last = line.LastIndexOf('|');
            if (first <= 0 || last == first
                || !int.TryParse(line[(first + 1)..last].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                return Reading.Failed<VlanTable>($"/proc/net/vlan/config: line {Quote.Of(line)} does not parse");
            }

            vlans.Add(new(line[..first].Trim().ToString(), id, line[(last + 1)..].Trim().ToString()));
        }

        return Reading.Of(new VlanTable(vlans));
    }
}
