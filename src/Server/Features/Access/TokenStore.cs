using System.Data.Common;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.Access;

/// <summary>Table api_tokens.</summary>
internal sealed class TokenStore(Databases databases)
{
    private const string Columns = "prefix, secret_hash, name, user_id, scopes, bounds, created_at, expires_at, used_at, used_address, "
        + "previous_hash, previous_until, revoked_at";

    public static Task<List<TokenRow>> ListAsync(DbConnection connection, CancellationToken cancellationToken)
        => connection.Command($"SELECT {Columns} FROM api_tokens ORDER BY prefix LIMIT 1000000").ListAsync(Read, cancellationToken);

    public static Task<int> InsertAsync(DbTransaction transaction, TokenRow token, CancellationToken cancellationToken)
        => transaction.Command(
            """
            INSERT INTO api_tokens (prefix, secret_hash, name, user_id, scopes, bounds, created_at, expires_at)
            VALUES (@prefix, @hash, @name, @user, @scopes, @bounds, @created, @expires)
            """)
            .Bind("@prefix", token.Prefix)
            .Bind("@hash", token.SecretHash)
            .Bind("@name", token.Name)
            .Bind("@user", token.UserId)
            .Bind("@scopes", token.ScopeText)
            .Bind("@bounds", token.Bounds.Text)
            .Bind("@created", token.CreatedAt)
            .Bind("@expires", token.ExpiresAt)
            .RunAsync(cancellationToken);

    public static Task<int> RotateAsync(DbTransaction transaction, TokenRow token, CancellationToken cancellationToken)
        => transaction.Command(
            """
            UPDATE api_tokens SET secret_hash = @hash, expires_at = @expires, previous_hash = @previous, previous_until = @until
            WHERE prefix = @prefix
            """)
            .Bind("@prefix", token.Prefix)
            .Bind("@hash", token.SecretHash)
            .Bind("@expires", token.ExpiresAt)
            .Bind("@previous", token.PreviousHash)
            .Bind("@until", token.PreviousUntil)
            .RunAsync(cancellationToken);

    public static async Task<int> RevokeAsync(DbTransaction transaction, IEnumerable<TokenRow> tokens, CancellationToken cancellationToken)
    {
        var revoked = 0;
        foreach (var token in tokens)
        {
            revoked += await transaction.Command("UPDATE api_tokens SET revoked_at = @at, previous_hash = NULL WHERE prefix = @prefix")
                .Bind("@prefix", token.Prefix).Bind("@at", token.RevokedAt).RunAsync(cancellationToken);
        }

        return revoked;
    }

    public Task<int> DeleteAsync(IReadOnlyCollection<string> prefixes, CancellationToken cancellationToken)
        => EachAsync(
            prefixes,
            (transaction, prefix, token) => transaction.Command("DELETE FROM api_tokens WHERE prefix = @prefix")
                .Bind("@prefix", prefix).RunAsync(token),
            cancellationToken);

    public Task<int> TouchAsync(IReadOnlyCollection<TokenUse> uses, CancellationToken cancellationToken)
        => EachAsync(
            uses,
            (transaction, use, token) => transaction
                .Command("UPDATE api_tokens SET used_at = @at, used_address = @address WHERE prefix = @prefix")
                .Bind("@prefix", use.Prefix).Bind("@at", use.At).Bind("@address", use.Address).RunAsync(token),
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

    private static TokenRow Read(DbDataReader row) => new()
    {
        Prefix = row.GetString(0),
        SecretHash = row.GetString(1),
        Name = row.GetString(2),
        UserId = row.GetString(3),
        ScopeText = row.GetString(4),
        Bounds = Bounds.Parse(row.GetString(5)),
        CreatedAt = row.Time(6),
        ExpiresAt = row.TimeOrNull(7),
        UsedAt = row.TimeOrNull(8),
        UsedAddress = row.TextOrNull(9),
        PreviousHash = row.TextOrNull(10),
        PreviousUntil = row.TimeOrNull(11),
        RevokedAt = row.TimeOrNull(12),
    };
}

/// <summary>When and from where a token was last used.</summary>
internal sealed record TokenUse(string Prefix, DateTimeOffset At, string? Address)
{
    public static TokenUse? Of(TokenRow row) => row.UsedAt is { } at ? new TokenUse(row.Prefix, at, row.UsedAddress) : null;
}
