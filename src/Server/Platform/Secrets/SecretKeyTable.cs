using System.Data.Common;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Platform.Secrets;

/// <summary>One row of the table secret_keys.</summary>
internal sealed record SecretKeyRow(string Id, string CheckText, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt);

/// <summary>Table secret_keys: the root keys this database was ever sealed under, each with a known text sealed under it.</summary>
internal sealed class SecretKeyTable(Databases databases, ISecrets secrets, TimeProvider time)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private static ReadOnlySpan<byte> KnownText => "proxima"u8;

    public Engine Engine => databases.State.Engine;

    public string Description => databases.State.Description;

    public Task<List<SecretKeyRow>> ListAsync(CancellationToken cancellationToken)
        => databases.State.ReadAsync(ListAsync, cancellationToken);

    /// <summary>Oldest first, each through <paramref name="map"/>, in one read.</summary>
    public Task<List<T>> ListAsync<T>(
        Func<DbConnection, SecretKeyRow, CancellationToken, Task<T>> map, CancellationToken cancellationToken)
        => databases.State.ReadAsync(
            async (connection, token) =>
            {
                var items = new List<T>();
                foreach (var row in await ListAsync(connection, token))
                {
                    items.Add(await map(connection, row, token));
                }

                return items;
            },
            cancellationToken);

    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        => databases.State.ReadAsync(read, cancellationToken);

    public Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
        => databases.State.WriteAsync(write, cancellationToken);

    /// <summary>Writes down that this key is used; it must be the one in use.</summary>
    public Task<int> RememberAsync(DbTransaction transaction, RootKey key, CancellationToken cancellationToken)
        => transaction.Command("""
            INSERT INTO secret_keys (key_id, check_text, created_at) VALUES (@id, @text, @at)
            ON CONFLICT (key_id) DO UPDATE SET retired_at = NULL
            """)
            .Bind("@id", key.Id)
            .Bind("@text", secrets.Seal(Place(key.Id), KnownText))
            .Bind("@at", time.GetUtcNow())
            .RunAsync(cancellationToken);

    public Task<int> RetireAsync(string id, DateTimeOffset now, CancellationToken cancellationToken)
        => databases.State.WriteAsync(
            (transaction, token) => transaction.Command("UPDATE secret_keys SET retired_at = @now WHERE key_id = @id")
                .Bind("@id", id).Bind("@now", now).RunAsync(token),
            cancellationToken);

    /// <summary>Whether the key opens its own check value. Throws <see cref="SecretException"/> when it does not.</summary>
    public void Check(SecretKeyRow row)
    {
        if (!secrets.Open(Place(row.Id), row.CheckText).AsSpan().SequenceEqual(KnownText))
        {
            throw new SecretException($"{row.Id} opens another text");
        }
    }

    /// <summary>A rotation to this key was committed by this program.</summary>
    public void Know(string id) => _known.Add(id);

    public bool IsKnown(string id) => _known.Contains(id);

    private static Task<List<SecretKeyRow>> ListAsync(DbConnection connection, CancellationToken cancellationToken)
        => connection.Command("SELECT key_id, check_text, created_at, retired_at FROM secret_keys ORDER BY created_at, key_id")
            .ListAsync(
                static row => new SecretKeyRow(row.GetString(0), row.GetString(1), row.Time(2), row.TimeOrNull(3)), cancellationToken);

    private static SecretPlace Place(string keyId) => new("secret_keys", keyId, "check_text");
}
