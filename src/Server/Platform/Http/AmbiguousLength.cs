namespace Proxima.Server.Platform.Http;

/// <summary>
/// A request that says its length twice, by Content-Length and by Transfer-Encoding, is how one request is smuggled inside another past a
/// proxy that believes the other of the two (RFC 9112, 6.1). Kestrel takes the second and moves the first aside; we take neither.
/// </summary>
internal static class AmbiguousLength
{
    /// <summary>Where Kestrel puts a Content-Length that stood beside a Transfer-Encoding.</summary>
    private const string MovedAside = "X-Content-Length";

    public static Task Refuse(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        if (headers.TransferEncoding.Count == 0 || (!headers.ContainsKey(MovedAside) && headers.ContentLength is null))
        {
            return next(context);
        }

        // What follows on this connection may be anybody's.
        context.Response.Headers.Connection = "close";
        return Problems.BadRequest("ambiguous-length", "The request says its length twice", "Send Content-Length or Transfer-Encoding")
            .ExecuteAsync(context);
    }
}
