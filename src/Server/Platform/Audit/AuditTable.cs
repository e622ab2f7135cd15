using System.Data.Common;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Platform.Audit;

/// <summary>The statements of the audit tables.</summary>
internal static class AuditTable
{
    private const string Columns =
        "sequence, at, principal, token, address, action, target, before_value, after_value, outcome, error, mac";

    public static Task<AuditHead?> HeadAsync(DbCommand command, CancellationToken cancellationToken)
        => command.FirstAsync(static row => new AuditHead(row.GetInt64(0), row.Bytes(1), row.Bytes(2)), cancellationToken);

    public static string SelectHead => "SELECT sequence, mac, head_mac FROM audit_head WHERE id = 1";

    public static string SelectAll => $"SELECT {Columns} FROM audit ORDER BY sequence";

    /// <summary>Row and MAC; the row is null when its outcome is none of ours, which only an altered row has.</summary>
    public static (long Sequence, AuditRow? Row, byte[] Mac) Map(DbDataReader row)
    {
        var sequence = row.GetInt64(0);
        var outcome = AuditChain.OutcomeOf(row.GetString(9));
        return (sequence, outcome is null ? null : new AuditRow(sequence, row.Time(1), new AuditEntry
        {
            Principal = row.GetString(2),
            Token = row.TextOrNull(3),
            Address = row.TextOrNull(4),
            Action = row.GetString(5),
            Target = row.TextOrNull(6),
            Before = row.TextOrNull(7),
            After = row.TextOrNull(8),
            Outcome = outcome.Value,
            Error = row.TextOrNull(10),
        }), row.Bytes(11));
    }

    public static async Task AddAsync(
        DbTransaction transaction, AuditRow row, byte[] mac, byte[] headMac, CancellationToken cancellationToken)
    {
        var entry = row.Entry;
        await transaction.Command($"""
            INSERT INTO audit ({Columns})
            VALUES (@sequence, @at, @principal, @token, @address, @action, @target, @before, @after, @outcome, @error, @mac)
            """)
            .Bind("@sequence", row.Sequence)
            .Bind("@at", row.At)
            .Bind("@principal", entry.Principal)
            .Bind("@token", entry.Token)
            .Bind("@address", entry.Address)
            .Bind("@action", entry.Action)
            .Bind("@target", entry.Target)
            .Bind("@before", entry.Before)
            .Bind("@after", entry.After)
            .Bind("@outcome", AuditChain.OutcomeText(entry.Outcome))
            .Bind("@error", entry.Error)
            .Bind("@mac", mac)
            .RunAsync(cancellationToken);
        await transaction.Command("""
            INSERT INTO audit_head (id, sequence, mac, head_mac) VALUES (1, @sequence, @mac, @head_mac)
            ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, mac = excluded.mac, head_mac = excluded.head_mac
            """)
            .Bind("@sequence", row.Sequence)
            .Bind("@mac", mac)
            .Bind("@head_mac", headMac)
            .RunAsync(cancellationToken);
    }
}
