namespace Proxima.Server.Platform.Auth;

internal static partial class AuthLog
{
    [LoggerMessage(4000, LogLevel.Error, "Route {Method} {Route} declares no scope and is refused")]
    public static partial void RouteWithoutScope(this ILogger logger, string method, string route);

    [LoggerMessage(4001, LogLevel.Warning, "{Principal} may not {Method} {Path}: scope {Scope} is missing")]
    public static partial void ScopeRefused(this ILogger logger, string principal, string method, string path, string scope);

    [LoggerMessage(4002, LogLevel.Warning, "{Method} {Path} came from another site ({Origin}) and is refused")]
    public static partial void CrossSiteRefused(this ILogger logger, string method, string path, string origin);

    [LoggerMessage(4003, LogLevel.Error, "{Method} {Path} was refused to {Principal}, but the audit trail could not be written")]
    public static partial void RefusalNotAudited(this ILogger logger, Exception exception, string method, string path, string principal);
}
