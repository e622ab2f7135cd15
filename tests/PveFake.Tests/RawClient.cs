using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Proxima.PveFake.Tests;

/// <summary>
/// Speaks HTTP by the byte: what a client library would hide (reason phrase, absent length, dropped connection) is what these tests
/// are about.
/// </summary>
internal static class RawClient
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task<RawAnswer> AskAsync(
        Uri address, string method, string target, IEnumerable<(string Name, string Value)> headers, byte[] body,
            CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(address.Host, address.Port, limit.Token);
#pragma warning disable CA5359 // The mock's certificate is made anew each time; these tests are not about it.
        await using var tls = new SslStream(tcp.GetStream(), false, (_, _, _, _) => true);
#pragma warning restore CA5359
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, limit.Token);
        var head = new StringBuilder($"{method} {target} HTTP/1.1\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        head.Append("\r\n");
        await tls.WriteAsync(Encoding.UTF8.GetBytes(head.ToString()).Concat(body).ToArray(), limit.Token);
        return await ReadAsync(tls, limit.Token);
    }

    /// <summary>A call with a token, the connection to be closed after it.</summary>
    public static Task<RawAnswer> AskAsync(PveFakeServer fake, string method, string path, string? form = null, string? token = null)
    {
        var body = Encoding.UTF8.GetBytes(form ?? string.Empty);
        var headers = new List<(string, string)> { ("Host", "localhost"), ("Connection", "close"), ("Authorization", token ?? fake.Token) };
        if (form is not null)
        {
            headers.Add(("Content-Type", "application/x-www-form-urlencoded"));
            headers.Add(("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)));
        }

        return AskAsync(fake.Address, method, path.StartsWith("/api2", StringComparison.Ordinal) ? path : "/api2/json" + path, headers,
            body, TestContext.Current.CancellationToken);
    }

    private static async Task<RawAnswer> ReadAsync(SslStream tls, CancellationToken cancellationToken)
    {
        var bytes = new List<byte>();
        var buffer = new byte[65536];
        var end = -1;
        RawAnswer? answer = null;
        try
        {
            while (true)
            {
                var read = await tls.ReadAsync(buffer, cancellationToken);
                if (read == 0)
                {
                    break;
                }

                bytes.AddRange(buffer.AsSpan(0, read));
                end = end < 0 ? HeadEnd(bytes) : end;
                answer ??= end < 0 ? null : RawAnswer.Parse(Encoding.UTF8.GetString([.. bytes.Take(end)]));
                if (answer?.Header("Content-Length") is { } length
                    && bytes.Count - end - 4 >= int.Parse(length, CultureInfo.InvariantCulture))
                {
                    break;
                }
            }
        }
        catch (IOException)
        {
            // A reset: what came before it is the answer, or there is none.
            answer = answer is null ? new RawAnswer(0, "reset", []) : answer with { IsBroken = true };
        }

        return answer is null ? new RawAnswer(0, "closed", []) : answer with { Body = end < 0 ? [] : [.. bytes.Skip(end + 4)] };
    }

    private static int HeadEnd(List<byte> bytes)
    {
        for (var i = 0; i + 3 < bytes.Count; i++)
        {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n')
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>An answer as it came; status 0 when none came.</summary>
internal sealed record RawAnswer(int Status, string Reason, IReadOnlyList<(string Name, string Value)> Headers)
{
    public byte[] Body { get; init; } = [];

    public bool IsBroken { get; init; }

    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.FirstOrDefault(header
        => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public static RawAnswer Parse(string head)
    {
        var lines = head.Split("\r\n");
        var first = lines[0].Split(' ', 3);
        return new RawAnswer(int.Parse(first[1], CultureInfo.InvariantCulture), first.ElementAtOrDefault(2) ?? string.Empty,
            [.. lines.Skip(1).Where(line => line.Contains(':', StringComparison.Ordinal))
                .Select(line => (line[..line.IndexOf(':', StringComparison.Ordinal)],
                line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()))]);
    }
}
