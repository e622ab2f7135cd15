using System.Net.Sockets;

namespace Proxima.Cli.Client;

/// <summary>The way to a server: its unix socket, or TCP.</summary>
internal static class ServerHandler
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);

    public static HttpMessageHandler For(ServerAddress address)
    {
        // Redirects are not followed: the token is for the host that was named and for no other.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = ConnectLimit };
        if (address.Socket is { } path)
        {
            handler.UseProxy = false;
            handler.ConnectCallback = (_, cancellationToken) => ConnectAsync(path, cancellationToken);
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
