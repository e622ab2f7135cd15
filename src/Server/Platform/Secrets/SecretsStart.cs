namespace Proxima.Server.Platform.Secrets;

/// <summary>
/// Loads the root key before any other part needs it, and compares it with what the database was sealed under: a lost key is
/// never replaced by a new one in silence. Ends a rotation that was cut off.
/// </summary>
internal sealed class SecretsStart(RootKeyFiles files, KeyRing ring, SecretKeyTable table, ILogger<SecretsStart> logger)
    : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var rows = await table.ListAsync(cancellationToken);
        FinishRotation(rows);
        var found = files.FindActive() ?? new SourcedKey(CreateFirst(rows), RootKeySource.File);
        ring.Load(found, files.ReadOthers());
        var active = found.Key;
        if (rows.Find(row => row.Id == active.Id) is { } known)
        {
            Check(known);
            if (known.RetiredAt is null)
            {
                return;
            }
        }

        if (rows.Count > 0 && !rows.Exists(row => ring.Find(row.Id) is not null))
        {
            throw new StartupException(
                $"The root key {active.Id} is not the one database {table.Description} was sealed under ({Ids(rows)}); "
                + $"restore that key, or put its file beside as {files.FileOf(rows[^1].Id)}");
        }

        await table.WriteAsync((transaction, token) => table.RememberAsync(transaction, active, token), cancellationToken);
        logger.NewKey(active.Id);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Ids(IEnumerable<SecretKeyRow> rows) => string.Join(", ", rows.Select(row => row.Id));

    /// <summary>
    /// The database knows the next key: everything is sealed under it, and only its file is not in place yet. Where the database does not
    /// know it, nothing was done, and the file stays for the next rotation.
    /// </summary>
    private void FinishRotation(List<SecretKeyRow> rows)
    {
        if (files.FindNext() is { } next && rows.Exists(row => row.Id == next.Id))
        {
            files.KeepRoot();
            files.PromoteNext();
            logger.RotationFinished(next.Id);
        }
    }

    private RootKey CreateFirst(List<SecretKeyRow> rows) => rows.Count == 0
        ? files.Create()
        : throw new StartupException(
            $"The root key {files.RootFile} is missing, and database {table.Description} holds values sealed under it "
            + $"({Ids(rows)}); "
            + "restore the file from a backup, or give an empty data folder");

    private void Check(SecretKeyRow row)
    {
        try
        {
            table.Check(row);
        }
        catch (SecretException exception)
        {
            throw new StartupException(
                $"The root key {row.Id} does not open the check value of database {table.Description}; "
                + "restore the key or the database", exception);
        }
    }
}
