using Proxima.Pve.Failures;
using System.Buffers;
using System.Globalization;
using System.Net;
using System.Runtime.ExceptionServices;

namespace Proxima.Pve.Transport;

/// <summary>
/// Calls over HTTPS, as Proxmox's own server takes them: a body is never chunked, DELETE has none, a connection that answered with an error
/// is not used again, and what arrives compressed without being asked for is unpacked.
/// </summary>
public sealed class HttpsTransport : IPveTransport
{
    /// <summary>No answer of the API comes near it; more is refused.</summary>
    private const int MostBytes = 64 * 1024 * 1024;

    private readonly HttpClient _client;
    private readonly CertificateCheck? _certificates;
    private readonly PveEndpoint _endpoint;
    private readonly TimeProvider _clock;
    private readonly string _root;

    public HttpsTransport(PveEndpoint endpoint, TimeProvider? clock = null, TimeSpan? connectTimeout = null)
    {
        (_endpoint, _clock) = (endpoint, clock ?? TimeProvider.System);
        _certificates = new CertificateCheck(endpoint, _clock);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = connectTimeout ?? TimeSpan.FromSeconds(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(50),
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            MaxConnectionsPerServer = 16,
            UseCookies = false,
            UseProxy = endpoint.Proxy is not null,
            Proxy = endpoint.Proxy is { } proxy ? new WebProxy(proxy) : null,
            SslOptions = { RemoteCertificateValidationCallback = _certificates.IsRight },
        };
        if (endpoint.Refusal is { } refusal)
        {
            handler.ConnectCallback = (context, cancellation) => AllowedAddresses.ConnectAsync(context.DnsEndPoint, refusal, cancellation);
        }

        _client = Client(handler);
        _root = RootOf(endpoint);
    }

    /// <summary>Calls through a given handler: a server in the same process.</summary>
    public HttpsTransport(PveEndpoint endpoint, HttpMessageHandler handler, TimeProvider? clock = null)
    {
        (_endpoint, _clock) = (endpoint, clock ?? TimeProvider.System);
        _client = Client(handler);
        _root = RootOf(endpoint);
    }

    public string Where => _endpoint.Address.GetLeftPart(UriPartial.Authority);

    public bool IsTrusted => false;

    public async Task<PveReply> SendAsync(PveRequest request, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(request.Timeout ?? TimeSpan.FromSeconds(30), _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var message = Message(request);
        try
        {
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await BodyAsync(response, either.Token);
            var reply = new PveReply((int)response.StatusCode, Utf8(response.ReasonPhrase), body)
            {
                Date = response.Headers.Date,
                ContentType = response.Content.Headers.ContentType?.MediaType,
            };
            return request.IsDownload && reply.IsSuccess ? reply : Checked(reply);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw TransportText.TimedOut(Where, request.Timeout ?? TimeSpan.FromSeconds(30));
        }
        catch (HttpRequestException error) when (error.InnerException is PveTransportException own)
        {
            ExceptionDispatchInfo.Throw(own);
            throw;
        }
        catch (HttpRequestException error)
        {
            throw TransportText.Of(_endpoint, error, _certificates?.Last);
        }
        catch (IOException error)
        {
            throw new PveTransportException(PveTrouble.CutOff,
                $"{Where} stopped in the middle of its answer. Try again; if it stays so, look at pveproxy on the node.", error);
        }
    }

    /// <summary>A page beside the API, as text: the description of the API that a node serves. No log-in goes along.</summary>
    public async Task<string> PageAsync(string path, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(Where + path));
        try
        {
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
            var body = await BodyAsync(response, cancellation);
            return response.IsSuccessStatusCode
                ? System.Text.Encoding.UTF8.GetString(body.Span)
                : throw TransportText.NotProxmox(Where, $"{(int)response.StatusCode} to {path}");
        }
        catch (HttpRequestException error)
        {
            throw TransportText.Of(_endpoint, error, _certificates?.Last);
        }
    }

    public void Dispose() => _client.Dispose();

    private static HttpClient Client(HttpMessageHandler handler) => new(handler)
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static string RootOf(PveEndpoint endpoint) => endpoint.Address.GetLeftPart(UriPartial.Authority) + "/api2/json";

    private HttpRequestMessage Message(PveRequest request)
    {
        var inQuery = request.Method is "GET" or "DELETE";
        var form = Form(request.Parameters);
        var address = _root + request.Path + (inQuery && form.Length > 0 ? "?" + form : string.Empty);
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(address))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (request.Upload is { } upload)
        {
            message.Content = Multipart.Of(request.Parameters, upload);
        }
        else if (!inQuery)
        {
            message.Content = new OnceContent(System.Text.Encoding.ASCII.GetBytes(form));
        }

        return message;
    }

    /// <summary>Everything but letters, digits and -_.~ is encoded: the server would split a value at <c>=</c> and <c>;</c>.</summary>
    internal static string Form(IReadOnlyList<KeyValuePair<string, string>> parameters)
        => string.Join('&', parameters.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));

    private async Task<ReadOnlyMemory<byte>> BodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var expected = response.Content.Headers.ContentLength;
        if (expected > MostBytes)
        {
            throw TransportText.TooLarge(Where, MostBytes);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new ArrayBufferWriter<byte>((int)(expected is > 0 ? expected.Value + 1 : 4096));
        while (true)
        {
            var read = await stream.ReadAsync(buffer.GetMemory(1), cancellation);
            if (read == 0)
            {
                return buffer.WrittenMemory;
            }

            buffer.Advance(read);
            if (buffer.WrittenCount > MostBytes)
            {
                throw TransportText.TooLarge(Where, MostBytes);
            }
        }
    }

    // Reason phrases are UTF-8 on the wire and read as Latin-1.
    private static string Utf8(string? reason)
    {
        if (reason is null || reason.All(char.IsAscii) || reason.Any(letter => letter > 255))
        {
            return reason ?? string.Empty;
        }

        return System.Text.Encoding.UTF8.GetString(System.Text.Encoding.Latin1.GetBytes(reason));
    }

    private PveReply Checked(PveReply reply)
    {
        var start = reply.Body.Span.TrimStart(" \r\n\t"u8);
        var isHtml = reply.ContentType is "text/html" || (start.Length > 0 && start[0] == (byte)'<');
        if (isHtml)
        {
            throw TransportText.NotProxmox(Where, reply.Status.ToString(CultureInfo.InvariantCulture) + " with a web page");
        }

        if (reply.Status is >= 300 and < 400)
        {
            throw TransportText.NotProxmox(Where, $"a redirection ({reply.Status.ToString(CultureInfo.InvariantCulture)})");
        }

        var isNoJson = start.Length == 0 ? reply.ContentType != "application/json" : start[0] != (byte)'{';
        if (reply.IsSuccess && isNoJson)
        {
            throw TransportText.NotProxmox(Where, start.Length == 0 ? "an empty page" : "something that is no JSON");
        }

        return reply;
    }
}
