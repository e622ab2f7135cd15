using System.Data.Common;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Platform.Audit;

/// <summary>The statements of the audit tables.</summary>
internal static class AuditTable
{
    public const string Columns =
        "sequence, at, principal, token, address, action, target, before_value, after_value, outcome, error, mac";

    public static string SelectHead => "SELECT sequence, mac, head_mac FROM audit_head WHERE id = 1";

    public static string SelectAll => $"SELECT {Columns} FROM audit ORDER BY sequence";

    public static string SelectNewest => "SELECT MAX(sequence) FROM audit";

    public static string SelectCheckpoint
        => "SELECT sequence, mac, entries, flaws, at, key_id, checkpoint_mac FROM audit_checkpoint WHERE id = 1";

    public static Task<AuditHead?> HeadAsync(DbCommand command, CancellationToken cancellationToken)
        => command.FirstAsync(static row => new AuditHead(row.GetInt64(0), row.Bytes(1), row.Bytes(2)), cancellationToken);

    /// <summary>The checkpoint and its MAC; null when nothing was ever taken.</summary>
    public static Task<StoredCheckpoint?> CheckpointAsync(DbCommand command, CancellationToken cancellationToken)
        => command.FirstAsync(
            static row => new StoredCheckpoint(
                new AuditCheckpoint
                {
                    Sequence = row.GetInt64(0),
                    Mac = row.Bytes(1),
                    Entries = row.GetInt64(2),
                    Flaws = row.GetInt64(3),
                    At = row.Time(4),
                    KeyId = row.GetString(5),
                },
                row.Bytes(6)),
            cancellationToken);

    /// <summary>Row and MAC; the row is null when it cannot be one of ours (its outcome, its time), which only an altered row is.</summary>
    public static StoredEntry Map(DbDataReader row)
    {
        var sequence = row.GetInt64(0);
        var outcome = AuditChain.OutcomeOf(row.GetString(9));
        if (outcome is null || row.GetInt64(1) is < 0 or > LatestTime)
        {
            return new StoredEntry(sequence, null, row.Bytes(11));
        }

        return new StoredEntry(sequence, new AuditRow(sequence, row.Time(1), new AuditEntry
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

    public static Task<int> SetCheckpointAsync(
        DbTransaction transaction, AuditCheckpoint checkpoint, byte[] checkpointMac, CancellationToken cancellationToken)
        => transaction.Command("""
            INSERT INTO audit_checkpoint (id, sequence, mac, entries, flaws, at, key_id, checkpoint_mac)
            VALUES (1, @sequence, @mac, @entries, @flaws, @at, @key, @checkpoint_mac)
            ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, mac = excluded.mac, entries = excluded.entries,
                flaws = excluded.flaws, at = excluded.at, key_id = excluded.key_id, checkpoint_mac = excluded.checkpoint_mac
            """)
            .Bind("@sequence", checkpoint.Sequence)
            .Bind("@mac", checkpoint.Mac)
            .Bind("@entries", checkpoint.Entries)
            .Bind("@flaws", checkpoint.Flaws)
            .Bind("@at", checkpoint.At)
            .Bind("@key", checkpoint.KeyId)
            .Bind("@checkpoint_mac", checkpointMac)
            .RunAsync(cancellationToken);

    /// <summary>The time in a column; the epoch where an altered one holds none.</summary>
    public static DateTimeOffset TimeOrEpoch(DbDataReader row, int column)
        => row.GetInt64(column) is >= 0 and <= LatestTime and var milliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : DateTimeOffset.UnixEpoch;

    /// <summary>9999-12-31 in Unix milliseconds: what a time can hold.</summary>
    private const long LatestTime = 253_402_300_799_999;
}

/// <summary>A row as it stands in the table; <see cref="Row"/> is null when it cannot be one of ours.</summary>
internal readonly record struct StoredEntry(long Sequence, AuditRow? Row, byte[] Mac);

/// <summary>A checkpoint as it stands in the table.</summary>
internal sealed record StoredCheckpoint(AuditCheckpoint Checkpoint, byte[] CheckpointMac);
