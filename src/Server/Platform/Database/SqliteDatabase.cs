using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Proxima.Server.Platform.Database;

/// <summary>
/// One SQLite file in WAL mode: readers side by side, one writer. The driver works on the calling thread; a cancelled token
/// interrupts the running statement (https://www.sqlite.org/c3ref/interrupt.html).
/// </summary>
internal sealed class SqliteDatabase(
    SqliteSettings settings, DatabaseIncidents incidents, TimeProvider time, ILogger<SqliteDatabase> logger) : IManagedDatabase
{
    private const int PagesGivenBackAtOnce = 2000;
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WritesComeWithin = TimeSpan.FromMinutes(1);
    private readonly SqliteConnections _connections = new(settings);
    private readonly SemaphoreSlim _readers = new(settings.Readers, settings.Readers);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private SqliteConnection? _writer;
    private bool _isOpen;

    /// <summary>Why the last write failed; null after one that worked. A full disk can be read from as well as ever.</summary>
    private volatile WriteProblem? _writeProblem;

    public Engine Engine => Engine.Sqlite;

    public string Description => settings.File;

    public Task OpenAsync(CancellationToken cancellationToken)
    {
        var version = SqliteLibrary.Load();
        SqliteFile.MakePrivate(settings.File);
        if (Probe() is { } reason)
        {
            var aside = SqliteFile.SetAside(settings.File, time.GetUtcNow());
            incidents.Add(new DatabaseIncident(time.GetUtcNow(), settings.File, reason, aside));
            logger.SetAside(settings.File, reason, aside);
            SqliteFile.MakePrivate(settings.File);
            if (Probe() is { } again)
            {
                throw new StartupException($"Database {settings.File} cannot be used, a fresh file fails too ({again}); check the disk");
            }
        }

        _isOpen = true;
        logger.Opened(settings.File, $"SQLite {version}");
        return Task.CompletedTask;
    }

    public async Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await TurnAsync(_readers, "read", cancellationToken);
        SqliteConnection? connection = null;
        var isWhole = false;
        try
        {
            connection = _connections.RentReader();
            using var interrupt = InterruptOn(connection, cancellationToken);
            // One read sees one moment, however many statements it has.
            await connection.Command("BEGIN").RunAsync(cancellationToken);
            var result = await read(connection, cancellationToken);
            await connection.Command("COMMIT").RunAsync(CancellationToken.None);
            isWhole = true;
            return result;
        }
        catch (SqliteException exception) when (Line(exception, cancellationToken) is { } line)
        {
            throw Failure(exception, line, cancellationToken);
        }
        finally
        {
            if (isWhole && connection is not null)
            {
                _connections.Return(connection);
            }
            else
            {
                connection?.Dispose();
            }

            _readers.Release();
        }
    }

    public async Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        await TurnAsync(_writing, "write", cancellationToken);
        SqliteTransaction? transaction = null;
        try
        {
            var connection = _writer ??= _connections.OpenWriter();
            using var interrupt = InterruptOn(connection, cancellationToken);
            transaction = connection.BeginTransaction(deferred: false);
            var result = await write(transaction, cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
            _writeProblem = null;
            return result;
        }
        catch (SqliteException exception) when (Line(exception, cancellationToken) is { } line)
        {
            _writeProblem = exception.IsInterrupted() ? _writeProblem : new WriteProblem(line, time.GetTimestamp());
            throw Failure(exception, line, cancellationToken);
        }
        finally
        {
            EndWrite(transaction);
            _writing.Release();
        }
    }

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // On another thread: a disk that hangs must not hang whoever asks.
            return await Task.Run(() => TouchAsync(limit.Token), cancellationToken).WaitAsync(CheckLimit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            await limit.CancelAsync();
            return $"Database {settings.File} did not answer within {CheckLimit.TotalSeconds:0} s";
        }
        catch (Exception exception) when (exception is DatabaseException or SqliteException or InvalidOperationException)
        {
            return exception.Message.ReplaceLineEndings(" ");
        }
    }

    public async Task<long> GiveBackAsync(CancellationToken cancellationToken)
    {
        var before = new FileInfo(settings.File).Length;
        // Some pages at a time: other writes have their turn in between, and the log does not grow as large as what is given back.
        // A file made without auto_vacuum gives nothing back: then it stays as it is.
        var free = long.MaxValue;
        while (await WriteAsync(VacuumSomeAsync, cancellationToken) is var left and > 0 && left < free)
        {
            free = left;
            await CheckpointAsync(cancellationToken);
        }

        await CheckpointAsync(cancellationToken);
        return Math.Max(0, before - new FileInfo(settings.File).Length);
    }

    public async Task CopyAsync(string file, CancellationToken cancellationToken)
    {
        await TurnAsync(_readers, "read", cancellationToken);
        SqliteConnection? connection = null;
        try
        {
            connection = _connections.RentReader();
            using var interrupt = InterruptOn(connection, cancellationToken);
            // query_only refuses VACUUM, also into another file.
            await connection.Command("PRAGMA query_only = OFF").RunAsync(cancellationToken);
            await connection.Command("VACUUM INTO @file").Bind("@file", file).RunAsync(cancellationToken);
        }
        catch (SqliteException exception) when (Line(exception, cancellationToken) is { } line)
        {
            throw Failure(exception, line, cancellationToken);
        }
        finally
        {
            connection?.Dispose();
            _readers.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        _isOpen = false;
        _connections.Dispose();
        _writer?.Dispose();
        _writer = null;
        _readers.Dispose();
        _writing.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Returns how many free pages are left.</summary>
    private static async Task<long> VacuumSomeAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        // Each step frees a page, so every row has to be fetched.
        await transaction.Command($"PRAGMA incremental_vacuum({PagesGivenBackAtOnce})").ListAsync(static _ => 0, cancellationToken);
        return await transaction.Command("PRAGMA freelist_count").NumberAsync(cancellationToken) ?? 0;
    }

    private async Task CheckpointAsync(CancellationToken cancellationToken)
    {
        await TurnAsync(_writing, "write", cancellationToken);
        try
        {
            _writer ??= _connections.OpenWriter();
            await _writer.Command("PRAGMA wal_checkpoint(TRUNCATE)").ListAsync(static _ => 0, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>
    /// Reads; a write that failed stands until one works. Where nobody wrote since, one is tried, which a moment earlier would prove
    /// too little: a few bytes may find room where a batch did not.
    /// </summary>
    private async Task<string?> TouchAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(
            (connection, token) => connection.Command("SELECT COUNT(*) FROM schema_migrations").NumberAsync(token), cancellationToken);
        if (_writeProblem is not { } problem)
        {
            return null;
        }

        if (time.GetElapsedTime(problem.At) < WritesComeWithin)
        {
            return problem.Line;
        }

        await WriteAsync(
            (transaction, token) => transaction.Command("UPDATE schema_migrations SET applied_at = applied_at").RunAsync(token),
            cancellationToken);
        return null;
    }

    /// <summary>Opens the writer and touches every table; null when all is well, the reason when the file is damaged.</summary>
    private string? Probe()
    {
        if (SqliteFile.HeaderProblem(settings.File) is { } problem)
        {
            return problem;
        }

        try
        {
            _writer = _connections.OpenWriter();
            foreach (var table in Tables(_writer))
            {
                using var touch = _writer.Command($"SELECT 1 FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\" LIMIT 1");
                touch.ExecuteScalar();
            }

            return null;
        }
        catch (SqliteException exception)
        {
            _writer?.Dispose();
            _writer = null;
            return exception.IsCorrupt()
                ? exception.Message
                : throw new StartupException(DatabaseErrors.Explain(exception, settings.File) ?? exception.Message, exception);
        }
    }

    private static List<string> Tables(SqliteConnection connection)
    {
        using var command = connection.Command("SELECT name FROM sqlite_schema WHERE type = 'table'");
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private async Task TurnAsync(SemaphoreSlim turn, string kind, CancellationToken cancellationToken)
    {
        if (!_isOpen)
        {
            throw new InvalidOperationException($"Database {settings.File} is not open.");
        }

        if (!await turn.WaitAsync(settings.WaitLimit, cancellationToken))
        {
            throw new DatabaseException(
                $"Database {settings.File}: a {kind} waited {settings.WaitLimit.TotalSeconds:0} s for its turn; "
                + "the disk is too slow or overloaded");
        }
    }

    /// <summary>Rolls back what was not committed. The reason of the failure is on its way to the caller and must stay that.</summary>
    private void EndWrite(SqliteTransaction? transaction)
    {
        try
        {
            transaction?.Dispose();
        }
        catch (SqliteException exception)
        {
            // On a full disk SQLite has rolled back by itself, and refuses to do it twice
            // (https://www.sqlite.org/lang_transaction.html, 3.1). The next write starts on a new connection; this one is closed when
            // it is collected.
            logger.RolledBack(settings.File, exception.Message);
            _writer = null;
        }
    }

    private static CancellationTokenRegistration InterruptOn(SqliteConnection connection, CancellationToken cancellationToken)
        => cancellationToken.UnsafeRegister(static state => raw.sqlite3_interrupt(((SqliteConnection?)state)?.Handle), connection);

    private string? Line(SqliteException exception, CancellationToken cancellationToken)
        => exception.IsInterrupted() && cancellationToken.IsCancellationRequested
            ? "The statement was interrupted."
            : DatabaseErrors.Explain(exception, settings.File);

    private static Exception Failure(SqliteException exception, string line, CancellationToken cancellationToken)
        => exception.IsInterrupted()
            ? new OperationCanceledException(line, exception, cancellationToken)
            : new DatabaseException(line, exception);

    private sealed record WriteProblem(string Line, long At);
}
