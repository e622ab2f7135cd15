using System.Net;
using System.Net.Sockets;

namespace Proxima.Server.Platform.Http;

/// <summary>Where a request came from.</summary>
public static class ClientAddress
{
    /// <summary>For the audit trail: the address; null for the control socket.</summary>
    public static string? Address(this HttpContext context)
    {
        var address = context.Features.Get<ControlPeer>() is null ? context.Connection.RemoteIpAddress : null;
        return address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4().ToString() : address?.ToString();
    }

    /// <summary>
    /// One name for whoever holds the address, to count tries by: an IPv4 address, or the /64 of an IPv6 address, of which one
    /// person has 2^64.
    /// </summary>
    public static string Neighbourhood(string? address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
        {
            return "local";
        }

        if (parsed.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return parsed.ToString();
        }

        var bytes = parsed.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes) + "/64";
    }
}
