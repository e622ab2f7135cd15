using System.Data.Common;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.Access;

/// <summary>Table sessions.</summary>
internal sealed class SessionStore(Databases databases)
{
    public Task InsertAsync(SessionRow session, CancellationToken cancellationToken)
        => databases.State.WriteAsync((transaction, token) => InsertAsync(transaction, session, token), cancellationToken);

    public static Task<int> InsertAsync(DbTransaction transaction, SessionRow session, CancellationToken cancellationToken)
        => transaction.Command(
            """
            INSERT INTO sessions (id, token_hash, user_id, created_at, used_at, ends_at, address)
            VALUES (@id, @hash, @user, @created, @used, @ends, @address)
            """)
            .Bind("@id", session.Id)
            .Bind("@hash", session.TokenHash)
            .Bind("@user", session.UserId)
            .Bind("@created", session.CreatedAt)
            .Bind("@used", session.UsedAt)
            .Bind("@ends", session.EndsAt)
            .Bind("@address", session.Address)
            .RunAsync(cancellationToken);

    public Task<List<SessionRow>> ListAsync(CancellationToken cancellationToken)
        => databases.State.ReadAsync(
            (connection, token) => connection
                .Command(
                    """
                    SELECT id, token_hash, user_id, created_at, used_at, ends_at, address
                    FROM sessions ORDER BY used_at DESC LIMIT 100000
                    """)
                .ListAsync(Read, token),
            cancellationToken);

    public Task<int> DeleteAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        => EachAsync(
            ids,
            (transaction, id, token) => transaction.Command("DELETE FROM sessions WHERE id = @id").Bind("@id", id).RunAsync(token),
            cancellationToken);

    /// <summary>Rows that ended, or were last used, before these times.</summary>
    public Task<int> DeleteExpiredAsync(DateTimeOffset endedBy, DateTimeOffset unusedSince, CancellationToken cancellationToken)
        => databases.State.WriteAsync(
            (transaction, token) => transaction.Command("DELETE FROM sessions WHERE ends_at <= @ended OR used_at <= @unused")
                .Bind("@ended", endedBy).Bind("@unused", unusedSince).RunAsync(token),
            cancellationToken);

    public Task<int> TouchAsync(IReadOnlyCollection<(string Id, DateTimeOffset UsedAt)> used, CancellationToken cancellationToken)
        => EachAsync(
            used,
            (transaction, item, token) => transaction.Command("UPDATE sessions SET used_at = @used WHERE id = @id")
                .Bind("@used", item.UsedAt).Bind("@id", item.Id).RunAsync(token),
            cancellationToken);

    private Task<int> EachAsync<T>(
        IReadOnlyCollection<T> items, Func<DbTransaction, T, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
        => items.Count == 0
            ? Task.FromResult(0)
            : databases.State.WriteAsync(
                async (transaction, token) =>
                {
                    var rows = 0;
                    foreach (var item in items)
                    {
                        rows += await run(transaction, item, token);
                    }

                    return rows;
                },
                cancellationToken);

    private static SessionRow Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        TokenHash = row.GetString(1),
        UserId = row.GetString(2),
        CreatedAt = row.Time(3),
        UsedAt = row.Time(4),
        EndsAt = row.Time(5),
        Address = row.TextOrNull(6),
    };
}
