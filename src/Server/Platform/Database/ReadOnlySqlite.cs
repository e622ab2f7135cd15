using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Proxima.Server.Platform.Database;

/// <summary>
/// A database file that is looked at and never changed, whatever state it is in: no table is made, no damaged file set aside. For
/// checking what somebody else may have touched.
/// </summary>
internal sealed class ReadOnlySqlite(string file) : IDatabase
{
    public Engine Engine => Engine.Sqlite;

    public string Description => file;

    public async Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        SqliteLibrary.Load();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        await using (connection)
        {
            try
            {
                await connection.OpenAsync(cancellationToken);
                await connection.Command("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0")
                    .RunAsync(cancellationToken);
                await connection.Command("BEGIN").RunAsync(cancellationToken);
                var result = await read(connection, cancellationToken);
                await connection.Command("COMMIT").RunAsync(CancellationToken.None);
                return result;
            }
            catch (SqliteException exception) when (DatabaseErrors.Explain(exception, file) is { } line)
            {
                throw new DatabaseException(line, exception);
            }
        }
    }

    public Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
        => throw new NotSupportedException($"Database {file} is only looked at.");

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
