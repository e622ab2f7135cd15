using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Proxima.PveFake.Http;

/// <summary>
/// Makes the head of an answer what pveproxy sends where Kestrel would not: no <c>Content-Length: 0</c> where there is no body, and
/// <c>Keep-Alive</c> with capitals. Sits between Kestrel and the TLS stream.
/// </summary>
internal static class ExactHeaders
{
    public static ConnectionDelegate Use(ConnectionDelegate next) => async connection =>
    {
        connection.Transport = new Pipes(connection.Transport);
        await next(connection);
    };

    private sealed class Pipes(IDuplexPipe inner) : IDuplexPipe
    {
        public PipeReader Input => inner.Input;

        public PipeWriter Output { get; } = new HeadWriter(inner.Output);
    }

    /// <summary>Holds what Kestrel writes until it flushes, and puts the head right on the way.</summary>
    private sealed class HeadWriter(PipeWriter inner) : PipeWriter
    {
        private readonly ArrayBufferWriter<byte> _held = new(4096);

        public override bool CanGetUnflushedBytes => true;

        public override long UnflushedBytes => _held.WrittenCount;

        public override void Advance(int bytes) => _held.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => _held.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => _held.GetSpan(sizeHint);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null)
        {
            Pass();
            inner.Complete(exception);
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Pass();
            return inner.FlushAsync(cancellationToken);
        }

        private void Pass()
        {
            if (_held.WrittenCount == 0)
            {
                return;
            }

            var bytes = _held.WrittenSpan;
            var end = bytes.StartsWith("HTTP/1.1 "u8) ? bytes.IndexOf("\r\n\r\n"u8) : -1;
            if (end > 0)
            {
                WriteHead(bytes[..end]);
                bytes = bytes[end..];
            }

            inner.Write(bytes);
            _held.ResetWrittenCount();
        }

        private void WriteHead(ReadOnlySpan<byte> head)
        {
            while (head.Length > 0)
            {
                var line = head.IndexOf("\r\n"u8) is var cut && cut < 0 ? head : head[..(cut + 2)];
                head = head[line.Length..];
                if (line.SequenceEqual("Connection: keep-alive\r\n"u8) || line.SequenceEqual("Connection: keep-alive"u8))
                {
                    inner.Write("Connection: Keep-Alive"u8);
                    inner.Write(line[22..]);
                }
                else if (line.SequenceEqual("Content-Length: 0"u8))
                {
                    continue;
                }
                else if (!line.SequenceEqual("Content-Length: 0\r\n"u8))
                {
                    inner.Write(line);
                }
            }
        }
    }
}
