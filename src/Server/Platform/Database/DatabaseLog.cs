namespace Proxima.Server.Platform.Database;

internal static partial class DatabaseLog
{
    [LoggerMessage(7001, LogLevel.Information, "Database {Database} is open ({Version})")]
    public static partial void Opened(this ILogger logger, string database, string version);

    [LoggerMessage(7002, LogLevel.Information, "Database {Database}: applied migration {Migration}")]
    public static partial void Migrated(this ILogger logger, string database, string migration);

    [LoggerMessage(7003, LogLevel.Critical,
        "Database {Database} was damaged ({Reason}): it was set aside as {Aside} and a fresh one was made; restore a backup")]
    public static partial void SetAside(this ILogger logger, string database, string reason, string aside);

    [LoggerMessage(7004, LogLevel.Debug, "Database {Database}: a write met another one ({SqlState}), attempt {Attempt}")]
    public static partial void Conflict(this ILogger logger, string database, string sqlState, int attempt);

    [LoggerMessage(7005, LogLevel.Warning, "Data folder {Folder} can be read by other users; run: chmod 700 {Folder}")]
    public static partial void FolderIsOpen(this ILogger logger, string folder);

    [LoggerMessage(7006, LogLevel.Debug, "Database {Database}: a failed write had been rolled back by the engine ({Reason})")]
    public static partial void RolledBack(this ILogger logger, string database, string reason);
}
