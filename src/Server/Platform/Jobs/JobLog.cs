namespace Proxima.Server.Platform.Jobs;

internal static partial class JobLog
{
    [LoggerMessage(6001, LogLevel.Information, "Job {Job} ({Kind}) ended: {State}")]
    public static partial void Ended(this ILogger logger, string job, string kind, JobState state);

    [LoggerMessage(6002, LogLevel.Error, "Job {Job} ({Kind}) failed")]
    public static partial void Failed(this ILogger logger, Exception exception, string job, string kind);

    [LoggerMessage(6003, LogLevel.Information, "Job {Job} ({Kind}) was cut off by the end of the program: {Reason}")]
    public static partial void CutOff(this ILogger logger, string job, string kind, string reason);

    [LoggerMessage(6004, LogLevel.Error, "The end of job {Job} ({Kind}) could not be written; trying again")]
    public static partial void EndNotWritten(this ILogger logger, Exception exception, string job, string kind);

    [LoggerMessage(6005, LogLevel.Error, "Waiting jobs could not be read; trying again")]
    public static partial void QueueFailed(this ILogger logger, Exception exception);
}
