using System.Data.Common;

namespace Proxima.Server.Platform.Database;

/// <summary>Brings one database to the newest tables, one transaction a file, and refuses one that is newer or was altered.</summary>
internal sealed class Migrator(IDatabase database, TimeProvider time, ILogger logger)
{
    /// <summary>A migration may rewrite a large table.</summary>
    private const int TimeLimitSeconds = 3600;

    /// <summary>pg_advisory_xact_lock: two servers that start at once migrate one after the other. The number is arbitrary.</summary>
    private const long LockNumber = 0x50726F78696D61;

    private sealed record Applied(string Feature, long Number, string Name, string Sha256);

    /// <summary>Throws <see cref="StartupException"/>; whatever was applied before stays applied.</summary>
    public async Task RunAsync(IReadOnlyList<Migration> known, CancellationToken cancellationToken)
    {
        await ApplyAsync(CreateTable, cancellationToken);
        var applied = await AppliedAsync(cancellationToken);
        Check(known, applied);
        foreach (var migration in known.Where(one => !applied.Any(row => row.Feature == one.Feature && row.Number == one.Number)))
        {
            try
            {
                await ApplyAsync((transaction, token) => ApplyAsync(transaction, migration, token), cancellationToken);
            }
            catch (DbException exception)
            {
                throw new StartupException(
                    $"Database {database.Description}: migration {migration.Title} failed ({exception.Message.ReplaceLineEndings(" ")}); "
                    + "nothing of it was kept, go back to the previous version or report this", exception);
            }

            logger.Migrated(database.Description, migration.Title);
        }
    }

    private async Task ApplyAsync(Func<DbTransaction, CancellationToken, Task<int>> step, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(step, cancellationToken);
        }
        catch (DatabaseException exception)
        {
            throw new StartupException(exception.Message, exception);
        }
    }

    private Task<int> CreateTable(DbTransaction transaction, CancellationToken cancellationToken)
    {
        var isSqlite = database.Engine == Engine.Sqlite;
        return transaction.Command($"""
            CREATE TABLE IF NOT EXISTS schema_migrations (
                feature    TEXT NOT NULL,
                number     {(isSqlite ? "INTEGER" : "BIGINT")} NOT NULL,
                name       TEXT NOT NULL,
                sha256     TEXT NOT NULL,
                applied_at {(isSqlite ? "INTEGER" : "BIGINT")} NOT NULL,
                PRIMARY KEY (feature, number)
            ) {(isSqlite ? "STRICT" : "")}
            """).RunAsync(cancellationToken);
    }

    private Task<List<Applied>> AppliedAsync(CancellationToken cancellationToken) => database.ReadAsync(
        (connection, token) => connection
            .Command("SELECT feature, number, name, sha256 FROM schema_migrations ORDER BY feature, number")
            .ListAsync(static row => new Applied(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3)), token),
        cancellationToken);

    private void Check(IReadOnlyList<Migration> known, List<Applied> applied)
    {
        foreach (var row in applied.AsEnumerable().Reverse())
        {
            var migration = known.FirstOrDefault(one => one.Feature == row.Feature && one.Number == row.Number);
            if (migration is null)
            {
                throw new StartupException(
                    $"Database {database.Description} was made by a newer Proxima: this one does not know its migration "
                    + $"{row.Feature}/{row.Number:0000}_{row.Name}; install the newer version again, or give another folder or database");
            }

            if (migration.Sha256 != row.Sha256)
            {
                throw new StartupException(
                    $"Database {database.Description} was made by a different build: its migration "
                    + $"{row.Feature}/{row.Number:0000}_{row.Name} is not the one of this program; "
                    + "install that build again, or give another folder or database");
            }
        }
    }

    private async Task<int> ApplyAsync(DbTransaction transaction, Migration migration, CancellationToken cancellationToken)
    {
        if (database.Engine == Engine.Postgres)
        {
            await transaction.Command("SELECT pg_advisory_xact_lock(@number)").Bind("@number", LockNumber).RunAsync(cancellationToken);
        }

        var command = transaction.Command(migration.Sql);
        command.CommandTimeout = TimeLimitSeconds;
        await command.RunAsync(cancellationToken);
        return await transaction.Command(
                "INSERT INTO schema_migrations (feature, number, name, sha256, applied_at) VALUES (@feature, @number, @name, @sha256, @at)")
            .Bind("@feature", migration.Feature)
            .Bind("@number", migration.Number)
            .Bind("@name", migration.Name)
            .Bind("@sha256", migration.Sha256)
            .Bind("@at", time.GetUtcNow())
            .RunAsync(cancellationToken);
    }
}
