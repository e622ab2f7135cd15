namespace Proxima.Server.Platform.Audit;

internal static partial class AuditLog
{
    [LoggerMessage(7551, LogLevel.Critical,
        "The audit chain was tampered with: its head does not fit its entries. Entry {Missing} stays empty as a mark; check the audit log")]
    public static partial void Broken(this ILogger logger, long missing);
}
