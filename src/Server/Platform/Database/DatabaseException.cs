using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Proxima.Server.Platform.Database;

/// <summary>The database could not do it now: full, locked, not answering, damaged. One line: what, where, what to do.</summary>
public sealed class DatabaseException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What the engines' error codes mean, for stores and for people.</summary>
public static class DatabaseErrors
{
    // https://www.sqlite.org/rescode.html
    private const int SqliteConstraintPrimaryKey = 1555;
    private const int SqliteConstraintUnique = 2067;

    /// <summary>A row with this key is there already, on either engine.</summary>
    public static bool IsUniqueViolation(this DbException exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteConstraintPrimaryKey or SqliteConstraintUnique,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        _ => false,
    };

    /// <summary>Another transaction was in the way; the same write may work the next time.</summary>
    internal static bool IsConflict(this PostgresException exception)
        => exception.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    internal static bool IsCorrupt(this SqliteException exception)
        => exception.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    internal static bool IsInterrupted(this SqliteException exception)
        => exception.SqliteErrorCode == raw.SQLITE_INTERRUPT;

    /// <summary>The line for a person, or null when the error is about the statement and not about the database.</summary>
    internal static string? Explain(SqliteException exception, string file) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => $"The disk is full, database {file} cannot grow; free some space there",
        raw.SQLITE_READONLY => $"Database {file} cannot be written; give the user that runs proxima write access to it and its folder",
        raw.SQLITE_CANTOPEN => $"Database {file} cannot be opened; check that its folder exists and belongs to the user that runs proxima",
        raw.SQLITE_PERM or raw.SQLITE_AUTH => $"Access to database {file} is denied; give the user that runs proxima access",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"Database {file} is locked by another program; close that program",
        raw.SQLITE_IOERR => $"The disk reports an error on database {file} ({exception.Message}); check the disk and the kernel log",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
            $"Database {file} is damaged ({exception.Message}); restart proxima: it sets the file aside and starts a fresh one",
        _ => null,
    };

    /// <inheritdoc cref="Explain(SqliteException, string)"/>
    internal static string? Explain(NpgsqlException exception, string place) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => $"The disk of PostgreSQL {place} is full; free some space there",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            $"PostgreSQL {place} is read-only; give the address of the primary server",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            $"PostgreSQL {place} has no connection left; raise max_connections or lower Database:PostgresConnections",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            $"PostgreSQL {place} refuses the user or password; check --database",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"PostgreSQL {place} has no such database; create it or correct --database",
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable } =>
            $"PostgreSQL {place} took too long; look for a long transaction in pg_stat_activity",
        PostgresException { IsTransient: true } stopped => $"PostgreSQL {place} cannot answer now: {stopped.MessageText}; try again",
        PostgresException => null,
        _ => $"PostgreSQL {place} does not answer ({Line(exception)}); check that it runs and can be reached",
    };

    private static string Line(Exception exception) => (exception.InnerException ?? exception).Message.ReplaceLineEndings(" ");
}
