using System.Data.Common;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Secrets;

namespace Proxima.Server.Platform.Audit;

/// <summary>Checks the audit log of an instance that does not run, without changing anything of it.</summary>
public static class OfflineAudit
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(30);

    /// <summary>Whether there is a database to check.</summary>
    public static bool IsThere(ServeOptions options) => options.Database is not null || File.Exists(FileOf(options));

    /// <summary>Throws <see cref="StartupException"/> or <see cref="DatabaseException"/> with a line for a person.</summary>
    public static async Task<AuditReport> VerifyAsync(
        ServeOptions options, Func<string, string?> environment, IReadOnlyList<AuditAnchor>? anchors, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var files = new RootKeyFiles(options, new SecretEnvironment(environment));
        var active = files.FindActive() ?? throw new StartupException(
            $"There is no root key: {files.RootFile} is missing; without it the audit log cannot be checked");
        var ring = new KeyRing();
        ring.Load(active.Key, files.ReadOthers());
        if (options.Database is not { } url)
        {
            return await VerifyAsync(new ReadOnlySqlite(FileOf(options)), ring, anchors, time, cancellationToken);
        }

        await using var postgres = new PostgresDatabase(
            new PostgresSettings(url, 2, WaitLimit), time, Microsoft.Extensions.Logging.Abstractions.NullLogger<PostgresDatabase>.Instance);
        await postgres.OpenAsync(cancellationToken);
        return await VerifyAsync(postgres, ring, anchors, time, cancellationToken);
    }

    private static async Task<AuditReport> VerifyAsync(
        IDatabase database, KeyRing ring, IReadOnlyList<AuditAnchor>? anchors, TimeProvider time, CancellationToken cancellationToken)
    {
        var secrets = new SealedSecrets(ring);
        try
        {
            var (keys, instance) = await database.ReadAsync(
                async (connection, token) =>
                {
                    await CheckVersionAsync(database, connection, token);
                    return (
                        await AuditKeys.ReadAsync(connection.Command(AuditKeys.Select), secrets, token),
                        await connection.Command("SELECT id FROM instance").FirstAsync(static row => row.GetString(0), token));
                },
                cancellationToken);
            keys ??= new AuditKeys([new AuditKey(1, new AuditChain(secrets.DeriveKey("audit")))]);
            return await AuditCheck.RunAsync(database, keys, instance ?? "", anchors, time.GetUtcNow(), cancellationToken);
        }
        catch (SecretException exception)
        {
            throw new StartupException(
                $"The key of the audit log does not open ({exception.Message}): the root key is another one, or the key was altered",
                exception);
        }
        catch (DbException exception)
        {
            throw new StartupException(
                $"Database {database.Description} cannot be read ({exception.Message.ReplaceLineEndings(" ")})", exception);
        }
    }

    private static async Task CheckVersionAsync(IDatabase database, DbConnection connection, CancellationToken cancellationToken)
    {
        const string Applied = "SELECT COUNT(*) FROM schema_migrations WHERE feature = 'Audit' AND number = 2";
        if (await connection.Command(Applied).NumberAsync(cancellationToken) is null or 0)
        {
            throw new StartupException(
                $"Database {database.Description} is of an older version; start this version of Proxima on it once, "
                + "or check it with that one");
        }
    }

    private static string FileOf(ServeOptions options) => Path.Combine(Path.GetFullPath(options.DataFolder), "proxima.db");
}
