using System.Text.Json.Serialization;

namespace Proxima.Model.Host;

/// <summary>All network interfaces but those of no interest (none is left out silently: lo is listed too).</summary>
public sealed record InterfaceList(IReadOnlyList<InterfaceCounters> Interfaces);

/// <summary>What an interface is for.</summary>
[JsonConverter(typeof(CamelCaseEnum<InterfaceRole>))]
public enum InterfaceRole
{
    Other,
    Loopback,
    Physical,
    Bridge,
    Bond,
    Vlan,

    /// <summary>tap…, veth…, fwpr…: the host's end of a guest's network card.</summary>
    Guest,

    /// <summary>wg, tun and other tunnels.</summary>
    Tunnel,
    OpenVSwitch,
}

/// <summary>One interface: counters since it came up (/proc/net/dev) and what /sys/class/net says of it.</summary>
public sealed record InterfaceCounters
{
    public required string Name { get; init; }
    public required InterfaceRole Role { get; init; }

    /// <summary>operstate: up, down, unknown, dormant, …</summary>
    public required string State { get; init; }
    public required long ReceivedBytes { get; init; }
    public required long ReceivedPackets { get; init; }
    public required long ReceiveErrors { get; init; }
    public required long ReceiveDrops { get; init; }
    public required long SentBytes { get; init; }
    public required long SentPackets { get; init; }
    public required long SendErrors { get; init; }
    public required long SendDrops { get; init; }

    /// <summary>Link speed; null where there is no link or the driver does not say (virtual devices).</summary>
    public long? SpeedBitsPerSecond { get; init; }

    /// <summary>full, half or null.</summary>
    public string? Duplex { get; init; }
    public int? Mtu { get; init; }

    /// <summary>Hardware address, lower case with colons.</summary>
    public string? HardwareAddress { get; init; }

    /// <summary>IPv4 and IPv6 addresses with prefix length (10.0.0.2/24).</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The bridge or bond this one belongs to.</summary>
    public string? Master { get; init; }

    /// <summary>For a VLAN: the interface below it.</summary>
    public string? Parent { get; init; }
    public int? VlanId { get; init; }

    /// <summary>For a bond: its mode (802.3ad, active-backup) and the slave in use.</summary>
    public string? BondMode { get; init; }
    public string? BondActiveSlave { get; init; }
}
