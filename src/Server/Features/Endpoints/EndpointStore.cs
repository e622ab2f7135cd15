using System.Data.Common;
using System.Text;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Secrets;

namespace Proxima.Server.Features.Endpoints;

/// <summary>Table endpoints.</summary>
internal sealed class EndpointStore(Databases databases, ISecrets secrets)
{
    private const string Columns = "id, kind, name, addresses, fingerprint, authorities, token_id, created_at, changed_at";

    /// <summary>Where tokens are sealed.</summary>
    public static SealedColumn Column { get; } = new("endpoints", "id", "token");

    public Task<List<Endpoint>> ListAsync(CancellationToken cancellationToken)
        => databases.State.ReadAsync(
            (connection, token) => connection.Command($"SELECT {Columns} FROM endpoints ORDER BY name_key").ListAsync(Read, token),
            cancellationToken);

    /// <summary>The token of an endpoint; null when the endpoint is gone.</summary>
    /// <exception cref="SecretException">It does not open.</exception>
    public async Task<string?> TokenAsync(string id, CancellationToken cancellationToken)
    {
        var text = await databases.State.ReadAsync(
            (connection, token) => connection.Command("SELECT token FROM endpoints WHERE id = @id").Bind("@id", id)
                .FirstAsync(row => row.GetString(0), token),
            cancellationToken);
        return text is null ? null : Encoding.UTF8.GetString(secrets.Open(Place(id), text));
    }

    public Task InsertAsync(EndpointWithToken one, CancellationToken cancellationToken)
        => databases.State.WriteAsync(
            (transaction, token) => Bind(
                transaction.Command(
                    """
                    INSERT INTO endpoints
                        (id, kind, name, name_key, addresses, fingerprint, authorities, token_id, token, created_at, changed_at)
                    VALUES (@id, @kind, @name, @key, @addresses, @fingerprint, @authorities, @tokenId, @token, @created, @changed)
                    """)
                    .Bind("@kind", one.Endpoint.Kind.Word())
                    .Bind("@created", one.Endpoint.CreatedAt),
                one).RunAsync(token),
            cancellationToken);

    public Task UpdateAsync(EndpointWithToken one, CancellationToken cancellationToken)
        => databases.State.WriteAsync(
            (transaction, token) => Bind(
                transaction.Command(
                    """
                    UPDATE endpoints SET name = @name, name_key = @key, addresses = @addresses, fingerprint = @fingerprint,
                        authorities = @authorities, token_id = @tokenId, token = @token, changed_at = @changed
                    WHERE id = @id
                    """),
                one).RunAsync(token),
            cancellationToken);

    public Task DeleteAsync(string id, CancellationToken cancellationToken)
        => databases.State.WriteAsync(
            (transaction, token) => transaction.Command("DELETE FROM endpoints WHERE id = @id").Bind("@id", id).RunAsync(token),
            cancellationToken);

    private static SecretPlace Place(string id) => new(Column.Table, id, Column.Column);

    private DbCommand Bind(DbCommand command, EndpointWithToken one) => command
        .Bind("@id", one.Endpoint.Id)
        .Bind("@name", one.Endpoint.Name)
        .Bind("@key", EndpointRules.Key(one.Endpoint.Name))
        .Bind("@addresses", string.Join(' ', one.Endpoint.Addresses))
        .Bind("@fingerprint", one.Endpoint.Fingerprint)
        .Bind("@authorities", one.Endpoint.Authorities)
        .Bind("@tokenId", one.Endpoint.TokenId)
        .Bind("@token", secrets.Seal(Place(one.Endpoint.Id), Encoding.UTF8.GetBytes(one.Token)))
        .Bind("@changed", one.Endpoint.ChangedAt);

    private static Endpoint Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Kind = row.GetString(1) == "pbs" ? EndpointKind.Pbs : EndpointKind.Pve,
        Name = row.GetString(2),
        Addresses = row.GetString(3).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Fingerprint = row.TextOrNull(4),
        Authorities = row.TextOrNull(5),
        TokenId = row.GetString(6),
        CreatedAt = row.Time(7),
        ChangedAt = row.Time(8),
    };
}
