using Proxima.Server.Features.History.Parts;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>Writes blocks anew that hold little of what they were made of: the rest is room nobody uses.</summary>
internal sealed class Repacking(PartKeeper keeper)
{
    private const int BlocksAtOnce = 32;

    /// <summary>Blocks more than half of whose parts are gone. Returns how many were written anew.</summary>
    public async Task<int> RepackWastefulAsync(CancellationToken cancellationToken)
    {
        using var turn = await keeper.TurnAsync(cancellationToken);
        var done = 0;
        List<long> blocks;
        do
        {
            blocks = [];
            var change = await keeper.PlanAsync(
                async (shelf, _, planned, token) =>
                {
                    // Damaged parts keep their block as it is.
                    blocks = await shelf.Sql.Command("""
                        SELECT id FROM history_blocks WHERE parts * 2 < made AND parts > 0
                        AND NOT EXISTS (SELECT 1 FROM history_damage WHERE block_id = history_blocks.id) ORDER BY id LIMIT @limit
                        """)
                        .Bind("@limit", (long)BlocksAtOnce)
                        .ListAsync(static row => row.GetInt64(0), token);
                    await PlanAsync(shelf, blocks, planned, token);
                },
                cancellationToken);
            await keeper.CommitAsync(change, null, cancellationToken);
            done += blocks.Count;
        }
        while (blocks.Count == BlocksAtOnce);
        return done;
    }

    /// <summary>These blocks, if they are still there. The caller has the turn.</summary>
    public async Task RepackAsync(IEnumerable<long> blocks, CancellationToken cancellationToken)
    {
        foreach (var some in blocks.Order().Chunk(BlocksAtOnce))
        {
            var change = await keeper.PlanAsync((shelf, _, planned, token) => PlanAsync(shelf, some, planned, token), cancellationToken);
            await keeper.CommitAsync(change, null, cancellationToken);
        }
    }

    private static async Task PlanAsync(
        PartShelf shelf, IReadOnlyCollection<long> blocks, PartChange planned, CancellationToken cancellationToken)
    {
        foreach (var block in blocks)
        {
            foreach (var part in await PartTable.OfBlockAsync(shelf.Sql, block, cancellationToken))
            {
                try
                {
                    var data = await shelf.BlockAsync(part.Block, cancellationToken);
                    var (points, sums) = part.Level == Resolution.Points
                        ? (PartBytes.Points(data, part.Subject), (SummaryColumns?)null)
                        : (null, PartBytes.Sums(data, part.Subject));
                    planned.Added.Add(new NewPart(part.Subject, part.Level, part.From, part.To, part.Tier, points, sums));
                    planned.Removed.Add(part);
                }
                catch (InvalidDataException exception)
                {
                    planned.Damaged.Add(new DamagedPart(part, exception.Message));
                }
            }
        }
    }
}
