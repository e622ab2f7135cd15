using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Platform.Audit;

/// <summary>Checks the log in one read of the database: rows, head, what retention took, and anchors found elsewhere.</summary>
internal static class AuditCheck
{
    /// <param name="database">The state database; only read.</param>
    /// <param name="keys">The keys of the chain.</param>
    /// <param name="instance">Id of this instance, as in anchors.</param>
    /// <param name="anchors">Anchors from outside; null when there are none to compare with.</param>
    /// <param name="now">For the report.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public static Task<AuditReport> RunAsync(
        IDatabase database, AuditKeys keys, string instance, IReadOnlyList<AuditAnchor>? anchors, DateTimeOffset now,
        CancellationToken cancellationToken)
        => database.ReadAsync(
            async (connection, token) =>
            {
                var taken = await AuditTable.CheckpointAsync(connection.Command(AuditTable.SelectCheckpoint), token);
                var head = await AuditTable.HeadAsync(connection.Command(AuditTable.SelectHead), token);
                var stored = await AuditAnchorTable.ListAsync(connection, token);
                var walk = new ChainWalk(keys, taken);
                var compared = new AnchorComparison(keys, instance, anchors, stored);
                await using (var command = StoredAudit.Patient(connection.Command(AuditTable.SelectAll)))
                {
                    await using var reader = await command.ExecuteReaderAsync(token);
                    while (await reader.ReadAsync(token))
                    {
                        var entry = AuditTable.Map(reader);
                        walk.Next(entry);
                        compared.See(entry.Sequence, entry.Mac, walk.Flaws);
                    }
                }

                walk.End(head);
                compared.End(walk, taken?.Checkpoint);
                var anchoring = await AnchoringAsync(connection, compared.Newest is { } newest ? [newest] : stored, token);
                return new AuditReport
                {
                    At = now,
                    Entries = walk.Entries,
                    First = walk.First,
                    Last = walk.Entries == 0 ? null : walk.Last,
                    Taken = Taken(taken),
                    Anchoring = anchoring with
                    {
                        Checked = anchors is null ? null : compared.Ours,
                        Foreign = anchors is null ? null : compared.Foreign,
                        Forged = anchors is null ? null : compared.Forged,
                    },
                    IsWhole = walk.Flaws.Count == 0,
                    Flaws = [.. walk.Flaws.Items.OrderBy(flaw => flaw.From)],
                    FlawCount = walk.Flaws.Count,
                };
            },
            cancellationToken);

    public static AuditTaken? Taken(StoredCheckpoint? stored)
        => stored?.Checkpoint is { } taken ? new AuditTaken(taken.Sequence, taken.Entries, taken.At) : null;

    /// <summary>How far these anchors reach, and what lies beyond.</summary>
    public static async Task<AuditAnchoring> AnchoringAsync(
        DbConnection connection, IReadOnlyList<StoredAnchor> anchors, CancellationToken cancellationToken)
    {
        var newest = anchors.MaxBy(anchor => anchor.Sequence);
        var (count, since) = await connection
            .Command("SELECT COUNT(*), MIN(at) FROM audit WHERE sequence > @sequence")
            .Bind("@sequence", newest?.Sequence ?? 0)
            .FirstAsync(static row => (row.GetInt64(0), row.NumberOrNull(1)), cancellationToken);
        return new AuditAnchoring
        {
            Sequence = newest?.Sequence,
            At = newest?.At,
            Unanchored = count,
            UnanchoredSince = since is { } at and >= 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
        };
    }
}

/// <summary>Compares anchors with the rows they name.</summary>
internal sealed class AnchorComparison
{
    private readonly Dictionary<long, List<byte[]>> _open = [];
    private readonly HashSet<long> _unknownKey = [];
    private long _highest;

    public AnchorComparison(AuditKeys keys, string instance, IReadOnlyList<AuditAnchor>? anchors, IReadOnlyList<StoredAnchor> stored)
    {
        foreach (var anchor in stored)
        {
            Open(anchor.Sequence, anchor.Mac);
        }

        foreach (var anchor in anchors ?? [])
        {
            if (anchor.Instance != instance)
            {
                Foreign++;
            }
            else if (keys.Find(anchor.KeyId) is not { } key)
            {
                // Made after a rotation that this database knows nothing of: it is older than that, or somebody made the anchor up.
                Ours++;
                _unknownKey.Add(anchor.Sequence);
                Open(anchor.Sequence, anchor.Mac);
            }
            else if (!CryptographicOperations.FixedTimeEquals(key.Chain.AnchorMac(instance, anchor.Sequence, anchor.Mac), anchor.Proof))
            {
                Forged++;
            }
            else
            {
                Ours++;
                Open(anchor.Sequence, anchor.Mac);
                Newest = Newest is null || Newest.Sequence < anchor.Sequence
                    ? new StoredAnchor("anchors", anchor.Sequence, anchor.Mac, anchor.At ?? DateTimeOffset.UnixEpoch)
                    : Newest;
            }
        }
    }

    public long Ours { get; private set; }

    public long Foreign { get; private set; }

    public long Forged { get; private set; }

    /// <summary>The newest genuine one from outside.</summary>
    public StoredAnchor? Newest { get; private set; }

    public void See(long sequence, byte[] mac, FlawList flaws)
    {
        if (_open.Remove(sequence, out var macs) && macs.Exists(anchored => !anchored.AsSpan().SequenceEqual(mac)))
        {
            flaws.Add(AuditFlawKind.RolledBack, sequence, sequence,
                Text($"Entry {sequence} is not the one that was anchored: the log was put back or written anew from here or before"));
        }
    }

    public void End(ChainWalk walk, AuditCheckpoint? taken)
    {
        if (taken is not null && _open.TryGetValue(taken.Sequence, out var macs)
            && macs.Exists(mac => !mac.AsSpan().SequenceEqual(taken.Mac)))
        {
            walk.Flaws.Add(AuditFlawKind.RolledBack, taken.Sequence, taken.Sequence,
                Text($"Entry {taken.Sequence}, the last one retention took, is not the one that was anchored"));
        }

        if (_highest > walk.Last)
        {
            var unknown = _unknownKey.Contains(_highest) ? "; the anchor was made under a key this database does not know" : "";
            walk.Flaws.Add(AuditFlawKind.RolledBack, walk.Last + 1, _highest,
                Text($"Entries up to {_highest} are anchored, and the last one there is {walk.Last}: an older copy was put back{unknown}"));
        }
    }

    private void Open(long sequence, byte[] mac)
    {
        _highest = Math.Max(_highest, sequence);
        if (!_open.TryGetValue(sequence, out var macs))
        {
            _open[sequence] = macs = [];
        }

        if (!macs.Exists(other => other.AsSpan().SequenceEqual(mac)) && macs.Count < 4)
        {
            macs.Add(mac);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
