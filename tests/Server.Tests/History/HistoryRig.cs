using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Proxima.Model;
using Proxima.Model.Fleet;
using Proxima.Server.Features.History;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Settings;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

/// <summary>History on an empty database of its own, with a clock that moves when told.</summary>
internal sealed class HistoryRig : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly SubjectTable _subjects = new();

    private HistoryRig(TestDatabase database, ManualClock clock, HistoryOptions options, IDatabase? instead)
    {
        _database = database;
        Clock = clock;
        Databases = new Databases(database.State, instead ?? database.History);
        Options = Microsoft.Extensions.Options.Options.Create(options);
        Writer = new HistoryWriter(Databases, _subjects, clock, Options);
        Store = new HistoryStore(Databases, _subjects, Writer);
        Rollups = new Rollups(Writer, clock, NullLogger<Rollups>.Instance);
        Sweep = new LevelSweep(Writer, Rollups);
    }

    public static SubjectId Node { get; } = new(SubjectKind.Node, "0190aaaaaaaaaaaaaaaaaaaaaaaaaaaa");

    public ManualClock Clock { get; }

    public Databases Databases { get; private set; }

    public IOptions<HistoryOptions> Options { get; }

    public HistoryWriter Writer { get; }

    public HistoryStore Store { get; }

    public Rollups Rollups { get; }

    public LevelSweep Sweep { get; }

    public IReadOnlyList<IRetentionRule> Rules =>
        [new PointRetention(Sweep, Options), new FiveMinuteRetention(Sweep, Options), new HourRetention(Sweep, Options), new DayRetention(Sweep, Options)];

    public static async Task<HistoryRig> StartAsync(
        Engine engine = Engine.Sqlite, HistoryOptions? options = null, Func<IDatabase, IDatabase>? wrap = null)
    {
        var clock = new ManualClock();
        var database = await TestDatabase.CreateAsync(engine, clock);
        return new HistoryRig(database, clock, options ?? new HistoryOptions(), wrap?.Invoke(database.History));
    }

    /// <summary>A fresh history over the same database: what a restart sees.</summary>
    public HistoryRig Restarted() => new(_database, Clock, Options.Value, null);

    public Task AppendAsync(DateTimeOffset at, string series, double value) => AppendAsync(Node, at, (series, value));

    public Task AppendAsync(SubjectId subject, DateTimeOffset at, params (string Series, double Value)[] values)
        => Store.AppendAsync(
            new HistoryPoint(subject, at, values.Select(one => new SeriesValue(one.Series, one.Value)).ToArray()), CancellationToken.None);

    public async Task<HistorySeries> QueryAsync(string series, DateTimeOffset from, DateTimeOffset to, int maxPoints)
        => (await Store.QueryAsync(new HistoryQuery(Node, [series], from, to, maxPoints), CancellationToken.None))[0];

    /// <summary>Whole history of one series in one bucket.</summary>
    public async Task<HistoryBucket?> TotalAsync(string series = Series.CpuBusy)
    {
        var answer = await QueryAsync(series, DateTimeOffset.UnixEpoch.AddDays(1), Clock.GetUtcNow().AddDays(1), 1);
        return answer.Buckets.Count == 0 ? null : answer.Buckets[0];
    }

    public Task<long> RowsAsync(string table)
        => _database.History.ReadAsync(
            async (connection, token) => await connection.Command(
                $"SELECT COUNT(*) FROM {table}").NumberAsync(token) ?? 0, CancellationToken.None);

    public Task<int> RunAsync(string sql)
        => _database.History.WriteAsync((transaction, token) => transaction.Command(sql).RunAsync(token), CancellationToken.None);

    public async Task SweepAsync()
    {
        foreach (var rule in Rules)
            await rule.SweepAsync(Clock.GetUtcNow(), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Writer.Dispose();
        await _database.DisposeAsync();
    }
}
