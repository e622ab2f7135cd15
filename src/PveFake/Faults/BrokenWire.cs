using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Proxima.PveFake.Http;

namespace Proxima.PveFake.Faults;

/// <summary>Does to an answer what a fault says.</summary>
internal static class BrokenWire
{
    /// <summary>True when the fault was the answer; false when the ordinary answer follows, perhaps late or cut.</summary>
    public static async Task<bool> ApplyAsync(HttpContext context, Fault fault, TimeProvider clock, CancellationToken cancellationToken)
    {
        switch (fault.Kind)
        {
            case FaultKind.Slow:
                await Task.Delay(fault.Delay, clock, cancellationToken);
                return false;
            case FaultKind.Unauthorized:
                await ReplyWriter.BareAsync(context, 401, "Authentication failed!", clock.GetUtcNow());
                return true;
            case FaultKind.Unreachable:
                await ReplyWriter.BareAsync(context, 595, "No route to host", clock.GetUtcNow());
                return true;
            case FaultKind.Status:
                await ReplyWriter.BareAsync(context, fault.StatusCode, "fault on order", clock.GetUtcNow());
                return true;
            case FaultKind.Html:
                await ReplyWriter.TextAsync(context, 200, "OK", "<html><body><h1>It works!</h1></body></html>", "text/html",
                    clock.GetUtcNow());
                return true;
            case FaultKind.HalfBody:
                context.Response.Body = new HalfStream(context);
                return false;
            case FaultKind.Drop:
                await DropAsync(context);
                return true;
            default:
                context.Abort();
                return true;
        }
    }

    // Ends the connection without a byte of an answer, but in good order: the other side reads an end, not a reset.
    private static Task DropAsync(HttpContext context)
    {
        context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Lets half of what is written pass, then breaks the connection.</summary>
    private sealed class HalfStream(HttpContext context) : Stream
    {
        private readonly Stream _inner = context.Response.Body;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => _inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            // Kestrel sees that less came than was announced and closes the connection.
            await _inner.WriteAsync(buffer[..(buffer.Length / 2)], cancellationToken);
            await _inner.FlushAsync(cancellationToken);
        }
    }
}
