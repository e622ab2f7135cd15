using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Secrets;
using Proxima.Server.Platform.Settings;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Audit;

/// <summary>The audit log on a database of its own, with the places its head is anchored at in the hands of the test.</summary>
internal sealed class AuditBench : IAsyncDisposable
{
    private readonly List<IDisposable> _open = [];
    private byte _keyByte = 1;

    private AuditBench(TestDatabase database)
    {
        Database = database;
        Restart();
    }

    public TestDatabase Database { get; }

    public ManualClock Clock { get; } = new();

    public CapturedLogs Logs { get; } = new();

    public KeyRing Ring { get; private set; } = new();

    public SealedSecrets Secrets { get; private set; } = new(new KeyRing());

    public ChainedAudit Audit { get; private set; } = null!; // set by Restart in the constructor

    public AuditAnchorage Anchorage { get; private set; } = null!; // set by Restart in the constructor

    public StoredAudit Records { get; private set; } = null!; // set by Restart in the constructor

    public TokenUses Uses { get; private set; } = null!; // set by Restart in the constructor

    public Repeats Repeats { get; private set; } = null!; // set by Restart in the constructor

    public List<IAuditAnchor> Carriers { get; } = [];

    public FixedInstance Instance { get; } = new("0badcafe");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<AuditBench> CreateAsync(Engine engine = Engine.Sqlite, int entries = 0)
    {
        var bench = new AuditBench(await TestDatabase.CreateAsync(engine));
        await bench.AppendAsync(entries);
        return bench;
    }

    /// <summary>Everything anew on the same database, as after a restart; with another root key when one is given.</summary>
    public void Restart(byte? keyByte = null)
    {
        _keyByte = keyByte ?? _keyByte;
        Ring = new KeyRing();
        Ring.Load(new RootKey([.. Enumerable.Repeat(_keyByte, 32)]), []);
        Secrets = new SealedSecrets(Ring);
        Audit = Own(new ChainedAudit(Database.Databases, Secrets, Clock, new Logger<ChainedAudit>(Logs)));
        Anchorage = new AuditAnchorage(Carriers, Audit, Database.Databases, Instance, Clock, new Logger<AuditAnchorage>(Logs));
        Repeats = Own(new Repeats(Audit, Clock, new Logger<Repeats>(Logs)));
        Uses = Own(new TokenUses(Audit, Clock, new Logger<TokenUses>(Logs)));
        Records = new StoredAudit(Database.Databases, Audit, Anchorage, Uses, Options.Create(new RetentionOptions()), Clock);
    }

    public static AuditEntry Entry(string action) => new()
    {
        Principal = "anna",
        Address = "192.0.2.7",
        Action = action,
        Outcome = AuditOutcome.Done,
    };

    public async Task AppendAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Audit.AppendAsync(Entry($"thing.{number}"), Token);
        }
    }

    public Task SqlAsync(string sql)
        => Database.State.WriteAsync((transaction, token) => transaction.Command(sql).RunAsync(token), Token);

    public Task<long?> NumberAsync(string sql)
        => Database.State.ReadAsync((connection, token) => connection.Command(sql).NumberAsync(token), Token);

    public Task<AuditReport> VerifyAsync(params AuditAnchor[] anchors)
        => Records.VerifyAsync(anchors.Length == 0 ? null : anchors, Token);

    public AuditRetention Retention(int days = 400)
        => new(Database.Databases, Audit, Options.Create(new RetentionOptions { AuditDays = days }), new Logger<AuditRetention>(Logs));

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _open)
        {
            one.Dispose();
        }

        Logs.Dispose();
        await Database.DisposeAsync();
    }

    private T Own<T>(T one)
        where T : IDisposable
    {
        _open.Add(one);
        return one;
    }
}

internal sealed record FixedInstance(string Id) : IInstance
{
    public SetupState Setup => SetupState.Done;
}

/// <summary>Keeps the anchors it is given, or fails as told.</summary>
internal sealed class KeptAnchors(string name = "kept", bool isFallback = false) : IAuditAnchor
{
    public List<AuditAnchor> Anchors { get; } = [];

    public string? Problem { get; set; }

    public string Name => name;

    public bool IsFallback => isFallback;

    public Task<string?> WriteAsync(AuditAnchor anchor, CancellationToken cancellationToken)
    {
        if (Problem is null)
        {
            Anchors.Add(anchor);
        }

        return Task.FromResult(Problem);
    }
}
