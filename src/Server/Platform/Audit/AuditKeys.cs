using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Secrets;

namespace Proxima.Server.Platform.Audit;

/// <summary>A key of the chain and the first entry under it.</summary>
internal sealed record AuditKey(long FirstSequence, AuditChain Chain)
{
    public string Id => Chain.KeyId;
}

/// <summary>
/// The keys of the chain, oldest first. Each is 32 bytes of its own, sealed under the root key, so that entries written before a
/// rotation of the root key can be checked after it. Where a key begins is part of the sealed place: it cannot be moved.
/// </summary>
internal sealed record AuditKeys(ImmutableArray<AuditKey> All)
{
    /// <summary>Table and column, for the rotation of the root key.</summary>
    public static SealedColumn Column { get; } = new("audit_keys", "first_sequence || ':' || key_id", "sealed_key");

    public AuditKey Newest => All[^1];

    /// <summary>The key an entry with this number is written with.</summary>
    public AuditKey At(long sequence) => All.LastOrDefault(key => key.FirstSequence <= sequence) ?? All[0];

    public AuditKey? Find(string id) => All.FirstOrDefault(key => key.Id == id);

    /// <summary>Whether an entry is the first under another key than the one before it.</summary>
    public AuditKey? BeginningAt(long sequence) => All.Skip(1).FirstOrDefault(key => key.FirstSequence == sequence);

    /// <summary>Null when there is none yet. Throws <see cref="SecretException"/> on one that does not open.</summary>
    public static async Task<AuditKeys?> ReadAsync(DbCommand command, ISecrets secrets, CancellationToken cancellationToken)
    {
        var rows = await command.ListAsync(
            static row => (First: row.GetInt64(0), Id: row.GetString(1), Sealed: row.GetString(2)), cancellationToken);
        var keys = rows.Select(row => new AuditKey(row.First, new AuditChain(secrets.Open(Place(row.First, row.Id), row.Sealed))));
        return rows.Count == 0 ? null : new AuditKeys([.. keys]);
    }

    public static string Select => "SELECT first_sequence, key_id, sealed_key FROM audit_keys ORDER BY first_sequence";

    public static Task<int> AddAsync(
        DbTransaction transaction, AuditKey key, string sealedKey, DateTimeOffset now, CancellationToken cancellationToken)
        => transaction.Command(
            "INSERT INTO audit_keys (first_sequence, key_id, sealed_key, created_at) VALUES (@first, @id, @sealed, @now)")
            .Bind("@first", key.FirstSequence).Bind("@id", key.Id).Bind("@sealed", sealedKey).Bind("@now", now)
            .RunAsync(cancellationToken);

    public static SecretPlace Place(long firstSequence, string id)
        => new("audit_keys", string.Create(CultureInfo.InvariantCulture, $"{firstSequence}:{id}"), "sealed_key");
}
