using Proxima.Server.Platform.Http;

namespace Proxima.Server.Platform.Auth;

/// <summary>
/// A foreign page may make the browser send a change with our cookie. Browsers say where a request comes from:
/// Sec-Fetch-Site (only over https and to loopback), else Origin, which none leaves out of an unsafe method. A request with
/// neither comes from a program, which nobody can trick like that (the reasoning of Go's http.CrossOriginProtection).
/// </summary>
internal sealed class CrossSite(RequestDelegate next, Refusals refusals, ILogger<CrossSite> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (IsSafe(request.Method) || context.Features.Get<ControlPeer>() is not null || HasToken(context) || IsOurs(request))
        {
            await next(context);
            return;
        }

        var origin = request.Headers.Origin.ToString();
        logger.CrossSiteRefused(request.Method, request.Path, origin.Length == 0 ? request.Headers["Sec-Fetch-Site"].ToString() : origin);
        await refusals.AuditAsync(context, "cross-site");
        var problem = Problems.Of(
            403,
            "cross-site",
            "This change was asked for by another site",
            "Do it on Proxima's own page; a proxy in front must pass Host on unchanged");
        await problem.ExecuteAsync(context);
    }

    /// <summary>No browser adds a bearer token by itself.</summary>
    private static bool HasToken(HttpContext context) => context.Principal()?.Token is not null;

    private static bool IsSafe(string method)
        => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    private static bool IsOurs(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            // "none" is the person themself: address bar, bookmark.
            return site is "same-origin" or "none";
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
        {
            return true;
        }

        return Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && string.Equals(uri.Authority, Authority(request, uri), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Host as an origin writes it: without the port that the scheme implies.</summary>
    private static string Authority(HttpRequest request, Uri origin)
        => request.Host.Port is { } port && port == origin.Port && origin.IsDefaultPort ? request.Host.Host : request.Host.Value ?? "";
}
