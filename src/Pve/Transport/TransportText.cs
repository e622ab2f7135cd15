using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using Proxima.Pve.Failures;

namespace Proxima.Pve.Transport;

/// <summary>Troubles of the way as plain sentences, with what to do.</summary>
internal static class TransportText
{
    public static PveTransportException Of(PveEndpoint endpoint, HttpRequestException error, CertificateCheck.Verdict? verdict)
    {
        var where = endpoint.Address.GetLeftPart(UriPartial.Authority);
        if (verdict is { Trouble: not null })
        {
            return Certificate(where, verdict, error);
        }

        var socket = Inner<SocketException>(error);
        return (error.HttpRequestError, socket?.SocketErrorCode) switch
        {
            (HttpRequestError.NameResolutionError, _) or (_, SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain)
                => new PveTransportException(
                PveTrouble.UnknownName, $"The name {endpoint.Address.Host} is not known. Check the spelling, or give the IP address.",
                    error),
            (_, SocketError.ConnectionRefused) => new PveTransportException(
                PveTrouble.Refused, $"Nothing answers at {where}. Check the port (Proxmox VE listens on 8006, Backup Server on 8007) "
                    + "and that pveproxy runs.", error),
            (_, SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown) => new PveTransportException(
                PveTrouble.NoRoute, $"There is no way to {where}. The host is off, or a network or firewall lies between.", error),
            (_, SocketError.TimedOut) => TimedOut(where, null, error),
            (HttpRequestError.SecureConnectionError, _) => Tls(where, error),
            (HttpRequestError.ResponseEnded, _) => new PveTransportException(
                PveTrouble.CutOff, $"{where} closed the connection before its answer was complete. Try again; if it stays so, look at "
                    + "pveproxy on the node.", error),
            (HttpRequestError.InvalidResponse, _) => NotProxmox(where, "something that is no HTTP", error),
            (_, SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown) => new PveTransportException(
                PveTrouble.Reset, $"{where} dropped the connection. Try again; a firewall or a restarting pveproxy does this.", error),
            (HttpRequestError.ConnectionError, _) when Inner<TimeoutException>(error) is not null
                || Inner<OperationCanceledException>(error) is not null
                => TimedOut(where, null, error),
            (HttpRequestError.ProxyTunnelError, _) => new PveTransportException(
                PveTrouble.Other, $"The proxy {endpoint.Proxy?.Authority} refused the way to {where}.", error),
            _ => new PveTransportException(PveTrouble.Other, $"{where} could not be asked: {error.Message}", error),
        };
    }

    public static PveTransportException TimedOut(string where, TimeSpan? limit, Exception? error = null)
    {
        var text = limit is { } time ? $" within {time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s" : " in time";
        return new PveTransportException(PveTrouble.TimedOut,
            $"{where} did not answer{text}. The host is off or busy, or a firewall swallows the packets.", error);
    }

    public static PveTransportException TooLarge(string where, int most)
        => new(PveTrouble.TooLarge,
            $"{where} answers with more than {(most / 1024 / 1024).ToString(CultureInfo.InvariantCulture)} MiB; ask for less.");

    public static PveTransportException NotProxmox(string where, string what, Exception? error = null)
        => new(PveTrouble.NotProxmox,
            $"{where} answers {what}: that is no Proxmox API. Check address and port (8006 for Proxmox VE, 8007 for Backup Server).",
                error);

    private static PveTransportException Certificate(string where, CertificateCheck.Verdict verdict, Exception error)
        => new(verdict.Trouble ?? PveTrouble.Untrusted, $"{where} {verdict.Text}", error) { Fingerprint = verdict.Fingerprint };

    private static PveTransportException Tls(string where, HttpRequestException error)
    {
        var inner = Inner<AuthenticationException>(error) ?? (Exception)error;
        var isPlain = inner.ToString().Contains("frame", StringComparison.OrdinalIgnoreCase)
            || inner.ToString().Contains("wrong version number", StringComparison.Ordinal);
        if (isPlain)
        {
            return new PveTransportException(PveTrouble.NotTls,
                $"What answers at {where} speaks no TLS. Check the port: 8006 for Proxmox VE, 8007 for Backup Server.", error);
        }

        return Inner<IOException>(error) is not null
            ? new PveTransportException(PveTrouble.Reset,
                $"{where} dropped the connection while it was being secured. Check the port; try again.", error)
            : new PveTransportException(PveTrouble.NotTls,
                $"{where} and this program agree on no way to secure the connection: {inner.Message}", error);
    }

    private static T? Inner<T>(Exception error)
        where T : Exception
    {
        for (Exception? at = error; at is not null; at = at.InnerException)
        {
            if (at is T found)
            {
                return found;
            }
        }

        return null;
    }
}
