namespace Proxima.Server.Platform.Secrets;

internal static partial class SecretsLog
{
    [LoggerMessage(7501, LogLevel.Information, "Root key {KeyId} is in use for the first time; keep a copy of it away from the database")]
    public static partial void NewKey(this ILogger logger, string keyId);

    [LoggerMessage(7502, LogLevel.Warning,
        "The rotation to root key {KeyId} had been cut off after everything was sealed; its file is in place now")]
    public static partial void RotationFinished(this ILogger logger, string keyId);
}
