using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Proxima.Model;
using Proxima.Model.Fleet;
using Proxima.Server.Features.History;
using Proxima.Server.Features.History.Heads;
using Proxima.Server.Features.History.Parts;
using Proxima.Server.Features.History.Reading;
using Proxima.Server.Features.History.Tail;
using Proxima.Server.Features.History.Upkeep;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Settings;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

/// <summary>History on an empty database of its own, with a clock that moves when told.</summary>
internal sealed class HistoryRig : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly bool _owns;

    private HistoryRig(TestDatabase database, ManualClock clock, HistoryOptions options, Func<ITail, ITail>? wrap, bool owns)
    {
        _database = database;
        _owns = owns;
        Clock = clock;
        Options = Microsoft.Extensions.Options.Options.Create(options);
        var tail = new TailChoice(database.Options, database.Databases, clock).Tail;
        Tail = wrap?.Invoke(tail) ?? tail;
        Subjects = new SubjectTable(Databases);
        Heads = new HeadTable();
        Keeper = new PartKeeper(Databases, clock, new Logger<PartKeeper>(Logs));
        Writer = new HistoryWriter(Databases, Subjects, Tail, Heads, clock, Options);
        Opening = new HistoryOpening(Databases, Tail, Heads, clock, new Logger<HistoryOpening>(Logs));
        Closing = new Closing(Keeper, Tail, Heads, Writer, clock, Options);
        Compaction = new Compaction(Keeper, clock);
        Repacking = new Repacking(Keeper);
        Reading = new SeriesReading(Databases, Subjects, Heads, Keeper);
        Upkeep = new SubjectUpkeep(Databases, Subjects, Heads, Writer, Keeper, Repacking);
        Notes = new HistoryNotes(Databases, clock);
        Store = new HistoryStore(Opening, Subjects, Writer, Reading, Upkeep, Notes);
        OldRows = new OldRows(Databases, Keeper, new Logger<OldRows>(Logs));
        Minutely = new HistoryUpkeep(OldRows, Keeper, Closing, Compaction, Repacking, clock);
        Sweep = new LevelSweep(Opening, Databases, Keeper, Minutely, Subjects, Writer);
    }

    public static SubjectId Node { get; } = new(SubjectKind.Node, "0190aaaaaaaaaaaaaaaaaaaaaaaaaaaa");

    public CapturedLogs Logs { get; } = new();

    public ManualClock Clock { get; }

    public Databases Databases => _database.Databases;

    public string Folder => _database.Folder;

    public string TailFolder => TailFile.FolderOf(_database.Folder);

    public IOptions<HistoryOptions> Options { get; }

    public SubjectTable Subjects { get; }

    public ITail Tail { get; }

    public HeadTable Heads { get; }

    public PartKeeper Keeper { get; }

    public HistoryWriter Writer { get; }

    public HistoryOpening Opening { get; }

    public HistoryStore Store { get; }

    public SeriesReading Reading { get; }

    public Closing Closing { get; }

    public Compaction Compaction { get; }

    public Repacking Repacking { get; }

    public SubjectUpkeep Upkeep { get; }

    public HistoryNotes Notes { get; }

    public OldRows OldRows { get; }

    public HistoryUpkeep Minutely { get; }

    public LevelSweep Sweep { get; }

    public IReadOnlyList<IRetentionRule> Rules =>
    [
        new PointRetention(Sweep, Options),
        new FiveMinuteRetention(Sweep, Options),
        new HourRetention(Sweep, Options),
        new DayRetention(Sweep, Options),
        new NoteRetention(Notes, Options),
    ];

    public static async Task<HistoryRig> StartAsync(
        Engine engine = Engine.Sqlite, HistoryOptions? options = null, Func<ITail, ITail>? wrap = null)
    {
        var clock = new ManualClock();
        var database = await TestDatabase.CreateAsync(engine, clock);
        options ??= new HistoryOptions();
        options.GatherMilliseconds = 0;
        return new HistoryRig(database, clock, options, wrap, owns: true);
    }

    /// <summary>A fresh history over the same database and tail: what a restart sees. The old one is not to be used any more.</summary>
    public HistoryRig Restarted()
    {
        Tail.Dispose();
        return new HistoryRig(_database, Clock, Options.Value, wrap: null, owns: false);
    }

    /// <summary>Puts this history in the place of that of a server.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton(Subjects).AddSingleton(Heads).AddSingleton(Keeper).AddSingleton(Writer).AddSingleton(Opening)
            .AddSingleton(Closing).AddSingleton(Compaction).AddSingleton(Repacking).AddSingleton(Reading).AddSingleton(Upkeep)
            .AddSingleton(OldRows).AddSingleton(Minutely).AddSingleton(Notes).AddSingleton(Store).AddSingleton<IHistory>(Store).AddSingleton(Sweep).AddSingleton(Tail);
    }

    public Task AppendAsync(DateTimeOffset at, string series, double value) => AppendAsync(Node, at, (series, value));

    public Task AppendAsync(SubjectId subject, DateTimeOffset at, params (string Series, double Value)[] values)
        => Store.AppendAsync(PointOf(subject, at, values), CancellationToken.None);

    public static HistoryPoint PointOf(SubjectId subject, DateTimeOffset at, params (string Series, double Value)[] values)
        => new(subject, at, values.Select(one => new SeriesValue(one.Series, one.Value)).ToArray());

    public Task<HistorySeries> QueryAsync(string series, DateTimeOffset from, DateTimeOffset to, int maxPoints)
        => QueryAsync(Node, series, from, to, maxPoints);

    public async Task<HistorySeries> QueryAsync(SubjectId subject, string series, DateTimeOffset from, DateTimeOffset to, int maxPoints)
        => (await Store.QueryAsync(new HistoryQuery(subject, [series], from, to, maxPoints), CancellationToken.None))[0];

    /// <summary>Whole history of one series in one bucket.</summary>
    public async Task<HistoryBucket?> TotalAsync(string series = Series.CpuBusy, SubjectId? subject = null)
    {
        var answer = await QueryAsync(subject ?? Node, series, DateTimeOffset.UnixEpoch.AddDays(1), Clock.GetUtcNow().AddYears(10), 1);
        return answer.Buckets.Count == 0 ? null : answer.Buckets[0];
    }

    /// <summary>As upkeep does once a minute; returns how many subjects had something to close.</summary>
    public async Task<int> CloseAsync()
    {
        await Opening.DoneAsync();
        return await Minutely.RunAsync(CancellationToken.None);
    }

    /// <summary>Everything up to a moment, whether it is due or not.</summary>
    public async Task<int> CloseAllAsync(DateTimeOffset until)
    {
        await Opening.DoneAsync();
        return await Closing.CloseAsync(Resolution.AlignUp(until.ToUnixTimeMilliseconds(), 300_000), CancellationToken.None);
    }

    /// <summary>Samples, or summaries, that the parts of a level hold.</summary>
    public async Task<long> HeldAsync(int level) => await NumberAsync(
        FormattableString.Invariant($"SELECT CAST(COALESCE(SUM(samples), 0) AS BIGINT) FROM history_parts WHERE level = {level}"));

    public async Task<(long Samples, long FiveMinutes, long Hours, long Days)> HeldAsync()
        => (await HeldAsync(0), await HeldAsync(1), await HeldAsync(2), await HeldAsync(3));

    public Task<long> RowsAsync(string table, string where = "1 = 1") => NumberAsync($"SELECT COUNT(*) FROM {table} WHERE {where}");

    public Task<long> NumberAsync(string sql)
        => _database.History.ReadAsync(
            async (connection, token) => await connection.Command(sql).NumberAsync(token) ?? 0, CancellationToken.None);

    public Task<int> RunAsync(string sql)
        => _database.History.WriteAsync((transaction, token) => transaction.Command(sql).RunAsync(token), CancellationToken.None);

    public async Task SweepAsync()
    {
        await Opening.DoneAsync();
        foreach (var rule in Rules)
            await rule.SweepAsync(Clock.GetUtcNow(), CancellationToken.None);
    }

    /// <summary>Gives free room back, as the sweep of the whole program does at its end.</summary>
    public async Task GiveBackAsync()
    {
        foreach (var database in _database.Managed.All)
            await database.GiveBackAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Writer.Dispose();
        Heads.Dispose();
        Keeper.Dispose();
        Tail.Dispose();
        Logs.Dispose();
        if (_owns)
            await _database.DisposeAsync();
    }
}
