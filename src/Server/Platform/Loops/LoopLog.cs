namespace Proxima.Server.Platform.Loops;

internal static partial class LoopLog
{
    [LoggerMessage(7101, LogLevel.Error, "Loop {Loop} failed; it goes on after a pause")]
    public static partial void Failed(this ILogger logger, Exception exception, string loop);

    [LoggerMessage(7102, LogLevel.Information, "Loop {Loop} works again after {Failures} failures")]
    public static partial void Recovered(this ILogger logger, string loop, int failures);
}
