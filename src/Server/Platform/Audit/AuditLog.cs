namespace Proxima.Server.Platform.Audit;

internal static partial class AuditLog
{
    [LoggerMessage(7551, LogLevel.Critical,
        "The audit chain was tampered with: its head does not fit its entries. Entry {Missing} stays empty as a mark; check the audit log")]
    public static partial void Broken(this ILogger logger, long missing);

    [LoggerMessage(7552, LogLevel.Warning,
        "The head of the audit log is anchored nowhere ({Reason}): an older copy of the database put back would go unnoticed")]
    public static partial void NotAnchored(this ILogger logger, string reason);

    [LoggerMessage(7553, LogLevel.Warning, "The head of the audit log was not anchored at the end: {Reason}")]
    public static partial void LastAnchorFailed(this ILogger logger, string reason);

    [LoggerMessage(7554, LogLevel.Error, "Uses of API tokens could not be written to the audit log")]
    public static partial void UsesNotWritten(this ILogger logger, Exception exception);

    [LoggerMessage(7555, LogLevel.Critical, "{Method} {Path} by {Principal} was answered, and the audit log could not be written")]
    public static partial void ChangeNotWritten(this ILogger logger, Exception exception, string method, string path, string principal);

    [LoggerMessage(7558, LogLevel.Critical, "The audit log is not whole, {Flaws} findings: {First}")]
    public static partial void NotWhole(this ILogger logger, long flaws, string first);

    [LoggerMessage(7557, LogLevel.Error, "Counts of repeated refusals could not be written to the audit log")]
    public static partial void RepeatsNotWritten(this ILogger logger, Exception exception);

    [LoggerMessage(7556, LogLevel.Critical, "{Flaws} audit entries that retention took did not hold; the log says so from now on")]
    public static partial void TookFlawed(this ILogger logger, long flaws);
}
