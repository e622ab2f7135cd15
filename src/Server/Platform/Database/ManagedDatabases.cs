using Microsoft.Extensions.Options;

namespace Proxima.Server.Platform.Database;

/// <summary>The databases of this instance: two files on SQLite, one database on PostgreSQL.</summary>
internal sealed class ManagedDatabases : IAsyncDisposable
{
    private readonly IManagedDatabase _state;
    private readonly IManagedDatabase _history;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public ManagedDatabases(
        ServeOptions serve, IOptions<DatabaseOptions> options, DatabaseIncidents incidents, TimeProvider time, ILoggerFactory loggers)
    {
        _time = time;
        _logger = loggers.CreateLogger<ManagedDatabases>();
        var settings = options.Value;
        var limit = TimeSpan.FromSeconds(settings.WaitSeconds);
        if (serve.Database is { } url)
        {
            _state = _history = new PostgresDatabase(
                new PostgresSettings(url, settings.PostgresConnections, limit), time, loggers.CreateLogger<PostgresDatabase>());
        }
        else
        {
            _state = File("proxima.db", settings.StateSynchronous);
            // Rare, and what was in the tail is deleted after it: it has to be on the disk.
            _history = File("history.db", SqliteSynchronous.Full);
        }

        IManagedDatabase File(string name, SqliteSynchronous synchronous)
        {
            var path = Path.Combine(Path.GetFullPath(serve.DataFolder), name);
            var sqlite = new SqliteSettings(path, synchronous, settings.ReaderConnections, limit);
            return new SqliteDatabase(sqlite, incidents, time, loggers.CreateLogger<SqliteDatabase>());
        }
    }

    public Databases Pair => new(_state, _history);

    public IReadOnlyList<IManagedDatabase> All => ReferenceEquals(_state, _history) ? [_state] : [_state, _history];

    /// <summary>Opens and migrates. Throws <see cref="StartupException"/>.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var known = Migrations.Of(typeof(ManagedDatabases).Assembly, _state.Engine);
        foreach (var database in All)
        {
            await database.OpenAsync(cancellationToken);
            await new Migrator(database, _time, _logger).RunAsync([.. known.Where(one => BelongsTo(one, database))], cancellationToken);
        }
    }

    /// <inheritdoc cref="IManagedDatabase.CopyAsync"/>
    public Task CopyHistoryAsync(string file, CancellationToken cancellationToken) => _history.CopyAsync(file, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var database in All)
        {
            await database.DisposeAsync();
        }
    }

    private bool BelongsTo(Migration migration, IManagedDatabase database)
        => All.Count == 1 || ReferenceEquals(database, _history) == (migration.Feature == Migrations.HistoryFeature);
}
