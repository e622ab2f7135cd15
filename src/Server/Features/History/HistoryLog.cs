namespace Proxima.Server.Features.History;

/// <summary>Events 2000 to 2099.</summary>
internal static partial class HistoryLog
{
    [LoggerMessage(2001, LogLevel.Error, "The {Level} of subject {Subject} from {At} on cannot be read and are set aside: {Problem}")]
    public static partial void PartSetAside(ILogger logger, string level, long subject, DateTimeOffset at, string problem);

    [LoggerMessage(2002, LogLevel.Error, "{Bytes} bytes of the tail cannot be read and are now in {File}: {Problem}")]
    public static partial void TailSetAside(ILogger logger, long bytes, string file, string problem);

    [LoggerMessage(2003, LogLevel.Information, "Brought {Rows} rows of the former history into blocks")]
    public static partial void BroughtOver(ILogger logger, long rows);

    [LoggerMessage(2004, LogLevel.Error,
        "A row of the former history, of subject {Subject} at {At}, cannot be read and is left out: {Problem}")]
    public static partial void OldRowUnreadable(ILogger logger, long subject, DateTimeOffset at, string problem);
}
