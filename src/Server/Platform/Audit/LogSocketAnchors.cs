using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Proxima.Server.Platform.Audit;

/// <summary>Where the logs of this machine listen; a parameter so that tests bring their own.</summary>
internal sealed record LogSockets(string Journal, string Syslog)
{
    public static LogSockets OfSystem { get; } = new("/run/systemd/journal/socket", "/dev/log");
}

/// <summary>
/// systemd's journal by its native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL): one datagram of FIELD=value lines. The journal adds
/// fields nobody can forge (_UID, _PID, _EXE), which is why it is asked first.
/// </summary>
internal sealed class JournalAnchor(LogSockets sockets, TimeProvider time) : IAuditAnchor
{
    /// <summary>LOG_NOTICE, syslog(3).</summary>
    private const int Notice = 5;

    public string Name => "journal";

    public bool IsFallback => false;

    public Task<string?> WriteAsync(AuditAnchor anchor, CancellationToken cancellationToken)
        => LogSocket.SendAsync(sockets.Journal, Encoding.UTF8.GetBytes(Fields(anchor)), time, cancellationToken);

    /// <summary>None of the values holds a line end: they are digits and letters.</summary>
    private static string Fields(AuditAnchor anchor) => string.Create(
        CultureInfo.InvariantCulture,
        $"MESSAGE={AnchorText.Of(anchor)}\nMESSAGE_ID={AnchorText.MessageId}\nPRIORITY={Notice}\nSYSLOG_IDENTIFIER=proxima\n"
        + $"{AnchorText.InstanceField}={anchor.Instance}\n{AnchorText.SequenceField}={anchor.Sequence}\n"
        + $"{AnchorText.MacField}={Convert.ToHexStringLower(anchor.Mac)}\n{AnchorText.KeyField}={anchor.KeyId}\n"
        + $"{AnchorText.ProofField}={Convert.ToHexStringLower(anchor.Proof)}\n");
}

/// <summary>The syslog daemon (RFC 3164, as /dev/log takes it), where there is no journal.</summary>
internal sealed class SyslogAnchor(LogSockets sockets, TimeProvider time) : IAuditAnchor
{
    /// <summary>Facility authpriv (10), severity notice (5).</summary>
    private const int Priority = (10 * 8) + 5;

    public string Name => "syslog";

    public bool IsFallback => true;

    public Task<string?> WriteAsync(AuditAnchor anchor, CancellationToken cancellationToken)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"<{Priority}>{time.GetLocalNow():MMM dd HH:mm:ss} proxima[{Environment.ProcessId}]: {AnchorText.Of(anchor)}");
        return LogSocket.SendAsync(sockets.Syslog, Encoding.UTF8.GetBytes(line), time, cancellationToken);
    }
}

/// <summary>One datagram to a socket of this machine.</summary>
internal static class LogSocket
{
    /// <summary>A log that takes nothing must not hold anything up.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Null when it was taken, else why not.</summary>
    public static async Task<string?> SendAsync(string path, byte[] datagram, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return $"{path} is not there";
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), either.Token);
            var sent = await socket.SendAsync(datagram, either.Token);
            return sent == datagram.Length ? null : $"{path} took {sent} of {datagram.Length} bytes";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{path} took nothing for {Limit.TotalSeconds:0} s";
        }
        catch (SocketException exception)
        {
            return $"{path}: {exception.Message.ReplaceLineEndings(" ")}";
        }
    }
}
