using System.Net;
using Microsoft.Extensions.Options;

namespace Proxima.Server.Platform.Http;

/// <summary>
/// Against DNS rebinding: a foreign page whose name was pointed at us sends that name as Host. Plain addresses cannot be
/// rebound; names are allowed one by one.
/// </summary>
internal sealed class HostCheck(RequestDelegate next, IOptions<HttpOptions> options, ILogger<HostCheck> logger)
{
    private readonly HashSet<string> _names = new(options.Value.AllowedHostNames, StringComparer.OrdinalIgnoreCase)
    {
        "localhost",
        Environment.MachineName,
    };

    public Task InvokeAsync(HttpContext context)
    {
        var host = Name(context.Request);
        if (context.Features.Get<ControlPeer>() is not null || IPAddress.TryParse(host.Trim('[', ']'), out _) || _names.Contains(host))
        {
            return next(context);
        }

        logger.HostRefused(host);
        return RefuseAsync(context, host);
    }

    /// <summary>Some proxies pass on what the client wrote there, and the framework throws on what is no Punycode.</summary>
    public static Task RefuseUnreadableForward(HttpContext context, RequestDelegate next)
    {
        foreach (var host in context.Request.Headers.GetCommaSeparatedValues("X-Forwarded-Host"))
        {
            try
            {
                _ = HostString.FromUriComponent(host);
            }
            catch (ArgumentException)
            {
                return RefuseAsync(context, host);
            }
        }

        return next(context);
    }

    private static Task RefuseAsync(HttpContext context, string host)
    {
        var title = host.Length == 0 ? "The request names no host" : $"'{host}' is not a name of this server";
        return Problems.Of(421, "host-not-allowed", title, "Use its address, or add the name to the setting Http:AllowedHosts")
            .ExecuteAsync(context);
    }

    /// <summary>Reading the host decodes Punycode (RFC 3492), which throws on what is none: then it is a name nobody allowed.</summary>
    private static string Name(HttpRequest request)
    {
        try
        {
            return request.Host.Host;
        }
        catch (ArgumentException)
        {
            return request.Headers.Host.ToString();
        }
    }
}
