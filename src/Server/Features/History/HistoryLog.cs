namespace Proxima.Server.Features.History;

/// <summary>Events 2000 to 2099.</summary>
internal static partial class HistoryLog
{
    [LoggerMessage(2000, LogLevel.Error, "Summaries of history were not made; samples are kept and it is tried again in {Seconds} s")]
    public static partial void RollupsFailed(ILogger logger, int seconds, Exception exception);

    [LoggerMessage(2001, LogLevel.Information, "Summaries of history are made again")]
    public static partial void RollupsRecovered(ILogger logger);

    [LoggerMessage(2002, LogLevel.Error, "The {Table} of subject {Subject} at {At} cannot be read and is left out: {Problem}")]
    public static partial void SpanUnreadable(ILogger logger, string table, long subject, DateTimeOffset at, string problem);
}
