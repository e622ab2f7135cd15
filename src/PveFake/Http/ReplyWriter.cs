using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Proxima.PveFake.Http;

/// <summary>Puts an answer on the wire: status and reason, the headers of pveproxy, an envelope or a text or nothing.</summary>
internal static class ReplyWriter
{
    public const string Json = "application/json;charset=UTF-8";

    private const int WorthCompressing = 1024;

    private static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Status and reason alone. No body, no Content-Type, no Content-Length, as the real one does it.</summary>
    public static Task BareAsync(HttpContext context, int status, string reason, DateTimeOffset now)
    {
        Head(context, status, reason, now);
        // Kestrel adds a length of zero, and ExactHeaders takes it away again.
        return Task.CompletedTask;
    }

    /// <summary>A plain text, with or without a type.</summary>
    public static Task TextAsync(HttpContext context, int status, string reason, string text, string? type, DateTimeOffset now)
    {
        Head(context, status, reason, now);
        return BodyAsync(context, Encoding.UTF8.GetBytes(text), type, false);
    }

    public static Task DataAsync(HttpContext context, Answer answer, bool isExtJs, DateTimeOffset now)
    {
        Head(context, 200, "OK", now);
        if (answer.Download is { } file)
        {
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
            return BodyAsync(context, Encoding.UTF8.GetBytes(file.Text), "text/plain", false);
        }

        var bytes = Bytes(writer =>
        {
            Member(writer, "data", answer.Data);
            foreach (var (name, value) in answer.Beside ?? [])
            {
                Member(writer, name, value);
            }

            if (isExtJs)
            {
                writer.WriteNumber("success", 1);
            }
        });
        return answer.IsAlwaysCompressed
            ? BodyAsync(context, bytes, "application/json", true)
            : BodyAsync(context, bytes, Json, bytes.Length > WorthCompressing && AsksForGzip(context));
    }

    /// <summary>A refusal with its envelope; in the extjs format that is a success that says it is none.</summary>
    /// <summary>A refusal of a backup server: the ordinary reason, and the words alone as the body.</summary>
    public static Task PlainRefusalAsync(HttpContext context, Refusal refusal, DateTimeOffset now)
    {
        var status = refusal.Status switch { 501 => 404, 500 or 506 => 400, _ => refusal.Status };
        Head(context, status, Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status), now);
        context.Response.Headers.Server = "proxmox-backup-api";
        var text = refusal.Errors is { } errors
            ? "parameter verification errors\n\n" + string.Concat(errors.Select(pair => $"parameter '{pair.Key}': {pair.Value}\n"))
            : refusal.Message;
        return BodyAsync(context, Encoding.UTF8.GetBytes(text), Json, false);
    }

    public static Task RefusalAsync(HttpContext context, Refusal refusal, bool isExtJs, DateTimeOffset now)
    {
        var message = refusal.Status == 501 ? refusal.Message : refusal.Message + "\n";
        Head(context, isExtJs ? 200 : refusal.Status, isExtJs ? "OK" : refusal.Message, now);
        var bytes = Bytes(writer =>
        {
            writer.WriteString("message", message);
            if (refusal.Errors is { } errors)
            {
                writer.WriteStartObject("errors");
                foreach (var (name, text) in errors)
                {
                    writer.WriteString(name, text);
                }

                writer.WriteEndObject();
            }

            writer.WriteNull("data");
            if (isExtJs)
            {
                writer.WriteNumber("success", 0);
                writer.WriteString("status", refusal.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        });
        return BodyAsync(context, bytes, Json, false);
    }

    /// <summary>The headers every answer has.</summary>
    public static void Head(HttpContext context, int status, string reason, DateTimeOffset now)
    {
        var response = context.Response;
        response.StatusCode = status;
        if (context.Features.Get<IHttpResponseFeature>() is { } feature)
        {
            feature.ReasonPhrase = reason.ReplaceLineEndings(" ").TrimEnd();
        }

        var date = now.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "max-age=0";
        response.Headers.Pragma = "no-cache";
        response.Headers.Server = "pve-api-daemon/3.0";
        response.Headers.Date = date;
        response.Headers.Expires = date;
        var isKept = status < 400 && context.Request.Protocol == HttpProtocol.Http11
            && !context.Request.Headers.Connection.ToString().Contains("close", StringComparison.OrdinalIgnoreCase);
        response.Headers.Connection = isKept ? "Keep-Alive" : "close";
    }

    private static bool AsksForGzip(HttpContext context)
        => context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);

    private static void Member(Utf8JsonWriter writer, string name, JsonNode? value)
    {
        writer.WritePropertyName(name);
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    private static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer, Unescaped);
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static async Task BodyAsync(HttpContext context, ReadOnlyMemory<byte> bytes, string? type, bool isCompressed)
    {
        if (isCompressed)
        {
            context.Response.Headers.ContentEncoding = "gzip";
            bytes = Compress(bytes);
        }

        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static byte[] Compress(ReadOnlyMemory<byte> bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(bytes.Span);
        }

        return memory.ToArray();
    }
}
