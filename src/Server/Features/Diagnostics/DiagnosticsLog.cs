namespace Proxima.Server.Features.Diagnostics;

/// <summary>Events 5000 to 5099.</summary>
internal static partial class DiagnosticsLog
{
    [LoggerMessage(5000, LogLevel.Error, "/health answers 503: {Problem}")]
    public static partial void DatabaseDoesNotAnswer(ILogger logger, string problem);

    [LoggerMessage(5001, LogLevel.Information, "/health answers 200 again")]
    public static partial void DatabasesAnswerAgain(ILogger logger);
}
