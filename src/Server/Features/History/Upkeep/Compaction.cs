using Proxima.Server.Features.History.Parts;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>
/// Makes few large parts of many small ones: samples by 8 hours, roll-ups of 5 minutes by day, coarser ones by 30 days. A day that is
/// over gets its roll-ups of an hour and a day with it.
/// </summary>
internal sealed class Compaction(PartKeeper keeper, TimeProvider clock)
{
    private const int SubjectsAtOnce = 64;

    /// <summary>After the window's last samples were closed.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(Resolution.Window) + (2 * Closing.Grace);

    /// <summary>Returns how many parts were made.</summary>
    public async Task<int> CompactDueAsync(CancellationToken cancellationToken)
    {
        var made = 0;
        for (var level = Resolution.Points; level <= Resolution.Coarsest; level++)
        {
            int some;
            do
            {
                some = await SomeAsync(level, cancellationToken);
                made += some;
            }
            while (some == SubjectsAtOnce);
        }

        return made;
    }

    private async Task<int> SomeAsync(int level, CancellationToken cancellationToken)
    {
        var width = Resolution.CompactedOf(level);
        var before = Resolution.AlignDown((clock.GetUtcNow() - Lag).ToUnixTimeMilliseconds(), width);
        using var turn = await keeper.TurnAsync(cancellationToken);
        var count = 0;
        var change = await keeper.PlanAsync(
            async (shelf, floors, planned, token) =>
            {
                var due = await PartTable.DueAsync(shelf.Sql, level, tier: 0, width, before, SubjectsAtOnce, token);
                count = due.Count;
                await ListAheadAsync(shelf, due, level, width, token);
                foreach (var (subject, from) in due)
                {
                    var edit = new SubjectEdit(subject, shelf, floors);
                    if (level == 1)
                        await edit.BuildDayAsync(from, from + width, token);
                    await edit.CompactAsync(level, from, from + width, token);
                    planned.Add(edit.Finish());
                }
            },
            cancellationToken);
        await keeper.CommitAsync(change, (sql, token) => MarkSeenAsync(sql, change, token), cancellationToken);
        return count;
    }

    private static async Task ListAheadAsync(
        PartShelf shelf, List<(long Subject, long From)> due, int level, long width, CancellationToken cancellationToken)
    {
        if (due.Count < 2)
            return;
        var (from, to) = (due.Min(static one => one.From), due.Max(static one => one.From) + width);
        var subjects = (due.Min(static one => one.Subject), due.Max(static one => one.Subject));
        // A day that is over concerns the levels above it too.
        for (var listed = level; listed <= (level == 1 ? Resolution.Coarsest : level); listed++)
            await shelf.ListAheadAsync(listed, from, to, subjects, cancellationToken);
    }

    /// <summary>Once a day and subject, so that the name of a disk that is gone can go when its last day does.</summary>
    private static async Task MarkSeenAsync(SqlScope sql, PartChange change, CancellationToken cancellationToken)
    {
        foreach (var part in change.Added.Where(static part => part is { Level: Resolution.Coarsest, Tier: 0 }))
        {
            // Numbers, not names: nothing to quote.
            var numbers = string.Join(',', part.Sums?.Series ?? []);
            await sql.Command(
                $"UPDATE history_series SET seen_at = @end WHERE subject_number = @subject AND seen_at < @end AND number IN ({numbers})")
                .Bind("@end", part.To)
                .Bind("@subject", part.Subject)
                .RunAsync(cancellationToken);
        }
    }
}
