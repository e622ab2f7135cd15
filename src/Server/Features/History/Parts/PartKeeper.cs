using System.Collections.Concurrent;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Parts;

/// <summary>
/// The one place that changes parts. Closing, compaction, retention, merging and deleting take turns, so each works on parts that
/// nobody else changes meanwhile; readers see a change whole or not at all.
/// </summary>
internal sealed class PartKeeper(Databases databases, TimeProvider clock, ILogger<PartKeeper> logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentDictionary<(long, int, long), DamagedPart> _reported = new();
    private readonly PartPacker _packer = new();
    private long _written;

    /// <summary>Bytes of blocks written since the start; the database writes them twice, to its log and to its file.</summary>
    public long WrittenBytes => Interlocked.Read(ref _written);

    /// <summary>Until it is disposed nobody else changes parts.</summary>
    public async Task<IDisposable> TurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    /// <summary>Works out a change on one snapshot of the database. The caller has the turn.</summary>
    public Task<PartChange> PlanAsync(Func<PartShelf, Floors, PartChange, CancellationToken, Task> plan,
        CancellationToken cancellationToken)
        => databases.History.ReadAsync(
            async (connection, token) =>
            {
                var sql = SqlScope.Of(connection);
                var change = new PartChange();
                await plan(new PartShelf(sql), await Floors.ReadAsync(sql, token), change, token);
                return change;
            },
            cancellationToken);

    /// <summary>
    /// Writes a change in one transaction, with what <paramref name="also"/> writes. The caller has the turn. Returns once it is durable.
    /// </summary>
    public async Task CommitAsync(
        PartChange change, Func<SqlScope, CancellationToken, Task>? also, CancellationToken cancellationToken)
    {
        if (change.IsEmpty && also is null)
            return;
        // Packed before the transaction begins: encoding takes the processor, and appends wait for nobody meanwhile.
        var blocks = _packer.Pack(change.Added).ToList();
        var bytes = await databases.History.WriteAsync(
            async (transaction, token) =>
            {
                var sql = SqlScope.Of(transaction);
                var written = await new PartWriting(sql).RunAsync(change, blocks, clock.GetUtcNow(), token);
                if (also is not null)
                    await also(sql, token);
                return written;
            },
            cancellationToken);
        Interlocked.Add(ref _written, bytes);
        foreach (var (part, reason) in change.Damaged)
            HistoryLog.PartSetAside(logger, Resolution.Name(part.Level), part.Subject,
                DateTimeOffset.FromUnixTimeMilliseconds(part.From), reason);
    }

    /// <summary>A reader met a part that cannot be read; upkeep sets it aside.</summary>
    public void Report(Part part, string reason) => _reported[(part.Subject, part.Level, part.From)] = new DamagedPart(part, reason);

    /// <summary>Sets aside what readers reported, if it is still listed as they saw it.</summary>
    public async Task<int> SetAsideReportedAsync(CancellationToken cancellationToken)
    {
        if (_reported.IsEmpty)
            return 0;
        using var turn = await TurnAsync(cancellationToken);
        var reported = _reported.ToArray();
        var change = await PlanAsync(
            async (shelf, _, planned, token) =>
            {
                foreach (var (_, damaged) in reported)
                {
                    var part = damaged.Part;
                    var listed = await PartTable.ListAsync(shelf.Sql, part.Subject, part.Level, part.From, part.To, token);
                    if (listed.Contains(part))
                        planned.Damaged.Add(damaged);
                }
            },
            cancellationToken);
        await CommitAsync(change, null, cancellationToken);
        foreach (var (key, _) in reported)
            _reported.TryRemove(key, out _);
        return change.Damaged.Count;
    }

    public void Dispose() => _turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private SemaphoreSlim? _turn = turn;

        public void Dispose() => Interlocked.Exchange(ref _turn, null)?.Release();
    }
}
