using System.Data.Common;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Platform.Audit;

/// <summary>The head of the log at one time, as written down outside the database.</summary>
public sealed record AuditAnchor
{
    public required string Instance { get; init; }
    public required long Sequence { get; init; }

    /// <summary>MAC of that entry.</summary>
    public required byte[] Mac { get; init; }

    /// <summary>Name of the chain's key at that time.</summary>
    public required string KeyId { get; init; }

    /// <summary>MAC of the three under that key.</summary>
    public required byte[] Proof { get; init; }

    /// <summary>When it was written down, as whoever keeps it says.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>Somewhere outside the database where the head of the log is written down: the journal, later peers.</summary>
public interface IAuditAnchor
{
    /// <summary>journal, syslog.</summary>
    string Name { get; }

    /// <summary>Only asked when no other took it.</summary>
    bool IsFallback { get; }

    /// <summary>Null when it was taken; else one line saying why not. Never throws but for cancellation.</summary>
    Task<string?> WriteAsync(AuditAnchor anchor, CancellationToken cancellationToken);
}

/// <summary>The last anchor a carrier took, as we remember it.</summary>
internal sealed record StoredAnchor(string Carrier, long Sequence, byte[] Mac, DateTimeOffset At);

internal static class AuditAnchorTable
{
    public static Task<List<StoredAnchor>> ListAsync(DbConnection connection, CancellationToken cancellationToken)
        => connection.Command("SELECT carrier, sequence, mac, at FROM audit_anchors ORDER BY carrier LIMIT 1000")
            .ListAsync(
                static row => new StoredAnchor(row.GetString(0), row.GetInt64(1), row.Bytes(2), AuditTable.TimeOrEpoch(row, 3)),
                cancellationToken);

    public static Task<int> SetAsync(DbTransaction transaction, StoredAnchor anchor, CancellationToken cancellationToken)
        => transaction.Command("""
            INSERT INTO audit_anchors (carrier, sequence, mac, at) VALUES (@carrier, @sequence, @mac, @at)
            ON CONFLICT (carrier) DO UPDATE SET sequence = excluded.sequence, mac = excluded.mac, at = excluded.at
            """)
            .Bind("@carrier", anchor.Carrier).Bind("@sequence", anchor.Sequence).Bind("@mac", anchor.Mac).Bind("@at", anchor.At)
            .RunAsync(cancellationToken);
}
