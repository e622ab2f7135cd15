namespace Proxima.Server.Features.History;

/// <summary>Events 2000 to 2099.</summary>
internal static partial class HistoryLog
{
    [LoggerMessage(2000, LogLevel.Error, "The {Table} of subject {Subject} at {At} cannot be read and is left out: {Problem}")]
    public static partial void SpanUnreadable(ILogger logger, string table, long subject, DateTimeOffset at, string problem);
}
