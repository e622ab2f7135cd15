using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using Npgsql;

namespace Proxima.Server.Platform.Database;

/// <summary>How the PostgreSQL database is used.</summary>
internal sealed record PostgresSettings(string Url, int Connections, TimeSpan WaitLimit);

/// <summary>
/// One PostgreSQL database. Writes are serializable, as on SQLite; a write that met another one is run again, so it must not
/// have effects outside its transaction.
/// </summary>
internal sealed class PostgresDatabase : IManagedDatabase
{
    private const int Attempts = 10;
    private const int OldestVersion = 13;
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(15);
    private readonly PostgresSettings _settings;
    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public PostgresDatabase(PostgresSettings settings, TimeProvider time, ILogger<PostgresDatabase> logger)
    {
        _settings = settings;
        _time = time;
        _logger = logger;
        var builder = PostgresUrl.Parse(settings.Url);
        builder.MaxPoolSize = settings.Connections;
        builder.Timeout = Math.Min(builder.Timeout, (int)OpenLimit.TotalSeconds);
        builder.CommandTimeout = (int)settings.WaitLimit.TotalSeconds;
        // Acknowledged means kept, whatever the server's default is; nobody waits for a lock without end.
        builder.Options = $"-c synchronous_commit=on -c lock_timeout={(long)settings.WaitLimit.TotalMilliseconds} -c timezone=UTC";
        Description = PostgresUrl.Describe(builder);
        _source = new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
    }

    public Engine Engine => Engine.Postgres;

    public string Description { get; }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken).AsTask()
                .WaitAsync(OpenLimit, _time, cancellationToken);
            if (connection.PostgreSqlVersion.Major < OldestVersion)
            {
                throw new StartupException(
                    $"PostgreSQL {Description} has version {connection.PostgreSqlVersion}; Proxima needs {OldestVersion} or newer");
            }

            var encoding = await connection.Command("SHOW server_encoding").FirstAsync(static row => row.GetString(0), cancellationToken);
            if (encoding != "UTF8")
            {
                throw new StartupException($"PostgreSQL {Description} is encoded as {encoding}; create the database with ENCODING 'UTF8'");
            }

            _logger.Opened(Description, $"PostgreSQL {connection.PostgreSqlVersion}");
        }
        catch (NpgsqlException exception)
        {
            throw new StartupException(DatabaseErrors.Explain(exception, Description) ?? Refused(exception), exception);
        }
        catch (TimeoutException exception)
        {
            throw new StartupException(
                $"PostgreSQL {Description} did not answer within {OpenLimit.TotalSeconds:0} s; check --database", exception);
        }
    }

    public async Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var result = await read(connection, cancellationToken);
            await moment.CommitAsync(cancellationToken);
            return result;
        }
        catch (NpgsqlException exception) when (DatabaseErrors.Explain(exception, Description) is { } line)
        {
            throw new DatabaseException(line, exception);
        }
    }

    public async Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(write, cancellationToken);
            }
            catch (PostgresException exception) when (exception.IsConflict() && attempt < Attempts)
            {
                _logger.Conflict(Description, exception.SqlState, attempt);
            }
            catch (PostgresException exception) when (exception.IsConflict())
            {
                throw new DatabaseException($"PostgreSQL {Description}: a write met others {Attempts} times; try again", exception);
            }
            catch (NpgsqlException exception) when (DatabaseErrors.Explain(exception, Description) is { } line)
            {
                throw new DatabaseException(line, exception);
            }

            var milliseconds = RandomNumberGenerator.GetInt32(1, 10 << Math.Min(attempt, 5));
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), _time, cancellationToken);
        }
    }

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await ReadAsync(
                (connection, token) => connection.Command("SELECT COUNT(*) FROM schema_migrations").NumberAsync(token),
                limit.Token).WaitAsync(CheckLimit, _time, cancellationToken);
            return null;
        }
        catch (TimeoutException)
        {
            await limit.CancelAsync();
            return $"PostgreSQL {Description} did not answer within {CheckLimit.TotalSeconds:0} s";
        }
        catch (Exception exception) when (exception is DatabaseException or DbException or InvalidOperationException)
        {
            return exception.Message.ReplaceLineEndings(" ");
        }
    }

    public Task<long> GiveBackAsync(CancellationToken cancellationToken) => Task.FromResult(0L);

    public Task CopyAsync(string file, CancellationToken cancellationToken)
        => throw new NotSupportedException("PostgreSQL is copied with its own tools, for example pg_dump.");

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<T> WriteOnceAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        var result = await write(transaction, cancellationToken);
        // Not cancelled half-way: afterwards nobody could tell whether it happened. The command time limit still holds.
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    private string Refused(NpgsqlException exception)
        => $"PostgreSQL {Description} refuses: {exception.Message.ReplaceLineEndings(" ")}; check --database";
}
