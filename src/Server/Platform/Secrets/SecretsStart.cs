using System.Data.Common;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Platform.Secrets;

/// <summary>
/// Loads the root key before any other part needs it, and compares it with what the database was sealed under: a lost key is
/// never replaced by a new one in silence.
/// </summary>
internal sealed class SecretsStart(
    RootKeyFiles files, KeyRing ring, ISecrets secrets, Databases databases, TimeProvider time, ILogger<SecretsStart> logger)
    : IHostedLifecycleService
{
    private static ReadOnlySpan<byte> KnownText => "proxima"u8;

    private sealed record KeyRow(string Id, string CheckText);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var rows = await databases.State.ReadAsync(
            (connection, token) => connection.Command("SELECT key_id, check_text FROM secret_keys ORDER BY created_at, key_id")
                .ListAsync(static row => new KeyRow(row.GetString(0), row.GetString(1)), token),
            cancellationToken);
        var active = files.FindActive() ?? CreateFirst(rows);
        ring.Load(active, files.ReadOthers());
        if (rows.Find(row => row.Id == active.Id) is { } known)
        {
            Check(known);
            return;
        }

        if (rows.Count > 0 && !rows.Exists(row => ring.Find(row.Id) is not null))
        {
            throw new StartupException(
                $"The root key {active.Id} is not the one database {databases.State.Description} was sealed under ({Ids(rows)}); "
                + $"restore that key, or put its file beside as {files.FileOf(rows[^1].Id)}");
        }

        await databases.State.WriteAsync((transaction, token) => RememberAsync(transaction, active, token), cancellationToken);
        logger.NewKey(active.Id);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Ids(IEnumerable<KeyRow> rows) => string.Join(", ", rows.Select(row => row.Id));

    private static SecretPlace Place(string keyId) => new("secret_keys", keyId, "check_text");

    private RootKey CreateFirst(List<KeyRow> rows) => rows.Count == 0
        ? files.Create()
        : throw new StartupException(
            $"The root key {files.RootFile} is missing, and database {databases.State.Description} holds values sealed under it "
            + $"({Ids(rows)}); "
            + "restore the file from a backup, or give an empty data folder");

    private void Check(KeyRow row)
    {
        try
        {
            if (!secrets.Open(Place(row.Id), row.CheckText).AsSpan().SequenceEqual(KnownText))
            {
                throw new SecretException($"{row.Id} opens another text");
            }
        }
        catch (SecretException exception)
        {
            throw new StartupException(
                $"The root key {row.Id} does not open the check value of database {databases.State.Description}; "
                + "restore the key or the database", exception);
        }
    }

    private Task<int> RememberAsync(DbTransaction transaction, RootKey key, CancellationToken cancellationToken)
        => transaction.Command("INSERT INTO secret_keys (key_id, check_text, created_at) VALUES (@id, @text, @at)")
            .Bind("@id", key.Id)
            .Bind("@text", secrets.Seal(Place(key.Id), KnownText))
            .Bind("@at", time.GetUtcNow())
            .RunAsync(cancellationToken);
}
