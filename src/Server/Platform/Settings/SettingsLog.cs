namespace Proxima.Server.Platform.Settings;

internal static partial class SettingsLog
{
    [LoggerMessage(8001, LogLevel.Error, "Retention rule {Rule} failed; the others go on")]
    public static partial void RuleFailed(this ILogger logger, Exception exception, string rule);
}
