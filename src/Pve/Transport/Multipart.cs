using System.Net;
using System.Net.Http.Headers;

namespace Proxima.Pve.Transport;

/// <summary>An upload as Proxmox takes it: fields first, the file last, its length known.</summary>
internal static class Multipart
{
    public static MultipartFormDataContent Of(IReadOnlyList<KeyValuePair<string, string>> parameters, PveUpload upload)
    {
        var content = new MultipartFormDataContent(
            "----proxima-" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12)));
        // The server wants the boundary without quotes.
        var type = content.Headers.ContentType?.Parameters.FirstOrDefault(parameter => parameter.Name == "boundary");
        if (type is not null)
        {
            type.Value = type.Value?.Trim('"');
        }

        foreach (var (name, value) in parameters)
        {
            content.Add(Field(new StringContent(value), name, null));
        }

        content.Add(Field(new FileContent(upload), upload.Field, upload.FileName));
        return content;
    }

    private static HttpContent Field(HttpContent part, string name, string? file)
    {
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = $"\"{name}\"",
            FileName = file is null ? null : $"\"{file.Replace("\"", "%22", StringComparison.Ordinal)}\"",
        };
        if (file is null)
        {
            part.Headers.ContentType = null;
        }

        return part;
    }

    private sealed class FileContent : HttpContent
    {
        private readonly PveUpload _upload;
        private readonly long _length;

        public FileContent(PveUpload upload)
        {
            (_upload, _length) = (upload, upload.Content.Length - upload.Content.Position);
            Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
            => CopyAsync(stream, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
            => CopyAsync(stream, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return true;
        }

        private async Task CopyAsync(Stream stream, CancellationToken cancellation)
        {
            var buffer = new byte[81920];
            long sent = 0;
            int read;
            while ((read = await _upload.Content.ReadAsync(buffer, cancellation)) > 0)
            {
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellation);
                sent += read;
                _upload.Progress?.Report(sent);
            }
        }
    }
}
