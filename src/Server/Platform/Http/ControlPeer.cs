using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Proxima.Server.Platform.Http;

/// <summary>
/// The process at the other end of the control socket, as the kernel says (SO_PEERCRED, unix(7)). A request has this feature
/// exactly when it came in over the control socket.
/// </summary>
public sealed record ControlPeer(uint Uid)
{
    // <asm-generic/socket.h>
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    /// <summary>Uid this process acts as.</summary>
    public static uint OwnUid => geteuid();

    /// <summary>Lets root and our own user in, and closes the connection on everybody else.</summary>
    internal static ConnectionDelegate Admit(ConnectionDelegate next, ILogger logger) => connection =>
    {
        var peer = Of(connection);
        if (peer is null || (peer.Uid != 0 && peer.Uid != OwnUid))
        {
            logger.ControlPeerRefused(peer?.Uid ?? uint.MaxValue);
            return Task.CompletedTask;
        }

        connection.Features.Set(peer);
        return next(connection);
    };

    private static ControlPeer? Of(ConnectionContext connection)
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
        {
            return null;
        }

        // struct ucred { pid_t pid; uid_t uid; gid_t gid; }
        Span<byte> credentials = stackalloc byte[12];
        try
        {
            var length = socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
            return length == credentials.Length ? new ControlPeer(MemoryMarshal.Read<uint>(credentials[4..])) : null;
        }
        catch (SocketException)
        {
            // The peer is gone already: nobody to let in.
            return null;
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();
}
