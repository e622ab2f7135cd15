namespace Proxima.Server.Platform.Auth;

/// <summary>
/// The cookie that carries a session. Its name carries the instance, so that two instances on one host name (ports are not
/// part of a cookie's scope) do not sign each other out.
/// </summary>
public sealed class SessionCookie(IInstance instance)
{
    /// <summary>The token sent with this request; null when there is none.</summary>
    public string? Read(HttpContext context) => context.Request.Cookies[Name(context)];

    public void Write(HttpContext context, string token, TimeSpan lifetime)
        => context.Response.Cookies.Append(Name(context), token, Attributes(context, lifetime));

    public void Clear(HttpContext context) => context.Response.Cookies.Delete(Name(context), Attributes(context, lifetime: null));

    /// <summary>Over https the browser itself holds the cookie to this host, this path and https (RFC 6265bis, __Host- prefix).</summary>
    private string Name(HttpContext context) => (context.Request.IsHttps ? "__Host-proxima-" : "proxima-") + instance.Id;

    private static CookieOptions Attributes(HttpContext context, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        MaxAge = lifetime,
        IsEssential = true,
    };
}
