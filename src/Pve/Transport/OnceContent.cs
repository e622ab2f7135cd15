using System.Net;
using System.Net.Http.Headers;
using Proxima.Pve.Failures;

namespace Proxima.Pve.Transport;

/// <summary>
/// The body of a write, sent once. When a kept connection breaks before an answer, the framework would send the call again on another one;
/// the server may have done it already, so the second time is refused.
/// </summary>
internal sealed class OnceContent : HttpContent
{
    private readonly byte[] _body;
    private int _sent;

    public OnceContent(byte[] body)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SendAsync(stream, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        => SendAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    private async Task SendAsync(Stream stream, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _sent, 1) == 1)
        {
            throw new PveTransportException(
                PveTrouble.Reset, "The connection broke before the answer to a write came. It may have been done: look before you try "
                    + "again.");
        }

        await stream.WriteAsync(_body, cancellation);
    }
}
