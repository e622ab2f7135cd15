using System.Data.Common;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.Access;

/// <summary>Tables instance and users.</summary>
internal sealed class AccountStore(Databases databases)
{
    private const string Columns = "id, name, display_name, scopes, password_hash";

    /// <summary>Id of this instance (<paramref name="freshId"/> when there was none) and when it was set up.</summary>
    public Task<(string Id, DateTimeOffset? SetUpAt)> InstanceAsync(string freshId, DateTimeOffset now, CancellationToken cancellationToken)
        => databases.State.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.Command("INSERT INTO instance (one, id, created_at) VALUES (1, @id, @now) ON CONFLICT (one) DO NOTHING")
                    .Bind("@id", freshId).Bind("@now", now).RunAsync(token);
                return await transaction.Command("SELECT id, set_up_at FROM instance WHERE one = 1")
                    .FirstAsync(row => (row.GetString(0), row.TimeOrNull(1)), token);
            },
            cancellationToken);

    public async Task<bool> HasAdministratorAsync(CancellationToken cancellationToken)
    {
        var found = await databases.State.ReadAsync(
            (connection, token) => connection
                .Command("SELECT COUNT(*) FROM users WHERE scopes = '*' OR ' ' || scopes || ' ' LIKE '% access.manage %'")
                .NumberAsync(token),
            cancellationToken);
        return found > 0;
    }

    public Task<StoredAccount?> FindAsync(string nameKey, CancellationToken cancellationToken)
        => databases.State.ReadAsync(
            (connection, token) => connection.Command($"SELECT {Columns} FROM users WHERE name_key = @key")
                .Bind("@key", nameKey)
                .FirstAsync(row => new StoredAccount(Read(row), row.GetString(4)), token),
            cancellationToken);

    public Task<List<Account>> ListAsync(CancellationToken cancellationToken)
        => databases.State.ReadAsync(
            (connection, token) => connection.Command($"SELECT {Columns} FROM users ORDER BY name_key LIMIT 100000").ListAsync(Read, token),
            cancellationToken);

    /// <summary>The first administrator and their session, once in the life of the database; false when somebody was faster.</summary>
    public Task<bool> SetUpAsync(StoredAccount first, SessionRow session, CancellationToken cancellationToken)
        => databases.State.WriteAsync(
            async (transaction, token) =>
            {
                // The row of the instance is what two at once meet on: the second one waits, and finds it taken.
                var taken = await transaction.Command("UPDATE instance SET set_up_at = @now WHERE one = 1 AND set_up_at IS NULL")
                    .Bind("@now", session.CreatedAt).RunAsync(token);
                if (taken != 1)
                {
                    return false;
                }

                await InsertAsync(transaction, first, session.CreatedAt, token);
                await SessionStore.InsertAsync(transaction, session, token);
                return true;
            },
            cancellationToken);

    /// <summary>Adds a user. Fails on a name that is taken.</summary>
    public Task AddAsync(StoredAccount account, DateTimeOffset now, CancellationToken cancellationToken)
        => databases.State.WriteAsync((transaction, token) => InsertAsync(transaction, account, now, token), cancellationToken);

    /// <summary>Renews the hash of the same password, unless the password was changed in between.</summary>
    public Task<int> RehashAsync(StoredAccount old, string hash, CancellationToken cancellationToken)
        => databases.State.WriteAsync(
            (transaction, token) => transaction.Command("UPDATE users SET password_hash = @hash WHERE id = @id AND password_hash = @old")
                .Bind("@hash", hash).Bind("@id", old.Account.Id).Bind("@old", old.PasswordHash).RunAsync(token),
            cancellationToken);

    private static Task<int> InsertAsync(
        DbTransaction transaction, StoredAccount stored, DateTimeOffset now, CancellationToken cancellationToken)
        => transaction.Command(
            """
            INSERT INTO users (id, name, name_key, display_name, password_hash, scopes, created_at, password_changed_at)
            VALUES (@id, @name, @key, @display, @hash, @scopes, @now, @now)
            """)
            .Bind("@id", stored.Account.Id)
            .Bind("@name", stored.Account.Name)
            .Bind("@key", UserName.Key(stored.Account.Name))
            .Bind("@display", stored.Account.DisplayName)
            .Bind("@hash", stored.PasswordHash)
            .Bind("@scopes", stored.Account.ScopeText)
            .Bind("@now", now)
            .RunAsync(cancellationToken);

    private static Account Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3));
}
