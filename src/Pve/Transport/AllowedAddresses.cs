using System.Net;
using System.Net.Sockets;
using Proxima.Pve.Failures;

namespace Proxima.Pve.Transport;

/// <summary>
/// Connects to a name's addresses that may be called. The name is resolved once and what was judged is what is connected to: a second
/// look at the name could give another address.
/// </summary>
internal static class AllowedAddresses
{
    public static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint where, Func<IPAddress, string?> refusal, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(where.Host, cancellation);
        var allowed = addresses.Where(address => refusal(address) is null).ToArray();
        if (allowed.Length == 0 && addresses.Length > 0)
        {
            throw new PveTransportException(PveTrouble.ForbiddenAddress, $"{where.Host}: {refusal(addresses[0])}.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, where.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
