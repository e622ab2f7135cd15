using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Proxima.Server.Platform.Http;

/// <summary>Binds what we listen on, and says in one line why it cannot.</summary>
internal sealed class ListenSockets(ServeOptions options, ILogger<ListenSockets> logger)
{
    public string ControlPath { get; } = ListenAddress.ControlPath(options.DataFolder);

    /// <inheritdoc cref="ListenAddress.CheckedControlPath"/>
    public string CheckedControlPath => ListenAddress.CheckedControlPath(options.DataFolder);

    /// <summary>Called by Kestrel for every endpoint, before it listens on the socket.</summary>
    public Socket Bind(EndPoint endPoint) => endPoint is UnixDomainSocketEndPoint unix ? BindControl(unix) : BindNetwork(endPoint);

    private static Socket BindNetwork(EndPoint endPoint)
    {
        try
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        }
        catch (SocketException exception)
        {
            throw new StartupException(Explain(endPoint, exception), exception);
        }
    }

    private static string Explain(EndPoint endPoint, SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            $"{endPoint} is in use by another program; stop that program or give another address with --listen",
        SocketError.AccessDenied =>
            $"{endPoint} may not be used by this user; give a port from 1024 up with --listen, or grant CAP_NET_BIND_SERVICE",
        SocketError.AddressNotAvailable => $"{endPoint} is not an address of this machine; give one that is with --listen",
        SocketError.AddressFamilyNotSupported => $"{endPoint}: this machine has no IPv6; give an IPv4 address with --listen",
        _ => $"{endPoint} cannot be listened on ({exception.Message}); give another address with --listen",
    };

    private Socket BindControl(UnixDomainSocketEndPoint endPoint)
    {
        try
        {
            ClearStale(endPoint);
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);

            // Nobody can connect between bind and listen, so nobody gets in before the mode is set.
            File.SetUnixFileMode(ControlPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return socket;
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"Control socket {ControlPath} cannot be made ({exception.Message}); check that the data folder can be written", exception);
        }
    }

    private void ClearStale(UnixDomainSocketEndPoint endPoint)
    {
        var file = new FileInfo(ControlPath);
        if (file.LinkTarget is not null || IsOrdinaryFile())
        {
            throw new StartupException($"{ControlPath} is in the way of the control socket and is not one; move it elsewhere");
        }

        if (!file.Exists)
        {
            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(endPoint);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            file.Delete();
            logger.StaleSocketReplaced(ControlPath);
            return;
        }

        throw new StartupException($"Another proxima answers on {ControlPath}; stop it first, or give another data folder with --data");
    }

    /// <summary>A socket cannot be opened as a file (ENXIO, open(2)); what can be opened is no socket.</summary>
    private bool IsOrdinaryFile()
    {
        if (Directory.Exists(ControlPath))
        {
            return true;
        }

        try
        {
            using var handle = File.OpenHandle(ControlPath);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
