namespace Proxima.Server.Features.Storage;

/// <summary>Events 13000 to 13099.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(13000, LogLevel.Error, "Watching woke the sleeping disk {Device} ({Disk}); its clock is slowed down")]
    public static partial void Woken(ILogger logger, string device, string disk);

    [LoggerMessage(13001, LogLevel.Warning, "What is known of the disks cannot be kept: {Reason}")]
    public static partial void MemoryFailed(ILogger logger, string reason);

    [LoggerMessage(13002, LogLevel.Information, "{Principal} started the {Test} self-test of disk {Disk}")]
    public static partial void TestStarted(ILogger logger, string principal, string test, string disk);
}
