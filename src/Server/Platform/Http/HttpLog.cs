namespace Proxima.Server.Platform.Http;

internal static partial class HttpLog
{
    [LoggerMessage(9000, LogLevel.Error, "{Method} {Path} failed, trace {TraceId}")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string method, string path, string traceId);

    [LoggerMessage(9005, LogLevel.Error, "{Method} {Path} could not be answered: {Problem}")]
    public static partial void DatabaseAway(this ILogger logger, string method, string path, string problem);

    [LoggerMessage(9001, LogLevel.Warning, "Host name {Host} is not one of ours; add it to Http:AllowedHosts if it is")]
    public static partial void HostRefused(this ILogger logger, string host);

    [LoggerMessage(9002, LogLevel.Warning, "Uid {Uid} refused on the control socket; only root and the user that runs proxima may")]
    public static partial void ControlPeerRefused(this ILogger logger, uint uid);

    [LoggerMessage(9003, LogLevel.Warning, "Control socket {Path} was left behind by a run that did not end well; replaced")]
    public static partial void StaleSocketReplaced(this ILogger logger, string path);

    [LoggerMessage(9004, LogLevel.Warning, "This binary holds no page; only the API answers")]
    public static partial void NoPage(this ILogger logger);
}
