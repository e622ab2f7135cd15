using System.Data.Common;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History;

/// <summary>Where a statement runs: in a read, or in the transaction of a write.</summary>
internal readonly record struct SqlScope
{
    private readonly DbConnection? _connection;
    private readonly DbTransaction? _transaction;

    private SqlScope(DbConnection? connection, DbTransaction? transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    public static SqlScope Of(DbConnection connection) => new(connection, null);

    public static SqlScope Of(DbTransaction transaction) => new(null, transaction);

    /// <summary>The connection beneath, for what only one engine can do.</summary>
    public DbConnection? Connection => _connection ?? _transaction?.Connection;

    public DbCommand Command(string text)
        => _transaction?.Command(text)
            ?? _connection?.Command(text)
            ?? throw new InvalidOperationException("history: a statement without a connection");
}
