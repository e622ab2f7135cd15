using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Settings;

namespace Proxima.Server.Platform.Audit;

/// <summary>
/// Old entries go from the beginning of the chain; a signed checkpoint stands for them, so that the rest still holds. What did not hold
/// when it was taken is counted in the checkpoint: taking entries must not make tampering with them good.
/// </summary>
internal sealed class AuditRetention(
    Databases databases, ChainedAudit audit, IOptions<RetentionOptions> options, ILogger<AuditRetention> logger) : IRetentionRule
{
    /// <summary>Entries in one transaction, so that other writes have their turn in between.</summary>
    private const int Batch = 1000;

    public string Name => "audit";

    public async Task<long> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var keys = await audit.KeysAsync(cancellationToken);
        var cutoff = now.AddDays(-options.Value.AuditDays);
        long removed = 0;
        (long First, long Last) range = (0, 0);
        Taken taken;
        do
        {
            taken = await databases.State.WriteAsync(
                (transaction, token) => TakeAsync(transaction, keys, cutoff, now, token), cancellationToken);
            range = (range.First == 0 ? taken.First : range.First, taken.Count > 0 ? taken.Last : range.Last);
            removed += taken.Count;
            if (taken.NewFlaws > 0)
            {
                logger.TookFlawed(taken.NewFlaws);
            }
        }
        while (taken.Count == Batch);

        if (removed > 0)
        {
            await audit.AppendAsync(
                new AuditEntry
                {
                    Principal = "proxima",
                    Action = "audit.expire",
                    Target = string.Create(CultureInfo.InvariantCulture, $"{range.First} to {range.Last}"),
                    After = string.Create(
                        CultureInfo.InvariantCulture, $"{removed} entries older than {cutoff:yyyy-MM-dd HH:mm:ss}Z taken"),
                    Outcome = AuditOutcome.Done,
                },
                cancellationToken);
        }

        return removed;
    }

    private static async Task<Taken> TakeAsync(
        DbTransaction transaction, AuditKeys keys, DateTimeOffset cutoff, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = await AuditTable.CheckpointAsync(transaction.Command(AuditTable.SelectCheckpoint), cancellationToken);
        var rows = await transaction.Command($"SELECT {AuditTable.Columns} FROM audit ORDER BY sequence LIMIT {Batch}")
            .ListAsync(AuditTable.Map, cancellationToken);
        // Only the beginning of the chain goes: a clock that jumped may have left an old time between newer ones. An entry whose time
        // cannot be read is as old as its neighbour.
        var old = rows.TakeWhile(row => row.Row is null || row.Row.At < cutoff).ToList();
        while (old is [.., { Row: null }])
        {
            old.RemoveAt(old.Count - 1);
        }

        if (old.Count == 0)
        {
            return new Taken(0, 0, 0, 0);
        }

        var walk = new ChainWalk(keys, before);
        foreach (var row in old)
        {
            walk.Next(row);
        }

        var earlier = before?.Checkpoint;
        var flaws = walk.Flaws.Items.Where(flaw => flaw.Kind != AuditFlawKind.TakenFlawed).Sum(flaw => flaw.To - flaw.From + 1);
        var checkpoint = new AuditCheckpoint
        {
            Sequence = old[^1].Sequence,
            Mac = old[^1].Mac,
            Entries = (earlier?.Entries ?? 0) + old.Count,
            Flaws = (earlier?.Flaws ?? 0) + flaws,
            At = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()),
            KeyId = keys.Newest.Id,
        };
        await transaction.Command("DELETE FROM audit WHERE sequence <= @last")
            .Bind("@last", checkpoint.Sequence).RunAsync(cancellationToken);
        await AuditTable.SetCheckpointAsync(transaction, checkpoint, keys.Newest.Chain.CheckpointMac(checkpoint), cancellationToken);
        return new Taken(old.Count, old[0].Sequence, checkpoint.Sequence, flaws);
    }

    private sealed record Taken(int Count, long First, long Last, long NewFlaws);
}
