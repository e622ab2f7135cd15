using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Proxima.Server.Platform.Database;

/// <summary>How one SQLite file is used.</summary>
internal sealed record SqliteSettings(string File, SqliteSynchronous Synchronous, int Readers, TimeSpan WaitLimit);

/// <summary>Opens connections to one file, all with the same settings, and keeps idle readers.</summary>
internal sealed class SqliteConnections(SqliteSettings settings) : IDisposable
{
    private const int BusySeconds = 5;
    private readonly ConcurrentBag<SqliteConnection> _idle = [];

    public SqliteConnection OpenWriter()
    {
        // auto_vacuum only takes before the first page is written, and WAL writes one.
        var connection = Open("PRAGMA auto_vacuum = INCREMENTAL;");
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL;";
            if (!string.Equals((string?)command.ExecuteScalar(), "wal", StringComparison.OrdinalIgnoreCase))
            {
                throw new StartupException(
                    $"Database {settings.File} lies on a file system without shared memory (a network mount?); "
                    + "choose a local folder with --data");
            }

            command.CommandText = $"PRAGMA synchronous = {(int)settings.Synchronous}; PRAGMA journal_size_limit = 16777216;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public SqliteConnection RentReader()
        => _idle.TryTake(out var connection) ? connection : Open("PRAGMA query_only = ON; PRAGMA cache_size = -1024;");

    public void Return(SqliteConnection reader) => _idle.Add(reader);

    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = settings.File,
            Mode = SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF; "
                + "PRAGMA cell_size_check = ON; " + pragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
