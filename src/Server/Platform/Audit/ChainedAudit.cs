using System.Data.Common;
using System.Security.Cryptography;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Secrets;

namespace Proxima.Server.Platform.Audit;

/// <summary>
/// The audit chain in the state database. An entry is linked to what the head says, never to what the table happens to hold: rows that
/// were removed stay missed. When the head itself does not hold, one number is left out, so that the break can never be healed over.
/// </summary>
internal sealed class ChainedAudit(Databases databases, ISecrets secrets, TimeProvider time, ILogger<ChainedAudit> logger)
    : IAudit, IKeyFollower, IDisposable
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile AuditKeys? _keys;
    private AuditKeys? _next;

    public AuditStanding Standing { get; } = new();

    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var trace = AuditTrace.Current;
        var storable = AuditChain.Storable(entry.Token is null && trace?.Token is { } prefix ? entry with { Token = prefix } : entry);
        await TurnAsync(entry.Action, cancellationToken);
        try
        {
            var keys = await KeysAsync(cancellationToken);
            var broken = await databases.State.WriteAsync(
                (transaction, token) => AppendAsync(transaction, keys, storable, token), cancellationToken);
            trace?.Wrote();
            if (broken is { } sequence)
            {
                Standing.Broke(sequence);
                logger.Broken(sequence);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// The keys of the chain. The first one is derived from the root key: entries of before these keys had a table were written with it.
    /// Throws <see cref="SecretException"/> when one does not open.
    /// </summary>
    public async Task<AuditKeys> KeysAsync(CancellationToken cancellationToken)
    {
        if (_keys is { } known)
        {
            return known;
        }

        var stored = await databases.State.ReadAsync(
            (connection, token) => AuditKeys.ReadAsync(connection.Command(AuditKeys.Select), secrets, token), cancellationToken);
        return _keys = stored ?? await databases.State.WriteAsync(MakeFirstKeyAsync, cancellationToken);
    }

    public void Dispose() => _turn.Dispose();

    Task IKeyFollower.BeginAsync(CancellationToken cancellationToken) => TurnAsync(AuditHandover.LastAction, cancellationToken);

    /// <summary>A root key is rotated when it may be known to others, and then the chain's key may be too: it gets a new one.</summary>
    async Task IKeyFollower.FollowAsync(DbTransaction transaction, KeyChange change, CancellationToken cancellationToken)
    {
        var keys = await AuditKeys.ReadAsync(transaction.Command(AuditKeys.Select), secrets, cancellationToken)
            ?? await MakeFirstKeyAsync(transaction, cancellationToken);
        var bytes = RandomNumberGenerator.GetBytes(RootKey.Size);
        var chain = new AuditChain(bytes);
        var last = AuditHandover.Last(change.By, change.OldKeyId, change.NewKeyId, chain.KeyId);
        await AppendAsync(transaction, keys, AuditChain.Storable(last), cancellationToken);
        var head = await AuditTable.HeadAsync(transaction.Command(AuditTable.SelectHead), cancellationToken)
            ?? throw new InvalidOperationException("An entry was just written, and there is no head.");
        var key = new AuditKey(head.Sequence + 1, chain);
        await AuditKeys.AddAsync(
            transaction, key, secrets.Seal(AuditKeys.Place(key.FirstSequence, key.Id), bytes), time.GetUtcNow(), cancellationToken);
        _next = new AuditKeys([.. keys.All, key]);
        await AppendAsync(transaction, _next, AuditHandover.First(keys.Newest.Id, key.Id), cancellationToken);
    }

    void IKeyFollower.End(bool isCommitted)
    {
        if (isCommitted && _next is { } next)
        {
            _keys = next;
        }

        _next = null;
        _turn.Release();
    }

    private async Task TurnAsync(string action, CancellationToken cancellationToken)
    {
        if (!await _turn.WaitAsync(WaitLimit, cancellationToken))
        {
            throw new DatabaseException(
                $"The audit entry {action} waited {WaitLimit.TotalSeconds:0} s for its turn; the database is too slow");
        }
    }

    private async Task<AuditKeys> MakeFirstKeyAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (await AuditKeys.ReadAsync(transaction.Command(AuditKeys.Select), secrets, cancellationToken) is { } others)
        {
            return others;
        }

        var bytes = secrets.DeriveKey("audit");
        var key = new AuditKey(1, new AuditChain(bytes));
        await AuditKeys.AddAsync(
            transaction, key, secrets.Seal(AuditKeys.Place(1, key.Id), bytes), time.GetUtcNow(), cancellationToken);
        return new AuditKeys([key]);
    }

    /// <summary>Returns the number left out when the chain was found broken, else null.</summary>
    private async Task<long?> AppendAsync(
        DbTransaction transaction, AuditKeys keys, AuditEntry entry, CancellationToken cancellationToken)
    {
        var head = await AuditTable.HeadAsync(transaction.Command(AuditTable.SelectHead), cancellationToken);
        var isGenuine = head is not null && keys.At(head.Sequence).Chain.IsGenuine(head);
        var last = await transaction.Command(AuditTable.SelectNewest).NumberAsync(cancellationToken)
            ?? await TakenAsync(transaction, keys, cancellationToken);
        var isWhole = head is null ? last is null && keys.All.Length == 1 : isGenuine && last == head.Sequence;
        var newest = Math.Max(last ?? 0, isGenuine && head is not null ? head.Sequence : 0);
        newest = Math.Max(newest, keys.Newest.FirstSequence - 1);
        var previous = isGenuine && head is not null ? head.Mac : AuditChain.Start;
        var row = new AuditRow(isWhole ? newest + 1 : newest + 2, time.GetUtcNow(), entry);
        var chain = keys.At(row.Sequence).Chain;
        var mac = chain.Mac(previous, row);
        await AuditTable.AddAsync(transaction, row, mac, chain.HeadMac(row.Sequence, mac), cancellationToken);
        return isWhole ? null : newest + 1;
    }

    /// <summary>The last entry retention took, when its record holds: the table may be empty behind it.</summary>
    private static async Task<long?> TakenAsync(DbTransaction transaction, AuditKeys keys, CancellationToken cancellationToken)
    {
        var stored = await AuditTable.CheckpointAsync(transaction.Command(AuditTable.SelectCheckpoint), cancellationToken);
        return stored is not null && keys.Find(stored.Checkpoint.KeyId)?.Chain.IsGenuine(stored.Checkpoint, stored.CheckpointMac) == true
            ? stored.Checkpoint.Sequence
            : null;
    }
}
