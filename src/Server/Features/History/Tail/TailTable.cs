using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Tail;

/// <summary>The tail in PostgreSQL: one row a group commit.</summary>
internal sealed class TailTable(Databases databases) : ITail
{
    private const int RowsAtOnce = 200;
    private long _last;
    private long _written;
    private long _held;
    private long _commits;

    public TailCost Cost => new(Interlocked.Read(ref _held), Interlocked.Read(ref _written), Interlocked.Read(ref _commits));

    public async Task<IReadOnlyList<TailDamage>> OpenAsync(long mark, TakeRecord take, CancellationToken cancellationToken)
    {
        var damages = new List<TailDamage>();
        _last = mark;
        List<(long Id, byte[] Data)> rows;
        do
        {
            rows = await databases.History.ReadAsync(
                (connection, token) => connection.Command("SELECT id, data FROM history_tail WHERE id > @after ORDER BY id LIMIT @limit")
                    .Bind("@after", _last)
                    .Bind("@limit", RowsAtOnce)
                    .ListAsync(static row => (row.GetInt64(0), row.Bytes(1)), token),
                cancellationToken);
            foreach (var (id, data) in rows)
            {
                _last = id;
                Interlocked.Add(ref _held, data.Length);
                if (Problem(data, take) is { } problem)
                    damages.Add(await SetAsideAsync(id, data.Length, problem, cancellationToken));
            }
        }
        while (rows.Count == RowsAtOnce);
        return damages;
    }

    public async Task AppendAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        var framed = new byte[TailFrame.HeaderLength + record.Length];
        TailFrame.WriteHeader(framed, record.Span);
        record.Span.CopyTo(framed.AsSpan(TailFrame.HeaderLength));
        await databases.History.WriteAsync(
            (transaction, token) => transaction.Command("INSERT INTO history_tail (id, data) VALUES (@id, @data)")
                .Bind("@id", _last + 1)
                .Bind("@data", framed)
                .RunAsync(token),
            cancellationToken);
        _last++;
        Interlocked.Add(ref _written, framed.Length);
        Interlocked.Add(ref _held, framed.Length);
        Interlocked.Increment(ref _commits);
    }

    public Task<long> RotateAsync(CancellationToken cancellationToken) => Task.FromResult(_last);

    public Task DropAsync(SqlScope sql, long mark, CancellationToken cancellationToken)
        => sql.Command("DELETE FROM history_tail WHERE id > 0 AND id <= @mark").Bind("@mark", mark).RunAsync(cancellationToken);

    public void Forget(long mark) => Interlocked.Exchange(ref _held, 0);

    public void Dispose()
    {
        // Nothing is held open.
    }

    /// <summary>A negative number: never read again, never dropped.</summary>
    private async Task<TailDamage> SetAsideAsync(long id, int length, string problem, CancellationToken cancellationToken)
    {
        await databases.History.WriteAsync(
            (transaction, token) => transaction.Command("UPDATE history_tail SET id = -id WHERE id = @id").Bind("@id", id).RunAsync(token),
            cancellationToken);
        return new TailDamage(FormattableString.Invariant($"row {-id} of history_tail"), length, problem);
    }

    private static string? Problem(byte[] data, TakeRecord take)
    {
        if (!TailFrame.TryRead(data, out var payload) || payload.Length != data.Length - TailFrame.HeaderLength)
            return "its checksum does not fit";
        try
        {
            take(payload);
            return null;
        }
        catch (InvalidDataException exception)
        {
            return exception.Message;
        }
    }
}
