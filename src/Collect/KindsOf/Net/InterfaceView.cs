namespace Proxima.Collect.KindsOf.Net;

/// <summary>
/// One interface as a program printed it (ip, ifconfig). What that program or its options do not tell is null; an interface without
/// an address has an empty list.
/// </summary>
internal sealed record InterfaceView
{
    public required string Name { get; init; }

    /// <summary>The kernel's number of it.</summary>
    public int? Index { get; init; }

    /// <summary>operstate in lower case: up, down, unknown, lowerlayerdown, …</summary>
    public string? State { get; init; }

    /// <summary>Switched on (flag UP).</summary>
    public bool? IsUp { get; init; }

    /// <summary>Has a carrier (flag LOWER_UP, RUNNING of ifconfig).</summary>
    public bool? HasLink { get; init; }

    /// <summary>Bytes.</summary>
    public int? Mtu { get; init; }

    /// <summary>Lower case with colons; null for all zero.</summary>
    public string? HardwareAddress { get; init; }

    /// <summary>The bridge or bond it belongs to.</summary>
    public string? Master { get; init; }

    /// <summary>The interface below, or the other end of a pair (<c>@</c> in the name).</summary>
    public string? Parent { get; init; }

    /// <summary>vlan, bond, bridge, veth, …; null where the output does not tell.</summary>
    public string? Kind { get; init; }

    public int? VlanId { get; init; }

    public string? BondMode { get; init; }

    /// <summary>With prefix length (10.0.0.2/24).</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];
}

internal sealed record InterfaceTable(IReadOnlyList<InterfaceView> Interfaces);

/// <summary>
/// One route. <see cref="Destination"/> is <c>default</c> or an address with prefix length; <see cref="Type"/> is null for an ordinary
/// one, else local, broadcast, unreachable, …
/// </summary>
internal sealed record RouteLine
{
    public required string Destination { get; init; }
    public string? Type { get; init; }
    public string? Gateway { get; init; }
    public string? Interface { get; init; }
    public string? Source { get; init; }
    public long? Metric { get; init; }
    public string? Table { get; init; }
}

internal sealed record RouteTable(IReadOnlyList<RouteLine> Routes);
