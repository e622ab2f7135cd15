using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Proxima.Pve.Tests.Recordings;

/// <summary>A loopback server that writes given bytes for each request and, like Proxmox, closes after errors. It remembers what it was sent.</summary>
internal sealed class ReplayServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<SentRequest, byte[]?> _answer;
    private int _connections;

    public ReplayServer(Func<SentRequest, byte[]?> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public ReplayServer(params Recording[] recordings)
    {
        var left = new Queue<Recording>(recordings);
        _answer = _ => Bytes(left.Count > 1 ? left.Dequeue() : left.Peek());
        _listener.Start();
        _ = AcceptAsync();
    }

    public List<SentRequest> Sent { get; } = [];

    public int Connections => _connections;

    public bool ClosesAfterAnswer { get; set; }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public static byte[] Text(string statusLine, string body, params string[] headers)
        => Encoding.UTF8.GetBytes($"HTTP/1.1 {statusLine}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public static byte[] Json(string body) => Text("200 OK", body, "Content-Type: application/json;charset=UTF-8", "Connection: Keep-Alive");

    /// <summary>The recorded answer as it travelled: reason phrase, headers in their order, body or none.</summary>
    public static byte[] Bytes(Recording recording)
    {
        var head = new StringBuilder(recording.StatusLine).Append("\r\n");
        foreach (var (name, value) in recording.Headers)
        {
            // The recorder unpacked the body; what is left is as long as it is.
            if (name is "Content-Encoding")
            {
                continue;
            }

            head.Append(name).Append(": ").Append(name == "Content-Length" ? recording.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) : value).Append("\r\n");
        }

        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. recording.Body];
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _ = ServeAsync(client);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await SentRequest.ReadAsync(stream, _stop.Token) is { } request)
                {
                    lock (Sent)
                    {
                        Sent.Add(request);
                    }

                    if (_answer(request) is not { } bytes)
                    {
                        client.LingerState = new LingerOption(true, 0);
                        return;
                    }

                    await stream.WriteAsync(bytes, _stop.Token);
                    var head = Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, 2000));
                    if (ClosesAfterAnswer || head[9] >= '4' || head.Contains("Connection: close", StringComparison.OrdinalIgnoreCase))
                    {
                        return;
                    }
                }
            }
            catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The client went away, or the test is over.
            }
        }
    }
}

/// <summary>What a client sent.</summary>
internal sealed record SentRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static async Task<SentRequest?> ReadAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !(head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n'))
        {
            if (await stream.ReadAsync(one, cancellation) == 0)
            {
                return null;
            }

            head.Add(one[0]);
            if (head[0] == 0x16)
            {
                // A client that wants TLS; what stands for a web server answers it in plain text.
                return new SentRequest("TLS", string.Empty, new Dictionary<string, string>(), string.Empty);
            }
        }

        var lines = Encoding.UTF8.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : string.Empty, StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), System.Globalization.CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, cancellation);
        var first = lines[0].Split(' ');
        return new SentRequest(first[0], first[1], headers, Encoding.UTF8.GetString(body));
    }
}
