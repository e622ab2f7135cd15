using Proxima.Server.Features.History.Parts;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>Everything that history does for itself, in its order.</summary>
internal sealed class HistoryUpkeep(OldRows old, PartKeeper keeper, Closing closing, Compaction compaction, Repacking repacking)
{
    /// <summary>Returns how many subjects had something to close.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await old.BringOverAsync(cancellationToken);
        await keeper.SetAsideReportedAsync(cancellationToken);
        var closed = await closing.CloseDueAsync(cancellationToken);
        if (await compaction.CompactDueAsync(cancellationToken) > 0)
            await repacking.RepackWastefulAsync(cancellationToken);
        return closed;
    }
}
