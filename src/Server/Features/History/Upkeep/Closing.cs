using Microsoft.Extensions.Options;
using Proxima.Server.Features.History.Heads;
using Proxima.Server.Features.History.Parts;
using Proxima.Server.Features.History.Tail;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>
/// Moves samples from the tail into blocks, with their roll-ups of 5 minutes, every two hours and whenever the tail outgrows its share
/// of memory. Blocks, and the mark up to which the tail is in them, are one transaction: whatever is killed when, a sample is in the
/// tail or in a block.
/// </summary>
internal sealed class Closing(
    PartKeeper keeper, ITail tail, HeadTable heads, HistoryWriter writer, TimeProvider clock, IOptions<HistoryOptions> options)
{
    /// <summary>How long after its end a window waits for samples on their way.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A clock that is further ahead than this does not keep its samples in memory: they are closed where they claim to be.
    /// </summary>
    private const long MostAhead = 2 * Resolution.Window;
    private const long MostListedAhead = 2 * 86_400_000L;
    private long _lastCut;

    /// <summary>Closes what is due; returns how many subjects had something.</summary>
    public async Task<int> CloseDueAsync(CancellationToken cancellationToken)
    {
        var until = (clock.GetUtcNow() - Grace).ToUnixTimeMilliseconds();
        var isFull = heads.Bytes > options.Value.TailMegabytes * 1_000_000L;
        var cut = Resolution.AlignDown(until, isFull ? Resolution.SpanMilliseconds(1) : Resolution.Window);
        if (cut <= _lastCut && !isFull)
            return 0;
        var closed = await CloseAsync(cut, cancellationToken);
        _lastCut = cut;
        return closed;
    }

    /// <summary>Closes everything before a moment, which is a multiple of 5 minutes.</summary>
    public async Task<int> CloseAsync(long cut, CancellationToken cancellationToken)
    {
        if (!heads.HasOutside(cut, cut + MostAhead))
            return 0;
        using var turn = await keeper.TurnAsync(cancellationToken);
        var (mark, frozen) = await writer.AloneAsync(token => FreezeAsync(cut, token), cancellationToken);
        var change = await keeper.PlanAsync((shelf, floors, planned, token) => PlanAsync(frozen, cut, shelf, floors, planned, token),
            cancellationToken);
        IDisposable? moment = null;
        try
        {
            await keeper.CommitAsync(
                change,
                async (sql, token) =>
                {
                    await Marks.WriteAsync(sql, Marks.Tail, mark, token);
                    await tail.DropAsync(sql, mark, token);
                    // From here to the end of the commit nobody begins a snapshot; a transaction that is run again has it already.
                    moment ??= await heads.MomentAsync(token);
                },
                cancellationToken);
            heads.DropClosing(frozen.Keys);
        }
        finally
        {
            moment?.Dispose();
        }

        tail.Forget(mark);
        return frozen.Count;
    }

    private async Task<(long Mark, SortedDictionary<long, PointColumns> Frozen)> FreezeAsync(long cut, CancellationToken cancellationToken)
    {
        var mark = await tail.RotateAsync(cancellationToken);
        var frozen = heads.Freeze(cut, cut + MostAhead);
        // What stays is written again behind the mark. Twice in the tail is once in the head.
        if (heads.Remaining(cut, cut + MostAhead) is { Count: > 0 } rest)
            await writer.AppendNumberedAsync(rest, cancellationToken);
        return (mark, frozen);
    }

    /// <summary>Most samples of most subjects are of the last hours; those that are not are looked up by themselves.</summary>
    private static async Task ListAheadAsync(
        SortedDictionary<long, PointColumns> frozen, PartShelf shelf, CancellationToken cancellationToken)
    {
        const int WorthIt = 4;
        if (frozen.Count < WorthIt)
            return;
        var last = frozen.Values.Max(static points => points.Times[^1]);
        var first = Math.Max(frozen.Values.Min(static points => points.Times[0]), last - MostListedAhead);
        var (from, to) = (Resolution.AlignDown(first, Resolution.SpanMilliseconds(3)), Resolution.AlignUp(last + Resolution.Window,
            Resolution.SpanMilliseconds(3)));
        for (var level = Resolution.Points; level <= Resolution.Coarsest; level++)
            await shelf.ListAheadAsync(level, from, to, (frozen.Keys.First(), frozen.Keys.Last()), cancellationToken);
    }

    private static async Task PlanAsync(
        SortedDictionary<long, PointColumns> frozen,
        long cut,
        PartShelf shelf,
        Floors floors,
        PartChange planned,
        CancellationToken cancellationToken)
    {
        await ListAheadAsync(frozen, shelf, cancellationToken);
        foreach (var (subject, points) in frozen)
        {
            var edit = new SubjectEdit(subject, shelf, floors);
            await edit.AddAsync(points, cut, cancellationToken);
            planned.Add(edit.Finish());
        }
    }
}
