using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Proxima.Server;
using Proxima.Server.Platform.Database;

namespace Proxima.TestKit;

/// <summary>A migrated, empty database of its own for one test, on the engine asked for.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MakePostgresTemplateAsync);
    private readonly TestFolder _folder;
    private readonly string? _postgresName;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private ManagedDatabases _databases;

    private TestDatabase(TestFolder folder, string? postgresName, ServeOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        _folder = folder;
        _postgresName = postgresName;
        _time = time;
        _loggers = loggers;
        Options = options;
        _databases = Manage(options, time, loggers);
    }

    /// <summary>Data folder and database address, as <c>proxima serve</c> would be given them.</summary>
    public ServeOptions Options { get; }

    public Engine Engine => State.Engine;

    public string Folder => _folder.Path;

    public Databases Databases => _databases.Pair;

    public IDatabase State => Databases.State;

    public IDatabase History => Databases.History;

    internal ManagedDatabases Managed => _databases;

    public static async Task<TestDatabase> CreateAsync(Engine engine, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        var folder = new TestFolder();
        string? name = null;
        string? url = null;
        if (engine == Engine.Postgres)
        {
            var cluster = await PostgresCluster.GetAsync();
            name = await cluster.CreateAsync(await PostgresTemplate.Value);
            url = cluster.Url(name);
        }
        else
        {
            foreach (var file in Directory.GetFiles(await SqliteTemplate.Value))
            {
                File.Copy(file, folder.Of(Path.GetFileName(file)));
            }
        }

        var options = new ServeOptions { DataFolder = folder.Path, Database = url };
        var database = new TestDatabase(folder, name, options, time ?? TimeProvider.System, loggers ?? NullLoggerFactory.Instance);
        await database._databases.OpenAsync(CancellationToken.None);
        return database;
    }

    /// <summary>Closes and opens it again, as a restart does.</summary>
    public async Task ReopenAsync()
    {
        await _databases.DisposeAsync();
        _databases = Manage(Options, _time, _loggers);
        await _databases.OpenAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _databases.DisposeAsync();
        if (_postgresName is not null)
        {
            await (await PostgresCluster.GetAsync()).DropAsync(_postgresName);
        }

        _folder.Dispose();
    }

    private static ManagedDatabases Manage(ServeOptions options, TimeProvider time, ILoggerFactory loggers)
        => new(options, Microsoft.Extensions.Options.Options.Create(new DatabaseOptions()), new DatabaseIncidents(), time, loggers);

    private static async Task MigrateAsync(ServeOptions options)
    {
        await using var databases = Manage(options, TimeProvider.System, NullLoggerFactory.Instance);
        await databases.OpenAsync(CancellationToken.None);
    }

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var folder = new TestFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        await MigrateAsync(new ServeOptions { DataFolder = folder.Path });
        return folder.Path;
    }

    private static async Task<string> MakePostgresTemplateAsync()
    {
        var cluster = await PostgresCluster.GetAsync();
        var name = await cluster.CreateAsync(template: null);
        await MigrateAsync(new ServeOptions { DataFolder = Path.GetTempPath(), Database = cluster.Url(name) });
        return name;
    }
}
