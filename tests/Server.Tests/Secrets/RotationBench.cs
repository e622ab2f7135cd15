using System.Text;
using Microsoft.Extensions.Logging;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Secrets;
using Proxima.Server.Tests.Audit;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Secrets;

/// <summary>Root keys, a table of secrets and the audit log on one database, made anew for each start.</summary>
internal sealed class RotationBench : IDisposable
{
    private static readonly SealedColumn Vault = new("vault", "id", "secret");
    private readonly TestDatabase _database;
    private readonly ChainedAudit _audit;
    private readonly CapturedLogs _logs = new();

    private RotationBench(TestDatabase database, string? givenKey)
    {
        _database = database;
        var files = new RootKeyFiles(
            new ServeOptions { DataFolder = database.Folder },
            new SecretEnvironment(name => name == "PROXIMA_KEY" ? givenKey : null));
        Secrets = new SealedSecrets(Ring);
        var table = new SecretKeyTable(database.Databases, Secrets, TimeProvider.System);
        Start = new SecretsStart(files, Ring, table, new Logger<SecretsStart>(_logs));
        _audit = new ChainedAudit(database.Databases, Secrets, TimeProvider.System, new Logger<ChainedAudit>(_logs));
        Rotation = new KeyRotation(
            files, Ring, new SealedValues([Vault, AuditKeys.Column], Secrets, Ring), table, [_audit], TimeProvider.System);
    }

    public KeyRing Ring { get; } = new();

    public SealedSecrets Secrets { get; }

    public KeyRotation Rotation { get; }

    /// <summary>Files below keys, as paths from there.</summary>
    public IReadOnlyList<string> KeyFiles
    {
        get
        {
            var folder = Path.Combine(_database.Folder, "keys");
            return [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))];
        }
    }

    private SecretsStart Start { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RotationBench> StartAsync(TestDatabase database, string? givenKey = null)
    {
        await database.State.WriteAsync(
            (transaction, token) => transaction.Command("CREATE TABLE IF NOT EXISTS vault (id TEXT PRIMARY KEY, secret TEXT)").RunAsync(token), Token);
        var bench = new RotationBench(database, givenKey);
        await bench.Start.StartingAsync(Token);
        await new AuditStart(bench._audit).StartingAsync(Token);
        return bench;
    }

    public static SecretPlace Place(string id) => new("vault", id, "secret");

    public Task<RotationResult> RotateAsync() => Rotation.RotateAsync(AuditBench.Entry(""), Token);

    public Task KeepAsync(string id, string secret) => KeepSealedAsync(id, Secrets.Seal(Place(id), Encoding.UTF8.GetBytes(secret)));

    public Task KeepSealedAsync(string id, string text) => _database.State.WriteAsync(
        (transaction, token) => transaction.Command("INSERT INTO vault (id, secret) VALUES (@id, @text)").Bind("@id", id).Bind("@text", text).RunAsync(token),
        Token);

    public async Task<string> OpenAsync(string id)
    {
        var text = await _database.State.ReadAsync(
            (connection, token) => connection.Command("SELECT secret FROM vault WHERE id = @id").Bind("@id", id).FirstAsync(row => row.GetString(0), token),
            Token);
        return Encoding.UTF8.GetString(Secrets.Open(Place(id), text.ShouldNotBeNull()));
    }

    public async Task<long> SealedUnderAsync(string keyId)
        => await _database.State.ReadAsync(
            (connection, token) => connection.Command("SELECT COUNT(*) FROM vault WHERE secret LIKE @start").Bind("@start", $"sealed:1:{keyId}:%").NumberAsync(token),
            Token) ?? 0;

    /// <summary>Seals a value when the rotation is at the step after this one; returns it afterwards.</summary>
    public Func<string> SealDuring(string step, string secret)
    {
        var before = Rotation.AtStep;
        var text = "";
        var isNext = false;
        Rotation.AtStep = name =>
        {
            if (isNext)
            {
                text = Secrets.Seal(Place("late"), Encoding.UTF8.GetBytes(secret));
            }

            isNext = name == step;
            before?.Invoke(name);
        };
        return () => text;
    }

    public Task AuditAsync(string action) => _audit.AppendAsync(AuditBench.Entry(action), Token);

    public async Task<AuditReport> VerifyAsync()
        => await AuditCheck.RunAsync(_database.State, await _audit.KeysAsync(Token), "0badcafe", null, DateTimeOffset.UnixEpoch, Token);

    public Task<AuditEntry> EntryAsync(long sequence) => _database.State.ReadAsync(
        async (connection, token) => (await connection.Command($"SELECT {AuditTable.Columns} FROM audit WHERE sequence = @sequence")
            .Bind("@sequence", sequence).FirstAsync(AuditTable.Map, token)).Row.ShouldNotBeNull().Entry,
        Token);

    public void Dispose()
    {
        Rotation.Dispose();
        _audit.Dispose();
        _logs.Dispose();
    }
}
