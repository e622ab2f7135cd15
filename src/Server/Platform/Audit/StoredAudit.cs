using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Settings;

namespace Proxima.Server.Platform.Audit;

/// <summary>Reads, searches and checks the audit tables.</summary>
internal sealed class StoredAudit(
    Databases databases,
    ChainedAudit audit,
    AuditAnchorage anchorage,
    TokenUses uses,
    IOptions<RetentionOptions> retention,
    TimeProvider time)
    : IAuditRecords
{
    private const int ReadStep = 1000;

    /// <summary>A million entries are about as much work as one waits for.</summary>
    private static readonly TimeSpan CommandLimit = TimeSpan.FromMinutes(10);
    private AuditReport? _lastCheck;

    private IDatabase State => databases.State;

    public Task<AuditFound> SearchAsync(AuditFilter filter, long? before, int limit, CancellationToken cancellationToken)
        => State.ReadAsync(
            async (connection, token) =>
            {
                var top = before ?? (await connection.Command(AuditTable.SelectNewest).NumberAsync(token) ?? 0) + 1;
                var floor = Math.Max(1, top - AuditSearch.Stretch);
                var rows = await connection.Command($"""
                    SELECT {AuditTable.Columns} FROM audit
                    WHERE sequence < @top AND sequence >= @floor{AuditSearch.Where(filter, State.Engine)}
                    ORDER BY sequence DESC LIMIT @limit
                    """)
                    .Bind("@top", top).Bind("@floor", floor).Bind("@limit", limit).Bind(filter)
                    .ListAsync(Record, token);
                var from = rows.Count == limit ? rows[^1].Sequence : floor;
                var older = await connection.Command("SELECT MIN(sequence) FROM audit").NumberAsync(token);
                return new AuditFound(rows, older is { } oldest && oldest < from ? from : null);
            },
            cancellationToken);

    public async IAsyncEnumerable<AuditRecord> ReadAsync(AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Each step is a read of its own: whoever takes the export slowly must not hold a connection, nor keep the log from shrinking.
        var (from, last) = await State.ReadAsync(
            async (connection, token) => (
                await connection.Command("SELECT MIN(sequence) FROM audit").NumberAsync(token) ?? 1,
                await connection.Command(AuditTable.SelectNewest).NumberAsync(token) ?? 0),
            cancellationToken);
        while (from <= last)
        {
            var (begin, end) = (from, Math.Min(last, from + AuditSearch.Stretch - 1));
            var rows = await State.ReadAsync(
                (connection, token) => connection.Command($"""
                    SELECT {AuditTable.Columns} FROM audit
                    WHERE sequence >= @begin AND sequence <= @end{AuditSearch.Where(filter, State.Engine)}
                    ORDER BY sequence LIMIT @limit
                    """)
                    .Bind("@begin", begin).Bind("@end", end).Bind("@limit", (long)ReadStep).Bind(filter)
                    .ListAsync(Record, token),
                cancellationToken);
            foreach (var row in rows)
            {
                yield return row;
            }

            from = rows.Count == ReadStep ? rows[^1].Sequence + 1 : end + 1;
        }
    }

    public async Task<AuditReport> VerifyAsync(IReadOnlyList<AuditAnchor>? anchors, CancellationToken cancellationToken)
    {
        var keys = await audit.KeysAsync(cancellationToken);
        var report = await AuditCheck.RunAsync(State, keys, anchorage.Instance, anchors, time.GetUtcNow(), cancellationToken);
        audit.Standing.Checked(report);
        return _lastCheck = report;
    }

    public async Task<AuditSummary> SummaryAsync(CancellationToken cancellationToken)
    {
        var keys = await audit.KeysAsync(cancellationToken);
        return await State.ReadAsync(
            async (connection, token) =>
            {
                var first = await TimeAsync(connection, "SELECT at FROM audit ORDER BY sequence LIMIT 1", token);
                var newest = await connection.Command("SELECT sequence, at FROM audit ORDER BY sequence DESC LIMIT 1")
                    .FirstAsync(static row => (Sequence: row.NumberOrNull(0), At: row.TimeOrNull(1)), token);
                var taken = await AuditTable.CheckpointAsync(connection.Command(AuditTable.SelectCheckpoint), token);
                var stored = await AuditAnchorTable.ListAsync(connection, token);
                return new AuditSummary
                {
                    Entries = await connection.Command("SELECT COUNT(*) FROM audit").NumberAsync(token) ?? 0,
                    Last = newest.Sequence,
                    LastAt = newest.At,
                    FirstAt = first,
                    Taken = AuditCheck.Taken(taken),
                    KeyId = keys.Newest.Id,
                    KeptDays = retention.Value.AuditDays,
                    Anchoring = await AuditCheck.AnchoringAsync(connection, stored, token),
                    NotAnchored = anchorage.NotAnchored,
                    Carriers = anchorage.Carriers(stored),
                    UncountedUses = uses.Uncounted,
                    LastCheck = _lastCheck,
                };
            },
            cancellationToken);
    }

    internal static DbCommand Patient(DbCommand command)
    {
        command.CommandTimeout = (int)CommandLimit.TotalSeconds;
        return command;
    }

    private static Task<DateTimeOffset?> TimeAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
        => connection.Command(sql).FirstAsync(static row => row.TimeOrNull(0), cancellationToken);

    /// <summary>As it stands in the table, also where it was altered: what was made of it is for people to see.</summary>
    private static AuditRecord Record(DbDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        At = AuditTable.TimeOrEpoch(row, 1),
        Principal = row.GetString(2),
        Token = row.TextOrNull(3),
        Address = row.TextOrNull(4),
        Action = row.GetString(5),
        Target = row.TextOrNull(6),
        Before = row.TextOrNull(7),
        After = row.TextOrNull(8),
        Outcome = row.GetString(9),
        Error = row.TextOrNull(10),
    };
}
