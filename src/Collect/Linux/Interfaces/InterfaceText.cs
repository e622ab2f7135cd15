using System.Globalization;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Interfaces;

/// <summary>What /sys/class/net/NAME holds of one interface, as text; null where a file is missing or answers an error.</summary>
internal sealed record InterfaceFiles
{
    public required string Name { get; init; }

    /// <summary>Names in the folder: bridge, bonding, device, tun_flags, lower_eth0 …</summary>
    public required IReadOnlyList<string> Entries { get; init; }
    public string? State { get; init; }
    public string? Type { get; init; }
    public string? Uevent { get; init; }
    public string? Speed { get; init; }
    public string? Duplex { get; init; }
    public string? Mtu { get; init; }
    public string? Address { get; init; }
    public string? BondingMode { get; init; }

    /// <summary>ifindex and iflink: they differ on one end of a pair (veth) and on stacked interfaces.</summary>
    public string? Index { get; init; }
    public string? Link { get; init; }

    /// <summary>Target of the link <c>master</c>.</summary>
    public string? Master { get; init; }
}

/// <summary>What hardly changes of an interface.</summary>
internal sealed record InterfaceProperties
{
    public required InterfaceRole Role { get; init; }
    public long? SpeedBitsPerSecond { get; init; }
    public string? Duplex { get; init; }
    public int? Mtu { get; init; }
    public string? HardwareAddress { get; init; }
    public string? Master { get; init; }
    public string? Parent { get; init; }
    public int? VlanId { get; init; }
    public string? BondMode { get; init; }
}

/// <summary>Properties from the texts of /sys/class/net (Documentation/ABI/testing/sysfs-class-net).</summary>
internal static class InterfaceText
{
    private const long MegabitsToBits = 1_000_000;

    /// <summary>Drivers without a figure print -1, some as unsigned.</summary>
    private const long UnknownSpeed = 4_294_967_295;

    public static InterfaceProperties Parse(InterfaceFiles files, VlanLine? vlan, bool hasOpenVSwitch)
    {
        var role = InterfaceRoles.Of(files, vlan is not null, hasOpenVSwitch);
        var isVlan = role == InterfaceRole.Vlan;
        return new InterfaceProperties
        {
            Role = role,
            SpeedBitsPerSecond = Speed(files, role),
            Duplex = role == InterfaceRole.Physical && files.Duplex?.Trim() is "full" or "half" ? files.Duplex.Trim() : null,
            Mtu = int.TryParse(files.Mtu.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var mtu) ? mtu : null,
            HardwareAddress = HardwareAddress(files.Address),
            Master = LastElement(files.Master),
            Parent = isVlan ? vlan?.Parent ?? Lower(files.Entries) : null,
            VlanId = isVlan ? vlan?.VlanId ?? VlanIdOf(files.Name) : null,
            BondMode = FirstWord(files.BondingMode),
        };
    }

    /// <summary>
    /// Virtual devices invent a speed (tap says 10 Mbit/s), so only cards and bonds of cards are believed,
    /// and only with a link.
    /// </summary>
    private static long? Speed(InterfaceFiles files, InterfaceRole role)
        => role is InterfaceRole.Physical or InterfaceRole.Bond
            && KernelNumber.TryCount(files.Speed.AsSpan().Trim(), out var megabits)
            && megabits is > 0 and < UnknownSpeed
                ? megabits * MegabitsToBits
                : null;

    private static string? HardwareAddress(string? text)
    {
        var address = text?.Trim().ToLowerInvariant();
        return string.IsNullOrEmpty(address) || !address.AsSpan().ContainsAnyExcept("0:") ? null : address;
    }

    private static string? LastElement(string? link) => link is null ? null : link[(link.LastIndexOf('/') + 1)..];

    /// <summary>bonding/mode: <c>802.3ad 4</c>.</summary>
    private static string? FirstWord(string? text)
    {
        var word = text.AsSpan().Trim();
        var end = word.IndexOf(' ');
        if (end >= 0) word = word[..end];
        return word.IsEmpty ? null : word.ToString();
    }

    private static string? Lower(IReadOnlyList<string> entries)
        => entries.FirstOrDefault(entry => entry.StartsWith("lower_", StringComparison.Ordinal))?[6..];

    private static int? VlanIdOf(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot >= 0 && int.TryParse(name.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }
}
