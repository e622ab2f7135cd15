using System.Data.Common;

namespace Proxima.Server.Platform.Database;

/// <summary>The two engines every table and every statement is written for.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>
/// One database. Reads run side by side; writes are transactions, one at a time on SQLite. A store writes plain SQL and
/// one text wherever the engines agree (named parameters <c>@name</c> work on both).
/// </summary>
public interface IDatabase
{
    Engine Engine { get; }

    /// <summary>For messages: a file path, or host and database name; never a password.</summary>
    string Description { get; }

    /// <summary>
    /// Sees one moment of the database, however many statements it has. Throws <see cref="DatabaseException"/> when it cannot be
    /// reached.
    /// </summary>
    Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>
    /// Runs in one serializable transaction, committed when <paramref name="write"/> returns, durable before this does. On PostgreSQL
    /// it may be run again after a conflict: no effects outside the transaction.
    /// </summary>
    Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken);

    /// <summary>Null when the database answers; otherwise one line saying what is wrong.</summary>
    Task<string?> CheckAsync(CancellationToken cancellationToken);
}

/// <summary>State (users, nodes, jobs …) and history live in separate files on SQLite, in one database on PostgreSQL.</summary>
public sealed record Databases(IDatabase State, IDatabase History);
