using Proxima.Server.Features.History.Heads;
using Proxima.Server.Features.History.Tail;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History;

/// <summary>Reads the tail into memory, once, before anything is written or asked. Damage is moved aside and noted.</summary>
internal sealed class HistoryOpening(Databases databases, ITail tail, HeadTable heads, TimeProvider clock, ILogger<HistoryOpening> logger)
{
    private readonly Lock _lock = new();
    private Task? _done;

    /// <summary>Done, or being done by whoever asked first. A failure is tried again by the next who asks.</summary>
    public Task DoneAsync()
    {
        lock (_lock)
            return _done is null or { IsFaulted: true } or { IsCanceled: true } ? _done = OpenAsync(CancellationToken.None) : _done;
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var (mark, subjects) = await databases.History.ReadAsync(
            async (connection, token) =>
            {
                var sql = SqlScope.Of(connection);
                var numbers = await sql.Command("SELECT number FROM history_subjects").ListAsync(static row => row.GetInt64(0), token);
                return (await Marks.ReadAsync(sql, Marks.Tail, token) ?? 0, numbers.ToHashSet());
            },
            cancellationToken);

        // A subject that was deleted may still be in the tail; its number is never given again.
        var damages = await tail.OpenAsync(mark, record => TailRecord.Read(record, Put), cancellationToken);
        foreach (var damage in damages)
        {
            HistoryLog.TailSetAside(logger, damage.Bytes, damage.Where, damage.Reason);
            await NoteAsync(damage, cancellationToken);
        }

        void Put(NumberedPoint point)
        {
            if (subjects.Contains(point.Subject))
                heads.Put(point);
        }
    }

    private Task<int> NoteAsync(TailDamage damage, CancellationToken cancellationToken)
        => databases.History.WriteAsync(
            (transaction, token) => transaction.Command("""
                INSERT INTO history_damage (subject_number, level, from_at, to_at, block_id, reason, found_at)
                VALUES (0, 0, @now, @now, 0, @reason, @now)
                """)
                .Bind("@now", clock.GetUtcNow())
                .Bind("@reason", FormattableString.Invariant($"{damage.Bytes} bytes of the tail, {damage.Reason}; now in {damage.Where}"))
                .RunAsync(token),
            cancellationToken);
}

/// <summary>Before the first host is looked at.</summary>
internal sealed class HistoryStart(HistoryOpening opening) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => opening.DoneAsync();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
