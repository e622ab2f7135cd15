using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Secrets;

namespace Proxima.Server.Platform.Audit;

/// <summary>
/// The audit chain in the state database. An entry is linked to what the head says, never to what the table happens to hold: rows that
/// were removed stay missed. When the head itself does not hold, one number is left out, so that the break can never be healed over.
/// </summary>
internal sealed class ChainedAudit(Databases databases, ISecrets secrets, TimeProvider time, ILogger<ChainedAudit> logger)
    : IAudit, IDisposable
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(30);
    private readonly Lazy<AuditChain> _chain = new(() => new AuditChain(secrets.DeriveKey("audit")), LazyThreadSafetyMode.PublicationOnly);
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var storable = AuditChain.Storable(entry);
        if (!await _turn.WaitAsync(WaitLimit, cancellationToken))
        {
            throw new DatabaseException(
                $"The audit entry {entry.Action} waited {WaitLimit.TotalSeconds:0} s for its turn; the database is too slow");
        }

        try
        {
            var broken = await databases.State.WriteAsync(
                (transaction, token) => AppendAsync(transaction, storable, token), cancellationToken);
            if (broken is { } sequence)
            {
                logger.Broken(sequence);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task<AuditVerdict> VerifyAsync(CancellationToken cancellationToken) => databases.State.ReadAsync(VerifyAsync, cancellationToken);

    public void Dispose() => _turn.Dispose();

    /// <summary>Returns the number left out when the chain was found broken, else null.</summary>
    private async Task<long?> AppendAsync(DbTransaction transaction, AuditEntry entry, CancellationToken cancellationToken)
    {
        var chain = _chain.Value;
        var head = await AuditTable.HeadAsync(transaction.Command(AuditTable.SelectHead), cancellationToken);
        var isGenuine = head is not null && chain.IsGenuine(head);
        var last = await transaction.Command("SELECT MAX(sequence) FROM audit").NumberAsync(cancellationToken);
        var isWhole = head is null ? last is null : isGenuine && last == head.Sequence;
        var newest = Math.Max(last ?? 0, isGenuine && head is not null ? head.Sequence : 0);
        var previous = isGenuine && head is not null ? head.Mac : AuditChain.Start;
        var row = new AuditRow(isWhole ? newest + 1 : newest + 2, time.GetUtcNow(), entry);
        var mac = chain.Mac(previous, row);
        await AuditTable.AddAsync(transaction, row, mac, chain.HeadMac(row.Sequence, mac), cancellationToken);
        return isWhole ? null : newest + 1;
    }

    private async Task<AuditVerdict> VerifyAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var chain = _chain.Value;
        var head = await AuditTable.HeadAsync(connection.Command(AuditTable.SelectHead), cancellationToken);
        await using var command = connection.Command(AuditTable.SelectAll);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var previous = AuditChain.Start;
        long entries = 0;
        long? firstBad = null;
        string? problem = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            entries++;
            var (sequence, row, mac) = AuditTable.Map(reader);
            if (problem is null && (problem = Problem(chain, previous, entries, sequence, row, mac)) is not null)
            {
                firstBad = Math.Min(entries, sequence);
            }

            previous = mac;
        }

        if (problem is null && (problem = HeadProblem(chain, head, entries, previous)) is not null)
        {
            firstBad = entries + 1;
        }

        return new AuditVerdict(entries, firstBad, problem);
    }

    private static string? Problem(AuditChain chain, byte[] previous, long expected, long sequence, AuditRow? row, byte[] mac)
    {
        if (sequence > expected)
        {
            return Text($"Entry {expected} is missing; the next one there is {sequence}");
        }

        return sequence < expected || row is null || !CryptographicOperations.FixedTimeEquals(chain.Mac(previous, row), mac)
            ? Text($"Entry {sequence} was altered, or is not in its place")
            : null;
    }

    private static string? HeadProblem(AuditChain chain, AuditHead? head, long entries, byte[] lastMac)
    {
        if (head is null)
        {
            return entries == 0 ? null : Text($"The head record is missing; there are {entries} entries, and newer ones may be gone");
        }

        if (!chain.IsGenuine(head))
        {
            return "The head record was altered; newer entries may be gone";
        }

        return head.Sequence == entries && CryptographicOperations.FixedTimeEquals(head.Mac, lastMac)
            ? null
            : Text($"The newest entries are missing: the head record says {head.Sequence}, the last one there is {entries}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
