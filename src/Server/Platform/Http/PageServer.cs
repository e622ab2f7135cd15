using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Proxima.Server.Platform.Http;

/// <summary>
/// Answers what no route took: files of the page by their path, and the page itself for every address without a dot, because
/// the page routes inside the browser.
/// </summary>
internal sealed class PageServer
{
    /// <summary>What the build leaves in index.html where the nonce of the answer goes.</summary>
    private const string NoncePlace = "__CSP_NONCE__";

    private const string NotBuilt = "The page is not built into this binary; run ./dev run";

    private readonly RequestDelegate _next;
    private readonly PageFiles _files;
    private readonly string? _index;

    public PageServer(RequestDelegate next, PageFiles files, ILogger<PageServer> logger)
    {
        _next = next;
        _files = files;
        _index = files.Find(PageFiles.Index) is { } index ? WithNoncePlace(Encoding.UTF8.GetString(index.Plain.Content)) : null;
        if (_index is null)
        {
            logger.NoPage();
        }
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsPageRequest(context))
        {
            return _next(context);
        }

        var path = context.Request.Path.Value ?? "/";
        if (path != PageFiles.Index && _files.Find(path) is { } file)
        {
            return SendFileAsync(context, file);
        }

        if (path is "/" or PageFiles.Index || (IsPlace(path) && AcceptsHtml(context.Request)))
        {
            return _index is null ? SendNotBuiltAsync(context) : SendIndexAsync(context, _index);
        }

        return _next(context);
    }

    /// <summary>
    /// No route took it, it only reads, and it is not below /api, where an unknown address is an error and never the page.
    /// </summary>
    public static bool IsPageRequest(HttpContext context)
        => context.GetEndpoint() is null
            && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            && !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static async Task SendFileAsync(HttpContext context, PageFile file)
    {
        var variant = Choose(context.Request, file);
        var response = context.Response;
        response.Headers.ContentSecurityPolicy = SecurityHeaders.FilePolicy;
        response.Headers.ETag = variant.ETag;
        response.Headers.CacheControl = file.Path.StartsWith("/assets/", StringComparison.Ordinal)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
        if (file.Variants.Count > 1)
        {
            response.Headers.Vary = HeaderNames.AcceptEncoding;
        }

        if (IsUnchanged(context.Request, variant))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = file.ContentType;
        response.ContentLength = variant.Content.Length;
        if (variant.Encoding is not null)
        {
            response.Headers.ContentEncoding = variant.Encoding;
        }

        await SendBodyAsync(context, variant.Content);
    }

    /// <summary>Fresh each time, so that a nonce is good for one answer; that is also why it has no ETag.</summary>
    private static Task SendIndexAsync(HttpContext context, string template)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var body = Encoding.UTF8.GetBytes(template.Replace(NoncePlace, nonce, StringComparison.Ordinal));
        var response = context.Response;
        response.Headers.ContentSecurityPolicy = SecurityHeaders.PagePolicy(nonce);
        response.Headers.CacheControl = "no-cache";
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        return SendBodyAsync(context, body);
    }

    private static Task SendNotBuiltAsync(HttpContext context)
    {
        var body = Encoding.UTF8.GetBytes($"<!doctype html><title>Proxima</title><p>{NotBuilt}</p>\n");
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return SendBodyAsync(context, body);
    }

    private static Task SendBodyAsync(HttpContext context, byte[] body)
        => HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();

    private static PageVariant Choose(HttpRequest request, PageFile file)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        return file.Variants.FirstOrDefault(variant => variant.Encoding is null || Accepts(accepted, variant.Encoding)) ?? file.Plain;
    }

    private static bool Accepts(IList<StringWithQualityHeaderValue> accepted, string encoding)
        => accepted.Any(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && value.Quality is not 0);

    private static bool IsUnchanged(HttpRequest request, PageVariant variant)
        => request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag == "*" || tag.Tag == variant.ETag);

    private static bool IsPlace(string path) => !path.AsSpan(path.LastIndexOf('/') + 1).Contains('.');

    private static bool AcceptsHtml(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return accepted.Count == 0
            || accepted.Any(value => value.Quality is not 0 && value.MediaType.Value is "text/html" or "text/*" or "*/*");
    }

    /// <summary>The page reads its nonce from a meta element; a build without one gets it.</summary>
    private static string WithNoncePlace(string html)
    {
        if (html.Contains("name=\"csp-nonce\"", StringComparison.Ordinal))
        {
            return html;
        }

        var head = html.IndexOf("<head>", StringComparison.OrdinalIgnoreCase);
        return head < 0 ? html : html.Insert(head + "<head>".Length, $"<meta name=\"csp-nonce\" content=\"{NoncePlace}\">");
    }
}
