using Proxima.Server.Features.History.Parts;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>Everything that history does for itself, in its order.</summary>
internal sealed class HistoryUpkeep(
    OldRows old, PartKeeper keeper, Closing closing, Compaction compaction, Repacking repacking, TimeProvider clock)
{
    /// <summary>Windows end with a closing; what a failure left behind is looked for now and then.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);
    private DateTimeOffset _looked = DateTimeOffset.MinValue;

    /// <summary>Returns how many subjects had something to close.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await old.BringOverAsync(cancellationToken);
        await keeper.SetAsideReportedAsync(cancellationToken);
        var closed = await closing.CloseDueAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (closed > 0 || now - _looked >= LookEvery || now < _looked)
        {
            if (await compaction.CompactDueAsync(cancellationToken) > 0)
                await repacking.RepackWastefulAsync(cancellationToken);
            _looked = now;
        }

        return closed;
    }
}
