using System.Data.Common;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.Access;

/// <summary>Tables instance, users and assignments.</summary>
internal sealed class AccountStore(Databases databases)
{
    private const string Columns = "id, name, display_name, is_disabled, created_at, password_changed_at, password_hash";

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

    /// <summary>The account of this name, without what it may: that is in the book.</summary>
    public Task<StoredAccount?> FindAsync(string nameKey, CancellationToken cancellationToken)
        => databases.State.ReadAsync(
            (connection, token) => connection.Command($"SELECT {Columns} FROM users WHERE name_key = @key")
                .Bind("@key", nameKey)
                .FirstAsync(row => new StoredAccount(Read(row), row.GetString(6)), token),
            cancellationToken);

    public Task<List<Account>> ListAsync(CancellationToken cancellationToken) => databases.State.ReadAsync(ListAsync, cancellationToken);

    public static async Task<List<Account>> ListAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var assignments = (await connection
                .Command("SELECT user_id, role_id, bounds FROM assignments ORDER BY user_id, number LIMIT 1000000")
                .ListAsync(
                    row => (User: row.GetString(0), Given: new Assignment(row.GetString(1), Bounds.Parse(row.GetString(2)))),
                    cancellationToken))
            .ToLookup(pair => pair.User, pair => pair.Given, StringComparer.Ordinal);
        var users = await connection.Command($"SELECT {Columns} FROM users ORDER BY name_key LIMIT 100000")
            .ListAsync(Read, cancellationToken);
        return [.. users.Select(user => user with { Assignments = [.. assignments[user.Id]] })];
    }

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

                await InsertAsync(transaction, first, token);
                await SessionStore.InsertAsync(transaction, session, token);
                return true;
            },
            cancellationToken);

    /// <summary>Adds a user. Fails on a name that is taken.</summary>
    public Task AddAsync(StoredAccount account, CancellationToken cancellationToken)
        => databases.State.WriteAsync((transaction, token) => InsertAsync(transaction, account, token), cancellationToken);

    /// <summary>Renews the hash of the same password, unless the password was changed in between.</summary>
    public Task<int> RehashAsync(StoredAccount old, string hash, CancellationToken cancellationToken)
        => databases.State.WriteAsync(
            (transaction, token) => transaction.Command("UPDATE users SET password_hash = @hash WHERE id = @id AND password_hash = @old")
                .Bind("@hash", hash).Bind("@id", old.Account.Id).Bind("@old", old.PasswordHash).RunAsync(token),
            cancellationToken);

    public static async Task<int> InsertAsync(DbTransaction transaction, StoredAccount stored, CancellationToken cancellationToken)
    {
        var account = stored.Account;
        await transaction.Command(
            """
            INSERT INTO users (id, name, name_key, display_name, password_hash, is_disabled, created_at, password_changed_at)
            VALUES (@id, @name, @key, @display, @hash, @disabled, @created, @changed)
            """)
            .Bind("@id", account.Id)
            .Bind("@name", account.Name)
            .Bind("@key", UserName.Key(account.Name))
            .Bind("@display", account.DisplayName)
            .Bind("@hash", stored.PasswordHash)
            .Bind("@disabled", account.IsDisabled)
            .Bind("@created", account.CreatedAt)
            .Bind("@changed", account.PasswordChangedAt)
            .RunAsync(cancellationToken);
        return await AssignAsync(transaction, account, cancellationToken);
    }

    /// <summary>Name, display name, whether disabled, and what the user may.</summary>
    public static async Task<int> UpdateAsync(DbTransaction transaction, Account account, CancellationToken cancellationToken)
    {
        await transaction.Command(
            "UPDATE users SET name = @name, name_key = @key, display_name = @display, is_disabled = @disabled WHERE id = @id")
            .Bind("@id", account.Id)
            .Bind("@name", account.Name)
            .Bind("@key", UserName.Key(account.Name))
            .Bind("@display", account.DisplayName)
            .Bind("@disabled", account.IsDisabled)
            .RunAsync(cancellationToken);
        await transaction.Command("DELETE FROM assignments WHERE user_id = @id").Bind("@id", account.Id).RunAsync(cancellationToken);
        return await AssignAsync(transaction, account, cancellationToken);
    }

    public static Task<int> SetPasswordAsync(
        DbTransaction transaction, Account account, string hash, CancellationToken cancellationToken)
        => transaction.Command("UPDATE users SET password_hash = @hash, password_changed_at = @at WHERE id = @id")
            .Bind("@id", account.Id).Bind("@hash", hash).Bind("@at", account.PasswordChangedAt).RunAsync(cancellationToken);

    /// <summary>Sessions, assignments and tokens go with the user.</summary>
    public static Task<int> DeleteAsync(DbTransaction transaction, string id, CancellationToken cancellationToken)
        => transaction.Command("DELETE FROM users WHERE id = @id").Bind("@id", id).RunAsync(cancellationToken);

    private static async Task<int> AssignAsync(DbTransaction transaction, Account account, CancellationToken cancellationToken)
    {
        foreach (var (number, given) in account.Assignments.Index())
        {
            await transaction.Command("INSERT INTO assignments (user_id, number, role_id, bounds) VALUES (@user, @number, @role, @bounds)")
                .Bind("@user", account.Id)
                .Bind("@number", number)
                .Bind("@role", given.RoleId)
                .Bind("@bounds", given.Bounds.Text)
                .RunAsync(cancellationToken);
        }

        return account.Assignments.Length;
    }

    private static Account Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2))
    {
        IsDisabled = row.Flag(3),
        CreatedAt = row.Time(4),
        PasswordChangedAt = row.Time(5),
    };
}
