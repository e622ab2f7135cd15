namespace Proxima.Server.Platform.Http;

/// <summary>Headers every answer carries. The page replaces the content policy with its own (<see cref="PageServer"/>).</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string NothingAtAll = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private const string Permissions = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        + "magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = NothingAtAll;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    }

    /// <summary>
    /// What files of the page may do; scripts among them may be workers, which obey the policy they came with and not the page's.
    /// </summary>
    public static string FilePolicy { get; } = Policy("'self'");

    /// <summary>
    /// What the page may do: its own files, and style elements that carry the nonce (the component library adds some at run time).
    /// </summary>
    public static string PagePolicy(string nonce) => Policy($"'self' 'nonce-{nonce}'");

    private static string Policy(string code)
        => $"default-src 'self'; script-src {code}; style-src {code}; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}
