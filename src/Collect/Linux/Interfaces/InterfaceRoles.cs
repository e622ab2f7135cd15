using System.Globalization;
using System.Text.RegularExpressions;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Interfaces;

/// <summary>What an interface is for, from the kernel's type where it says one and from Proxmox' names where it does not.</summary>
internal static partial class InterfaceRoles
{
    /// <summary>ARPHRD_LOOPBACK, include/uapi/linux/if_arp.h.</summary>
    private const int Loopback = 772;
    private const int Ethernet = 1;

    /// <summary>ARPHRD_PPP, TUNNEL, TUNNEL6, SIT, IPGRE, IP6GRE, NONE (tun, wireguard).</summary>
    private static readonly int[] TunnelTypes = [512, 768, 769, 776, 778, 823, 65534];
    private static readonly string[] TunnelDeviceTypes = ["wireguard", "vxlan", "geneve", "gre", "ppp", "xfrm", "macsec", "gretap", "ipip"];

    public static InterfaceRole Of(InterfaceFiles files, bool isVlan, bool hasOpenVSwitch)
    {
        var type = int.TryParse(files.Type.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var deviceType = DeviceType(files.Uevent);
        if (type == Loopback || files.Name == "lo") return InterfaceRole.Loopback;
        if (GuestName().IsMatch(files.Name)) return InterfaceRole.Guest;
        if (deviceType == "bond" || files.Entries.Contains("bonding")) return InterfaceRole.Bond;
        if (deviceType == "vlan" || isVlan) return InterfaceRole.Vlan;
        if (deviceType == "bridge" || files.Entries.Contains("bridge")) return InterfaceRole.Bridge;
        if (IsOpenVSwitch(files, deviceType, hasOpenVSwitch)) return InterfaceRole.OpenVSwitch;
        if (TunnelTypes.Contains(type) || TunnelDeviceTypes.Contains(deviceType) || files.Entries.Contains("tun_flags"))
            return InterfaceRole.Tunnel;
        if (files.Entries.Contains("device") || deviceType == "wlan") return InterfaceRole.Physical;
        return IsOwnCardOfContainer(files, type, deviceType) ? InterfaceRole.Physical : InterfaceRole.Other;
    }

    /// <summary>DEVTYPE= of uevent; null where the driver names none.</summary>
    internal static string? DeviceType(string? uevent)
    {
        const string key = "DEVTYPE=";
        var lines = new Lines(uevent);
        while (lines.Next(out var line))
        {
            if (line.StartsWith(key)) return line[key.Length..].Trim().ToString();
        }

        return null;
    }

    /// <summary>Internal ports of Open vSwitch carry no type at all; Proxmox names its bridges vmbrN whatever makes them.</summary>
    private static bool IsOpenVSwitch(InterfaceFiles files, string? deviceType, bool hasOpenVSwitch)
    {
        if (files.Name is "ovs-system" or "ovs-netdev") return true;
        if (!hasOpenVSwitch || deviceType is not null || files.Entries.Contains("device")) return false;
        return OpenVSwitchName().IsMatch(files.Name) || files.Master?.EndsWith("/ovs-system", StringComparison.Ordinal) == true;
    }

    /// <summary>Inside a container the only card is one end of a pair: no hardware behind it, its other end outside.</summary>
    private static bool IsOwnCardOfContainer(InterfaceFiles files, int type, string? deviceType)
        => type == Ethernet && deviceType is null && files.Master is null
            && (files.Name.StartsWith("eth", StringComparison.Ordinal) || files.Name.StartsWith("en", StringComparison.Ordinal))
            && files.Index is { } index && files.Link is { } link && index.Trim() != link.Trim();

    [GeneratedRegex(@"^(?:(?:tap|veth|fwbr|fwln)\d+i\d+|fwpr\d+p\d+|vnet\d+|veth[0-9a-zA-Z]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GuestName();

    [GeneratedRegex(@"^(?:vmbr\d+|genev_sys_\d+|vxlan_sys_\d+|gre_sys)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OpenVSwitchName();
}
